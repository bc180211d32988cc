using NodeNet.Data;
using NodeNet.Losses;

namespace NodeNet.Tests.Handout;

/// <summary>Exercise: give the nodes a bias. It is the weight of an input that is always 1, so it changes by α · δ · 1.</summary>
public class ExerciseBiasTests
{
    private readonly Network _network = HandoutNetwork.Create();

    public ExerciseBiasTests() => _network.Node("h1").HasBias = true;

    [Fact]
    public void A_new_bias_is_0_and_changes_nothing()
    {
        _network.Forward([1, 3, 5]);

        _network.Node("h1").Bias.Should().Be(0);
        _network.Node("h1").NetInput.Should().BeApproximately(2.6, 1e-15); // 0 + 0.5 + 3.6 − 1.5
    }

    [Fact]
    public void A_bias_is_added_to_the_weighted_sum()
    {
        _network.Node("h1").Bias = -0.6;

        _network.Forward([1, 3, 5]);

        _network.Node("h1").NetInput.Should().BeApproximately(2.0, 1e-15); // −0.6 + 2.6
        _network.Node("h1").Activation.ShouldPrint("0.8807971");           // 1 / (1 + e^−2)
    }

    [Fact]
    public void The_bias_of_h1_changes_by_alpha_times_its_delta()
    {
        HandoutNetwork.TrainerFor(_network).Step([1, 3, 5], [1]);

        // 0 + α · δ_h1 = 0.01 · 0.009885435
        _network.Node("h1").Bias.ShouldPrint("0.00009885435");
    }

    [Fact]
    public void The_bias_of_the_output_does_so_too_once_it_is_not_frozen()
    {
        Node y1 = _network.Node("y1");
        y1.IsBiasFrozen = false;
        double before = y1.Bias;

        HandoutNetwork.TrainerFor(_network).Step([1, 3, 5], [1]);

        // α · δ_o = 0.01 · 0.192
        (y1.Bias - before).Should().BeApproximately(0.00192, 1e-15);
    }

    [Fact]
    public void A_frozen_bias_is_used_but_does_not_change()
    {
        Node y1 = _network.Node("y1");
        double before = y1.Bias;

        HandoutNetwork.TrainerFor(_network).Step([1, 3, 5], [1]);

        y1.Bias.Should().Be(before).And.NotBe(0);
    }

    [Fact]
    public void The_measured_slope_agrees()
    {
        DataSet example = DataSet.From([HandoutNetwork.Inputs], [HandoutNetwork.Label]);

        // ∂SSE/∂bias = −δ
        FiniteDifference.OfBias(_network, new SumOfSquaredErrors(), example, "h1").Should().BeApproximately(-0.009885434753, 1e-9);
        FiniteDifference.OfBias(_network, new SumOfSquaredErrors(), example, "y1").Should().BeApproximately(-0.192, 1e-9);
    }
}
