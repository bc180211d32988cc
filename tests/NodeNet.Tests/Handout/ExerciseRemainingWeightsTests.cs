using NodeNet.Data;
using NodeNet.Losses;

namespace NodeNet.Tests.Handout;

/// <summary>Exercise: continue the update for the remaining three weights from the hidden layer to the output.</summary>
public class ExerciseRemainingWeightsTests
{
    private readonly Network _network = HandoutNetwork.Create();

    [Fact]
    public void Every_weight_into_the_output_changes_by_the_same_rule()
    {
        HandoutNetwork.TrainerFor(_network).Step([1, 3, 5], [1]);

        // weight + α · δ_o · activation; the activations are 0.9308616 for h1 and sigmoid(0) = 0.5 for h2, h3, h4:
        // 0.8 + 0.01 · 0.192 · 0.9308616, 0.5 + 0.01 · 0.192 · 0.5, 0.1 + 0.01 · 0.192 · 0.5, 0.6 + 0.01 · 0.192 · 0.5
        _network.Node("y1").Incoming.Select(c => c.Weight).ShouldPrint("0.8017873, 0.5009600, 0.1009600, 0.6009600");
    }

    [Fact]
    public void The_order_of_the_updates_does_not_matter_because_all_deltas_come_first()
    {
        HandoutNetwork.TrainerFor(_network).Step([1, 3, 5], [1]);

        // δ_h = δ_o · weight of the forward pass · a · (1 − a); for h2: 0.192 · 0.5 · 0.25, with 0.5 and not 0.50096
        _network.Node("h2").Delta.Should().BeApproximately(0.024, 1e-15);
        _network.Node("h3").Delta.Should().BeApproximately(0.0048, 1e-15); // 0.192 · 0.1 · 0.25
        _network.Node("h4").Delta.Should().BeApproximately(0.0288, 1e-15); // 0.192 · 0.6 · 0.25
    }

    [Fact]
    public void The_measured_slope_agrees()
    {
        DataSet example = DataSet.From([HandoutNetwork.Inputs], [HandoutNetwork.Label]);

        // −∂SSE/∂w(h2→y1) = δ_o · activation(h2) = 0.192 · 0.5
        FiniteDifference.OfWeight(_network, new SumOfSquaredErrors(), example, "h2", "y1").Should().BeApproximately(-0.096, 1e-9);
    }
}
