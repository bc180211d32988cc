using NodeNet.Activations;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Published;

/// <summary>One node, y1, and the slopes of its output: what authors print who explain back-propagation before they come to losses.</summary>
/// <remarks>
/// <para>NodeNet's δ is −∂Loss/∂net input. It becomes ∂out/∂net input where the loss falls by just as much as the output grows. The half squared error does
/// that for a target
/// 1 above the output: −∂Loss/∂out = target − out = 1. And a learning rate of 0 leaves the weights as they are.</para>
/// <para>Inputs have no δ. So each input goes through an identity node with the weight 1, whose δ then is ∂out/∂x.</para>
/// </remarks>
internal sealed class OutputSlopes
{
    private readonly Node _y1;

    public OutputSlopes(IActivation activation, double[] weights, double bias, double[] inputs)
    {
        Network network = new NetworkBuilder(inputs.Length)
            .AddLayer(inputs.Length, new Identity(), bias: false)
            .AddLayer(1, activation)
            .Build(seed: 1);
        network.Prune(c => c.Target.Layer.Index == 1 && c.Source.Position != c.Target.Position);
        foreach (Node h in network.HiddenLayers[0].Nodes)
            h.Incoming.Single().Weight = 1;
        network.OutputLayer.SetWeights([weights]);
        network.OutputLayer.SetBiases(bias);

        double output = network.Predict(inputs)[0];
        new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0 }).Step(inputs, [output + 1]);
        _y1 = network.Node("y1");
        ByInput = [.. network.HiddenLayers[0].Nodes.Select(h => h.Delta)];
    }

    public double NetInput => _y1.NetInput;

    public double Output => _y1.Activation;

    /// <summary>∂out/∂weight = δ · activation(source), in the order of the inputs.</summary>
    public double[] ByWeight => [.. _y1.Incoming.Select(c => _y1.Delta * c.Source.Activation)];

    /// <summary>∂out/∂bias = δ.</summary>
    public double ByBias => _y1.Delta;

    /// <summary>∂out/∂x = δ · weight, in the order of the inputs: the δ of the identity nodes.</summary>
    public double[] ByInput { get; }
}
