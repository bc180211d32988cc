using NodeNet.Activations;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Published;

/// <summary>J. Han and M. Kamber, "Data Mining", the back-propagation example: 3-2-1, sigmoid, half squared error, l = 0.9. Their units 4, 5 and 6 are h1, h2
/// and y1.</summary>
public class HanKamberTests
{
    private const double Printed = 1e-3; // three decimals, worked on with rounded numbers

    private readonly Network _network = new NetworkBuilder(inputs: 3).AddLayer(2, new Sigmoid()).AddLayer(1, new Sigmoid()).Build(seed: 1);

    public HanKamberTests()
    {
        _network.HiddenLayers[0].SetWeights([[0.2, 0.4, -0.5], [-0.3, 0.1, 0.2]]); // w14 w24 w34, w15 w25 w35
        _network.HiddenLayers[0].SetBiases(-0.4, 0.2);                             // θ4, θ5
        _network.OutputLayer.SetWeights([[-0.3, -0.2]]);                           // w46 w56
        _network.OutputLayer.SetBiases(0.1);                                       // θ6
        new Trainer(_network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.9 }).Step([1, 0, 1], [1]);
    }

    [Fact]
    public void The_outputs_of_the_units()
    {
        _network.Node("h1").Activation.Should().BeApproximately(0.332, Printed); // 1 / (1 + e^0.7)
        _network.Node("h2").Activation.Should().BeApproximately(0.525, Printed); // 1 / (1 + e^−0.1)
        _network.Node("y1").Activation.Should().BeApproximately(0.474, Printed); // 1 / (1 + e^0.105)
    }

    [Fact]
    public void Their_Err_is_NodeNets_delta()
    {
        _network.Node("y1").Delta.Should().BeApproximately(0.1311, 1e-4);  // (1 − 0.474) · 0.474 · (1 − 0.474)
        _network.Node("h2").Delta.Should().BeApproximately(-0.0065, 1e-4); // 0.1311 · (−0.2) · 0.525 · (1 − 0.525)
        _network.Node("h1").Delta.Should().BeApproximately(-0.0087, 1e-4); // 0.1311 · (−0.3) · 0.332 · (1 − 0.332)
    }

    [Theory]
    [InlineData("h1", "y1", -0.261)] // w46 = −0.3 + 0.9 · 0.1311 · 0.332
    [InlineData("h2", "y1", -0.138)] // w56
    [InlineData("x1", "h1", 0.192)]  // w14
    [InlineData("x1", "h2", -0.306)] // w15
    [InlineData("x2", "h1", 0.4)]    // w24, of an input that is 0
    [InlineData("x2", "h2", 0.1)]    // w25, the same
    [InlineData("x3", "h1", -0.508)] // w34
    [InlineData("x3", "h2", 0.194)]  // w35
    public void The_weights_after_the_step(string from, string to, double printed)
    {
        _network.Connection(from, to).Weight.Should().BeApproximately(printed, Printed);
    }

    [Theory]
    [InlineData("y1", 0.218)]  // θ6 = 0.1 + 0.9 · 0.1311
    [InlineData("h2", 0.194)]  // θ5
    [InlineData("h1", -0.408)] // θ4
    public void The_biases_after_the_step(string node, double printed)
    {
        _network.Node(node).Bias.Should().BeApproximately(printed, Printed);
    }
}
