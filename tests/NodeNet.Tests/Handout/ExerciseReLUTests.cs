using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Handout;

/// <summary>Exercise: the same example with ReLU instead of sigmoid in the hidden layer; the output is again assumed to be 0.6.</summary>
public class ExerciseReLUTests
{
    private readonly Network _network = HandoutNetwork.Create();
    private readonly Trainer _trainer;

    public ExerciseReLUTests()
    {
        _network.HiddenLayers[0].Activation = new ReLU();
        HandoutNetwork.AssumeOutput(_network, 0.6);
        _trainer = HandoutNetwork.TrainerFor(_network);
    }

    [Fact]
    public void The_output_weight_changes_more_because_the_activation_is_larger()
    {
        _trainer.Step([1, 3, 5], [1]);

        // 0.8 + α · δ_o · relu(2.6) = 0.8 + 0.01 · 0.192 · 2.6
        _network.Connection("h1", "y1").Weight.Should().BeApproximately(0.804992, 1e-15);
    }

    [Fact]
    public void The_hidden_delta_is_not_made_smaller_by_a_slope_below_one()
    {
        _trainer.Step([1, 3, 5], [1]);

        // δ_h1 = δ_o · weight · relu′(2.6) = 0.192 · 0.8 · 1
        _network.Node("h1").Delta.Should().BeApproximately(0.1536, 1e-15);
    }

    [Fact]
    public void The_weights_into_h1_change_by_alpha_times_delta_times_input()
    {
        _trainer.Step([1, 3, 5], [1]);

        // 0.5 + 0.01 · 0.1536 · 1, 1.2 + 0.01 · 0.1536 · 3, −0.3 + 0.01 · 0.1536 · 5
        _network.Node("h1").Incoming.Select(c => c.Weight).ShouldPrint("0.501536, 1.204608, -0.292320");
    }

    [Fact]
    public void A_node_at_the_kink_does_not_learn()
    {
        _trainer.Step([1, 3, 5], [1]);

        // h2: net input 0, relu(0) = 0, and relu′(0) = 0 by convention
        _network.Node("h2").Delta.Should().Be(0);
        _network.Node("h2").Incoming.Select(c => c.Weight).Should().Equal(0, 0, 0);
        _network.Connection("h2", "y1").Weight.Should().Be(0.5); // δ_o · 0 is no change either
    }

    [Fact]
    public void The_measured_slope_agrees()
    {
        DataSet example = DataSet.From([HandoutNetwork.Inputs], [HandoutNetwork.Label]);

        // −∂SSE/∂w(x3→h1) = δ_h1 · x3 = 0.1536 · 5
        FiniteDifference.OfWeight(_network, new SumOfSquaredErrors(), example, "x3", "h1").Should().BeApproximately(-0.768, 1e-8);
    }
}
