using NodeNet.Activations;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Published;

/// <summary>Michael Nielsen, "Neural Networks and Deep Learning", chapter 3: one sigmoid node learns to answer 0 to the input 1; half squared error, η = 0.15,
/// 300 epochs.</summary>
/// <remarks>Not here: chapter 1's 784-30-10 network on MNIST (9,129 right of 10,000 after the first epoch). These tests have no MNIST to learn from.</remarks>
public class NielsenTests
{
    [Theory]
    [InlineData(0.6, 0.9, "0.82", "0.0940")]
    [InlineData(2.0, 2.0, "0.98", "0.2028")] // saturated: a slow start, and less is reached
    public void The_output_before_and_after_300_epochs(double weight, double bias, string before, string after)
    {
        Network network = Node(weight, bias);
        network.Predict([1])[0].ShouldPrint(before); // sigmoid(w · 1 + b)

        Learn(network, epochs: 300);

        network.Predict([1])[0].ShouldPrint(after);
    }

    [Fact]
    public void The_saturated_node_starts_slowly_because_its_slope_is_small()
    {
        Network usual = Node(0.6, 0.9);
        Network saturated = Node(2, 2);

        Learn(usual, epochs: 1);
        Learn(saturated, epochs: 1);

        // δ = (0 − a) · a · (1 − a): −0.82 · 0.82 · 0.18 against −0.98 · 0.98 · 0.02
        usual.Node("y1").Delta.ShouldPrint("-0.1219");
        saturated.Node("y1").Delta.ShouldPrint("-0.0173");
    }

    private static Network Node(double weight, double bias)
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Sigmoid()).Build(seed: 1);
        network.OutputLayer.SetWeights([[weight]]);
        network.OutputLayer.SetBiases(bias);
        return network;
    }

    private static void Learn(Network network, int epochs)
    {
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.15 });
        for (int epoch = 0; epoch < epochs; epoch++)
            trainer.Step([1], [0]);
    }
}
