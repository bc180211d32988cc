using NodeNet.Activations;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Handout;

/// <summary>The handout's network, 3-4-1 with sigmoid nodes, SSE and α = 0.01, and its one example.</summary>
internal static class HandoutNetwork
{
    public const double LearningRate = 0.01;

    /// <summary>The activations of x1, x2, x3.</summary>
    public static readonly double[] Inputs = [1, 3, 5];

    /// <summary>What y1 should have been.</summary>
    public static readonly double[] Label = [1];

    /// <summary>The network before learning.</summary>
    /// <remarks>
    /// <para>The handout gives the weights into h1 and the one from h1 to y1; of the other weights it only lists 0.5, 0.1 and 0.6 from h2, h3 and h4 to y1.
    /// The weights into h2, h3 and h4 are 0 here, which makes these nodes' activations sigmoid(0) = 0.5.</para>
    /// <para>The handout <em>assumes</em> that y1's activation is 0.6. Its own weights cannot give that: all four hidden activations are positive, and h1 alone
    /// adds 0.8 · 0.9308616 = 0.745, more than ln(0.6 / 0.4) = 0.405. So the assumption is made visible as a frozen bias of y1 that brings its net input to
    /// ln(0.6 / 0.4). All other nodes are without bias, as in the handout.</para>
    /// </remarks>
    public static Network Create()
    {
        Network network = new NetworkBuilder(inputs: 3)
            .AddLayer(4, new Sigmoid(), bias: false)
            .AddLayer(1, new Sigmoid())
            .Build(seed: 1);
        network.HiddenLayers[0].SetWeights([[0.5, 1.2, -0.3], [0, 0, 0], [0, 0, 0], [0, 0, 0]]);
        network.OutputLayer.SetWeights([[0.8, 0.5, 0.1, 0.6]]);
        AssumeOutput(network, 0.6);
        return network;
    }

    /// <summary>As <see cref="Create"/>, but with h2→y1, h3→y1 and h4→y1 frozen: the handout changes h1→y1 by example and goes on with the others as they
    /// are.</summary>
    public static Network CreateWithOneLearningOutputWeight()
    {
        Network network = Create();
        foreach (string hidden in new[] { "h2", "h3", "h4" })
            network.Connection(hidden, "y1").IsFrozen = true;
        return network;
    }

    /// <summary>A trainer with the handout's loss and learning rate.</summary>
    public static Trainer TrainerFor(Network network) =>
        new(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = LearningRate });

    /// <summary>Sets the output nodes' biases so that the handout's example makes their activations what is assumed, and freezes them.</summary>
    public static void AssumeOutput(Network network, double activation)
    {
        network.OutputLayer.SetBiases(new double[network.OutputLayer.Count]);
        network.Forward(Inputs);
        double[] netInputs = [.. network.OutputLayer.Nodes.Select(y => y.NetInput)];
        foreach (Node y in network.OutputLayer.Nodes)
        {
            y.Bias = Math.Log(activation / (1 - activation)) - netInputs[y.Position];
            y.IsBiasFrozen = true;
        }
    }
}
