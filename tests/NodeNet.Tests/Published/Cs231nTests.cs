using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Metrics;

namespace NodeNet.Tests.Published;

/// <summary>CS231n, "Convolutional Neural Networks for Visual Recognition", course notes on back-propagation and on linear classification.</summary>
public class Cs231nTests
{
    private readonly OutputSlopes _node = new(new Sigmoid(), weights: [2, -3], bias: -3, inputs: [-1, -2]);

    [Fact]
    public void The_output_of_a_sigmoid_node()
    {
        _node.NetInput.Should().Be(1); // 2 · (−1) + (−3) · (−2) − 3
        _node.Output.ShouldPrint("0.73");
    }

    [Fact]
    public void Its_slopes_by_weights_and_bias()
    {
        // δ = 0.73 · (1 − 0.73) = 0.20
        _node.ByBias.ShouldPrint("0.20");
        _node.ByWeight.ShouldPrint("-0.20, -0.39"); // δ · (−1), δ · (−2)
    }

    [Fact]
    public void Its_slopes_by_the_inputs()
    {
        _node.ByInput.ShouldPrint("0.39, -0.59"); // δ · 2, δ · (−3)
    }

    [Fact]
    public void Softmax_makes_probabilities_of_scores()
    {
        Network network = FromScores(1, -2, 0);

        // e^1 / (e^1 + e^−2 + e^0), …; the first is 0.7054 and printed as 0.7
        network.Predict([0]).ShouldPrint("0.7, 0.04, 0.26");
    }

    [Fact]
    public void Cross_entropy_of_the_third_class()
    {
        Network network = FromScores(-2.85, 0.86, 0.28);

        // −ln(e^0.28 / (e^−2.85 + e^0.86 + e^0.28))
        Evaluation.Of(network, new CrossEntropy(), DataSet.From([[0]], [[0, 0, 1]])).Loss.ShouldPrint("1.04");
    }

    /// <summary>A softmax layer whose net inputs are these scores: they are its biases, and the input is 0.</summary>
    private static Network FromScores(params double[] scores)
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(scores.Length, new Softmax()).Build(seed: 1);
        network.OutputLayer.SetBiases(scores);
        return network;
    }
}
