namespace NodeNet.Tests.Handout;

/// <summary>The first weight that learns: h1→y1.</summary>
public class S4_WeightUpdateTests
{
    private readonly Network _network = HandoutNetwork.CreateWithOneLearningOutputWeight();
    private readonly Connection _weight;

    public S4_WeightUpdateTests()
    {
        _weight = _network.Connection("h1", "y1");
        _weight.Weight.Should().Be(0.8);
        HandoutNetwork.TrainerFor(_network).Step([1, 3, 5], [1]);
    }

    [Fact]
    public void The_weight_change_is_alpha_times_delta_times_activation()
    {
        // change = α · δ_o · activation(h1) = 0.01 · 0.192 · 0.9308616
        double change = HandoutNetwork.LearningRate * _network.Node("y1").Delta * _network.Node("h1").Activation;
        change.ShouldPrint("0.001787254");

        // and that is what the step did
        (_weight.Weight - 0.8).Should().BeApproximately(change, 1e-15);
    }

    [Fact]
    public void The_new_weight_is_the_old_one_plus_the_change()
    {
        // 0.8 + 0.001787254
        _weight.Weight.ShouldPrint("0.8017873");
    }

    [Fact]
    public void The_handout_goes_on_with_these_four_weights()
    {
        // Of h2, h3 and h4 the handout does not show the change; here they are frozen (unfrozen: ExerciseRemainingWeightsTests).
        _network.Node("y1").Incoming.Select(c => c.Weight).ShouldPrint("0.8017873, 0.5, 0.1, 0.6");
    }
}
