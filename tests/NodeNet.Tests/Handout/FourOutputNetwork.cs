using NodeNet.Activations;

namespace NodeNet.Tests.Handout;

/// <summary>The network for which the handout's δ_h1 is right: 3-1-4, where h1 has four outgoing connections of its own (weights 0.8017873, 0.5, 0.1, 0.6)
/// to four outputs that are all assumed to be 0.6 where 1 was wanted, so that each has δ = 0.192.</summary>
internal static class FourOutputNetwork
{
    /// <summary>What y1 to y4 should have been.</summary>
    public static readonly double[] Labels = [1, 1, 1, 1];

    /// <summary>The network before learning.</summary>
    public static Network Create()
    {
        Network network = new NetworkBuilder(inputs: 3)
            .AddLayer(1, new Sigmoid(), bias: false)
            .AddLayer(4, new Sigmoid())
            .Build(seed: 1);
        network.HiddenLayers[0].SetWeights([[0.5, 1.2, -0.3]]);
        network.OutputLayer.SetWeights([[UpdatedWeight()], [0.5], [0.1], [0.6]]);
        HandoutNetwork.AssumeOutput(network, 0.6);
        return network;
    }

    /// <summary>h1→y1 as the handout's first update leaves it, with all its digits: 0.8017872…</summary>
    private static double UpdatedWeight()
    {
        Network network = HandoutNetwork.Create();
        HandoutNetwork.TrainerFor(network).Step(HandoutNetwork.Inputs, HandoutNetwork.Label);
        return network.Connection("h1", "y1").Weight;
    }
}
