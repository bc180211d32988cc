using NodeNet.Activations;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Losses;

/// <summary>Outputs so certain that the activation rounds to 0 or 1: with sigmoid and binary cross-entropy, and with softmax and cross-entropy, loss and δ stay
/// exact.</summary>
/// <remarks>The networks have one input of 1 and set weights, so that the weight is the net input.</remarks>
public class SaturationTests
{
    private const double TwelveDigits = 1e-12;

    [Theory]
    // Wrong by a lot: the loss is the net input itself (ln(1 + e^40) = 40 + 4e-18), δ is y − ŷ.
    [InlineData(40, 0, 40, -1)]
    [InlineData(-40, 1, 40, 1)]
    [InlineData(800, 0, 800, -1)]
    [InlineData(-800, 1, 800, 1)]
    [InlineData(1e5, 0, 1e5, -1)]
    [InlineData(-1e5, 1, 1e5, 1)]
    // Right: the loss is ln(1 + e^−40), δ is sigmoid(−40); neither is rounded away.
    [InlineData(40, 1, 4.248354255291589e-18, 4.248354255291589e-18)]
    [InlineData(-40, 0, 4.248354255291589e-18, -4.248354255291589e-18)]
    // e^−700 = 9.86e-305 is still a double; e^−800 is not.
    [InlineData(700, 1, 9.85967654375977e-305, 9.85967654375977e-305)]
    [InlineData(800, 1, 0, 0)]
    [InlineData(-800, 0, 0, 0)]
    [InlineData(1e5, 1, 0, 0)]
    [InlineData(-1e5, 0, 0, 0)]
    // A target between: ½ · 40 + ln(1 + e^−40), and ½ − sigmoid(40) = −½.
    [InlineData(40, 0.5, 20, -0.5)]
    [InlineData(-800, 0.5, 400, 0.5)]
    public void A_sigmoid_under_binary_cross_entropy(double netInput, double target, double loss, double delta)
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Sigmoid()).Build(seed: 1);
        network.Connection("x1", "y1").Weight = netInput;
        var trainer = new Trainer(network, new BinaryCrossEntropy(), new TrainerOptions { LearningRate = 0 });

        trainer.Step([1], [target]).ShouldBeWithin(TwelveDigits, loss, "the loss");
        network.Node("y1").Delta.ShouldBeWithin(TwelveDigits, delta, "δ");
        trainer.Evaluate(NodeNet.Data.DataSet.From([[1]], [[target]])).Loss.ShouldBeWithin(TwelveDigits, loss, "the loss when measured");
    }

    [Theory]
    // z, 0, 0 and the first class true. Wrong: z below: ln(2 + e^−40) + 40.
    [InlineData(-40, 40.693147180559945, 1, -0.5)]
    [InlineData(-800, 800.6931471805599, 1, -0.5)]
    [InlineData(-1e5, 100000.69314718056, 1, -0.5)]
    // Right: ln(1 + 2 · e^−40); δ of the first is 1 − a₁ = 2 · e^−40 / (1 + 2 · e^−40), of the others minus half of it.
    [InlineData(40, 8.496708510583178e-18, 8.496708510583178e-18, -4.248354255291589e-18)]
    [InlineData(700, 1.971935308751954e-304, 1.971935308751954e-304, -9.85967654375977e-305)]
    [InlineData(800, 0, 0, 0)]
    [InlineData(1e5, 0, 0, 0)]
    public void A_softmax_layer_under_cross_entropy(double netInput, double loss, double deltaOfFirst, double deltaOfOthers)
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(3, new Softmax()).Build(seed: 1);
        network.OutputLayer.SetWeights([[netInput], [0], [0]]);
        var trainer = new Trainer(network, new CrossEntropy(), new TrainerOptions { LearningRate = 0 });

        trainer.Step([1], [1, 0, 0]).ShouldBeWithin(TwelveDigits, loss, "the loss");
        network.Node("y1").Delta.ShouldBeWithin(TwelveDigits, deltaOfFirst, "δ of the true class");
        network.Node("y2").Delta.ShouldBeWithin(TwelveDigits, deltaOfOthers, "δ of another class");
        network.Node("y3").Delta.ShouldBeWithin(TwelveDigits, deltaOfOthers, "δ of another class");
    }

    [Fact]
    public void A_target_spread_over_classes_has_its_part_in_each()
    {
        // z = (40, 0, 0), y = (½, ½, 0): loss ½ · 0 + ½ · 40; δ = y − a · Σy = (−½, ½, −4e-18).
        Network network = new NetworkBuilder(inputs: 1).AddLayer(3, new Softmax()).Build(seed: 1);
        network.OutputLayer.SetWeights([[40], [0], [0]]);
        var trainer = new Trainer(network, new CrossEntropy(), new TrainerOptions { LearningRate = 0 });

        trainer.Step([1], [0.5, 0.5, 0]).ShouldBeWithin(TwelveDigits, 20);
        network.Node("y1").Delta.ShouldBeWithin(TwelveDigits, -0.5);
        network.Node("y2").Delta.ShouldBeWithin(TwelveDigits, 0.5);
        network.Node("y3").Delta.ShouldBeWithin(TwelveDigits, -4.248354255291589e-18);
    }

    [Fact]
    public void Targets_that_do_not_sum_to_1_pull_with_their_sum()
    {
        // a = (½, ¼, ¼), y = (1, ½, 0), Σy = 1½: loss −ln ½ − ½ · ln ¼ = 2 · ln 2; δ = y − a · 1½.
        Network network = new NetworkBuilder(inputs: 1).AddLayer(3, new Softmax()).Build(seed: 1);
        network.OutputLayer.SetWeights([[Math.Log(2)], [0], [0]]);
        var trainer = new Trainer(network, new CrossEntropy(), new TrainerOptions { LearningRate = 0 });

        trainer.Step([1], [1, 0.5, 0]).ShouldBeWithin(TwelveDigits, 2 * Math.Log(2));
        network.Node("y1").Delta.ShouldBeWithin(TwelveDigits, 0.25);
        network.Node("y2").Delta.ShouldBeWithin(TwelveDigits, 0.125);
        network.Node("y3").Delta.ShouldBeWithin(TwelveDigits, -0.375);
    }

    [Fact]
    public void A_class_that_is_not_true_costs_nothing_even_infinitely_far_away()
    {
        // z = (1e308, −1e308): the second is 2e308 below the first, which is more than a double holds. 0 · ∞ counts as 0.
        Network network = new NetworkBuilder(inputs: 1).AddLayer(2, new Softmax()).Build(seed: 1);
        network.OutputLayer.SetWeights([[1e308], [-1e308]]);
        new Trainer(network, new CrossEntropy(), new TrainerOptions { LearningRate = 0 }).Step([1], [1, 0]).Should().Be(0);
    }

    [Theory]
    [InlineData(40)]
    [InlineData(-40)]
    [InlineData(800)]
    [InlineData(-800)]
    [InlineData(1e5)]
    public void A_saturated_node_under_another_loss_has_a_finite_loss_and_delta(double netInput)
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Sigmoid()).Build(seed: 1);
        network.Connection("x1", "y1").Weight = netInput;
        double loss = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0 }).Step([1], [netInput > 0 ? 0 : 1]);
        loss.Should().BeApproximately(1, 1e-15);                         // (1 − 0)²
        network.Node("y1").Delta.Should().BeApproximately(0, 1e-15);     // 2 · 1 · a · (1 − a): stuck, which is why cross-entropy exists
    }

    [Fact]
    public void Where_nothing_is_computed_together_an_impossible_output_ends_the_step_and_changes_nothing()
    {
        // A node, of a function that does not tell its range, that says 0 of a certain yes: −ln 0 = +∞.
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Probe()).Build(seed: 1);
        network.Connection("x1", "y1").Weight = 0;
        Network before = network.Clone();
        Action step = () => new Trainer(network, new BinaryCrossEntropy()).Step([1], [1]);
        step.Should().Throw<NotFiniteNumberException>().WithMessage("*the network stays as it was*");
        network.HasSameParametersAs(before).Should().BeTrue();
    }
}
