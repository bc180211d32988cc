using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;

namespace NodeNet.Tests.Handout;

/// <summary>Exercise: a second output, y2, whose label is 0. Both outputs are assumed to be 0.6.</summary>
public class ExerciseTwoOutputsTests
{
    private readonly Network _network = new NetworkBuilder(inputs: 3)
        .AddLayer(4, new Sigmoid(), bias: false)
        .AddLayer(2, new Sigmoid())
        .Build(seed: 1);

    public ExerciseTwoOutputsTests()
    {
        _network.HiddenLayers[0].SetWeights([[0.5, 1.2, -0.3], [0, 0, 0], [0, 0, 0], [0, 0, 0]]);
        _network.OutputLayer.SetWeights([[0.8, 0.5, 0.1, 0.6], [-0.4, 0.2, 0.7, 0.3]]);
        HandoutNetwork.AssumeOutput(_network, 0.6);
    }

    [Fact]
    public void The_SSE_adds_up_both_outputs()
    {
        // (1 − 0.6)² + (0 − 0.6)² = 0.16 + 0.36
        HandoutNetwork.TrainerFor(_network).Step([1, 3, 5], [1, 0]).Should().BeApproximately(0.52, 1e-15);
    }

    [Fact]
    public void Each_output_has_a_delta_of_its_own()
    {
        HandoutNetwork.TrainerFor(_network).Step([1, 3, 5], [1, 0]);

        _network.Node("y1").Delta.Should().BeApproximately(0.192, 1e-15);  // 2 · (1 − 0.6) · 0.6 · 0.4
        _network.Node("y2").Delta.Should().BeApproximately(-0.288, 1e-15); // 2 · (0 − 0.6) · 0.6 · 0.4
    }

    [Fact]
    public void The_hidden_delta_adds_up_the_nodes_two_outgoing_connections()
    {
        HandoutNetwork.TrainerFor(_network).Step([1, 3, 5], [1, 0]);

        Node h1 = _network.Node("h1");
        h1.Outgoing.Select(c => c.Name).Should().Equal("h1→y1", "h1→y2");
        // δ_h1 = (0.192 · 0.8 + (−0.288) · (−0.4)) · a · (1 − a) = 0.2688 · 0.9308616 · (1 − 0.9308616)
        double a = 1 / (1 + Math.Exp(-2.6));
        h1.Delta.Should().BeApproximately(0.2688 * a * (1 - a), 1e-16);
        h1.Delta.ShouldPrint("0.01729951");
    }

    [Fact]
    public void Outputs_may_pull_a_hidden_node_in_opposite_directions()
    {
        HandoutNetwork.TrainerFor(_network).Step([1, 3, 5], [1, 0]);

        // δ_h2 = (0.192 · 0.5 + (−0.288) · 0.2) · ¼ = (0.096 − 0.0576) / 4
        _network.Node("h2").Delta.Should().BeApproximately(0.0096, 1e-15);
        // δ_h3 = (0.192 · 0.1 + (−0.288) · 0.7) · ¼ = (0.0192 − 0.2016) / 4
        _network.Node("h3").Delta.Should().BeApproximately(-0.0456, 1e-15);
    }

    [Fact]
    public void The_measured_slope_agrees()
    {
        DataSet example = DataSet.From([[1, 3, 5]], [[1, 0]]);

        // −∂SSE/∂w(x2→h3) = δ_h3 · x2 = −0.0456 · 3
        FiniteDifference.OfWeight(_network, new SumOfSquaredErrors(), example, "x2", "h3").Should().BeApproximately(0.1368, 1e-9);
    }
}
