namespace NodeNet.Tests.Handout;

/// <summary>The forward pass into h1: multiply, then add up.</summary>
public class S1_WeightedSumTests
{
    private readonly Network _network = HandoutNetwork.Create();

    [Fact]
    public void The_inputs_are_the_activations_of_the_input_nodes()
    {
        _network.Forward([1, 3, 5]);

        _network.InputLayer.Nodes.Select(x => x.Activation).Should().Equal(1, 3, 5);
    }

    [Fact]
    public void The_weights_into_h1_are_those_of_the_handout()
    {
        _network.Connection("x1", "h1").Weight.Should().Be(0.5);
        _network.Connection("x2", "h1").Weight.Should().Be(1.2);
        _network.Connection("x3", "h1").Weight.Should().Be(-0.3);
    }

    [Fact]
    public void Each_input_is_multiplied_by_the_weight_of_its_connection()
    {
        _network.Forward([1, 3, 5]);

        // weighted input = activation(source) · weight
        IEnumerable<double> weighted = _network.Node("h1").Incoming.Select(c => c.Source.Activation * c.Weight);

        weighted.ShouldPrint("0.5, 3.6, -1.5"); // 1 · 0.5, 3 · 1.2, 5 · (−0.3)
    }

    [Fact]
    public void The_net_input_is_the_sum_of_the_weighted_inputs()
    {
        _network.Forward([1, 3, 5]);

        // net input = Σ activation(source) · weight = 0.5 + 3.6 − 1.5
        _network.Node("h1").NetInput.Should().BeApproximately(2.6, 1e-15);
    }
}
