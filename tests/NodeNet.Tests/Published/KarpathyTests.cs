using NodeNet.Activations;

namespace NodeNet.Tests.Published;

/// <summary>Andrej Karpathy, "The spelled-out intro to neural networks and backpropagation: building micrograd": one tanh node.</summary>
public class KarpathyTests
{
    private readonly OutputSlopes _node = new(new Tanh(), weights: [-3, 1], bias: 6.8813735870195432, inputs: [2, 0]);

    [Fact]
    public void Net_input_and_output()
    {
        _node.NetInput.ShouldPrint("0.8813735870"); // 2 · (−3) + 0 · 1 + 6.8813735870195432
        _node.Output.ShouldPrint("0.7071067812");   // tanh of it, which is 1 / √2
    }

    [Fact]
    public void The_slopes_of_the_output()
    {
        // δ = 1 − tanh² = 1 − ½
        _node.ByBias.Should().BeApproximately(0.5, 1e-15);
        _node.ByInput.ShouldPrint("-1.5000000000, 0.5000000000"); // x1, x2: δ · (−3), δ · 1
        _node.ByWeight.ShouldPrint("1.0000000000, 0.0000000000"); // w1, w2: δ · 2, δ · 0
    }
}
