using NodeNet.Activations;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Teaching;

/// <summary>The network of Matt Mazur's "A Step by Step Backpropagation Example": 2-2-2, sigmoid, ½SSE, η = 0.5, biases that are not trained.</summary>
internal static class MazurNetwork
{
    public static readonly double[] Inputs = [0.05, 0.10];

    public static readonly double[] Targets = [0.01, 0.99];

    public static Trainer Trainer()
    {
        Network network = new NetworkBuilder(inputs: 2).AddLayer(2, new Sigmoid()).AddLayer(2, new Sigmoid()).Build(seed: 1);
        network.HiddenLayers[0].SetWeights([[0.15, 0.20], [0.25, 0.30]]);
        network.HiddenLayers[0].SetBiases(0.35, 0.35);
        network.OutputLayer.SetWeights([[0.40, 0.45], [0.50, 0.55]]);
        network.OutputLayer.SetBiases(0.60, 0.60);
        foreach (Node node in network.HiddenLayers[0].Nodes.Concat(network.OutputLayer.Nodes))
            node.IsBiasFrozen = true;
        return new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.5 });
    }
}
