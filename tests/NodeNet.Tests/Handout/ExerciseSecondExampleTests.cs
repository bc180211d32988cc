using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Handout;

/// <summary>Exercise: a second training example, (2, −1, 0.5) with label 0; one after the other, or accumulated into one step.</summary>
public class ExerciseSecondExampleTests
{
    private static readonly DataSet _both = DataSet.From([[1, 3, 5], [2, -1, 0.5]], [[1], [0]]);

    private readonly Network _network = HandoutNetwork.Create();

    [Fact]
    public void The_same_weights_answer_the_second_example()
    {
        _network.Forward([2, -1, 0.5]);

        // net input of h1 = 2 · 0.5 + (−1) · 1.2 + 0.5 · (−0.3)
        _network.Node("h1").NetInput.Should().BeApproximately(-0.35, 1e-15);
        _network.Node("h1").Activation.ShouldPrint("0.4133824"); // 1 / (1 + e^0.35)
    }

    [Fact]
    public void Its_label_is_0_so_its_delta_is_negative()
    {
        HandoutNetwork.TrainerFor(_network).Step([2, -1, 0.5], [0]);

        Node y1 = _network.Node("y1");
        // net input of y1: h1 lacks 0.8 · (0.9308616 − 0.4133824) against the first example, whose net input is ln 1.5
        y1.NetInput.Should().BeApproximately(Math.Log(1.5) - 0.8 * (1 / (1 + Math.Exp(-2.6)) - 1 / (1 + Math.Exp(0.35))), 1e-15);
        y1.Activation.ShouldPrint("0.4978705");
        // δ_o = 2 · (0 − a) · a · (1 − a)
        y1.Delta.Should().BeApproximately(-2 * y1.Activation * y1.Activation * (1 - y1.Activation), 1e-15);
        y1.Delta.ShouldPrint("-0.2489307");
    }

    [Fact]
    public void Accumulating_adds_up_the_changes_of_both_examples_and_then_changes_once()
    {
        double first = ChangeOfOneStep([1, 3, 5], [1]);
        double second = ChangeOfOneStep([2, -1, 0.5], [0]);
        first.ShouldPrint("0.0017872542");
        second.ShouldPrint("-0.0010290358"); // 0.01 · (−0.2489307) · 0.4133824

        var options = new TrainerOptions { LearningRate = HandoutNetwork.LearningRate, BatchReduction = BatchReduction.Sum };
        new Trainer(_network, new SumOfSquaredErrors(), options).Step(_both);

        (_network.Connection("h1", "y1").Weight - 0.8).Should().BeApproximately(first + second, 1e-15);
    }

    [Fact]
    public void The_mean_is_half_of_that()
    {
        double sum = ChangeOfOneStep([1, 3, 5], [1]) + ChangeOfOneStep([2, -1, 0.5], [0]);

        HandoutNetwork.TrainerFor(_network).Step(_both);

        (_network.Connection("h1", "y1").Weight - 0.8).Should().BeApproximately(sum / 2, 1e-15);
    }

    [Fact]
    public void One_after_the_other_is_not_the_same_because_the_second_example_meets_changed_weights()
    {
        double sum = ChangeOfOneStep([1, 3, 5], [1]) + ChangeOfOneStep([2, -1, 0.5], [0]);
        Trainer trainer = HandoutNetwork.TrainerFor(_network);

        trainer.Step([1, 3, 5], [1]);
        trainer.Step([2, -1, 0.5], [0]);

        double difference = _network.Connection("h1", "y1").Weight - 0.8 - sum;
        Math.Abs(difference).Should().BeInRange(1e-7, 1e-5);
    }

    [Fact]
    public void The_measured_slope_of_the_mean_loss_agrees()
    {
        double sum = ChangeOfOneStep([1, 3, 5], [1]) + ChangeOfOneStep([2, -1, 0.5], [0]);

        // ∂(mean loss)/∂w = −(mean change) / α
        FiniteDifference.OfWeight(_network, new SumOfSquaredErrors(), _both, "h1", "y1")
            .Should().BeApproximately(-sum / 2 / HandoutNetwork.LearningRate, 1e-9);
    }

    private static double ChangeOfOneStep(double[] inputs, double[] label)
    {
        Network network = HandoutNetwork.Create();
        HandoutNetwork.TrainerFor(network).Step(inputs, label);
        return network.Connection("h1", "y1").Weight - 0.8;
    }
}
