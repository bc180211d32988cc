using NodeNet.Activations;
using NodeNet.Inspection;
using NodeNet.Losses;
using NodeNet.Teaching;
using NodeNet.Training;

namespace NodeNet.Tests.Teaching;

/// <summary>Whole runs with a mistake, beside the right ones.</summary>
public class LearningComparisonTests
{
    private static Trainer Xor() => new(Given.Small(), new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.3, Shuffle = false });

    [Fact]
    public void Both_start_at_the_same_loss_and_the_right_one_learns()
    {
        Trainer trainer = Xor();
        LearningComparison runs = LearningComparison.Of(trainer, Given.Xor(), epochs: 500, Mistake.StepsUphill);

        runs.RightLosses.Should().HaveCount(501);
        runs.WrongLosses[0].Should().Be(runs.RightLosses[0]).And.Be(trainer.Evaluate(Given.Xor()).Loss);
        runs.RightLosses[^1].Should().BeLessThan(0.05);
        runs.WrongLosses[^1].Should().BeGreaterThan(runs.WrongLosses[0]); // uphill
    }

    [Fact]
    public void The_right_run_is_what_the_trainer_does()
    {
        Trainer trainer = Xor();
        LearningComparison runs = LearningComparison.Of(trainer, Given.Xor(), epochs: 1, Mistake.LeavesBiases);

        for (int row = 0; row < 4; row++)
            trainer.Step(Given.Xor().Inputs[row], Given.Xor().Targets[row]);

        runs.RightNetwork.Predict([0, 1])[0].ShouldBeWithin(1e-14, trainer.Network.Predict([0, 1])[0]);
        runs.RightLosses[1].ShouldBeWithin(1e-14, trainer.Evaluate(Given.Xor()).Loss);
    }

    [Fact]
    public void Without_biases_a_line_cannot_leave_the_origin()
    {
        // y = 3x − 1 from points at 0 … 0.9
        Network line = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity()).Build(seed: 1);
        var trainer = new Trainer(line, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1 });

        LearningComparison runs = LearningComparison.Of(trainer, Given.PointsOfALine(10), epochs: 200, Mistake.LeavesBiases);

        runs.RightLosses[^1].Should().BeLessThan(1e-6);
        runs.WrongLosses[^1].Should().BeGreaterThan(0.05);
        runs.WrongNetwork.Node("y1").Bias.Should().Be(0);
    }

    [Fact]
    public void A_run_that_leaves_the_finite_numbers_ends_there()
    {
        Network line = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity()).Build(seed: 1);
        var trainer = new Trainer(line, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.4 });

        LearningComparison runs = LearningComparison.Of(trainer, Given.PointsOfALine(10), epochs: 400, Mistake.StepsUphill);

        runs.RightLosses.Should().HaveCount(401);
        runs.WrongLosses.Should().HaveCountLessThan(401).And.OnlyContain(loss => double.IsFinite(loss));
        runs.ToString().Should().Contain("not finite");
    }

    [Fact]
    public void The_table_has_about_ten_lines()
    {
        string[] lines = LearningComparison.Of(Xor(), Given.Xor(), epochs: 95, Mistake.ForgetsSlope).ToString().Split('\n');

        lines[0].Should().Be("epoch  loss, right  loss, forgets the slope");
        lines.Select(line => line.Split(' ')[0]).Should().Equal("epoch", "0", "10", "20", "30", "40", "50", "60", "70", "80", "90", "95");
    }

    [Fact]
    public void The_network_itself_learns_nothing()
    {
        Trainer trainer = Xor();
        Network before = trainer.Network.Clone();
        LearningComparison.Of(trainer, Given.Xor(), epochs: 3, Mistake.ForgetsSlope);

        trainer.Network.HasSameParametersAs(before).Should().BeTrue();
        FluentActions
            .Invoking(() => LearningComparison.Of(trainer, Given.Xor(), epochs: 0, Mistake.ForgetsSlope))
            .Should()
            .Throw<ArgumentOutOfRangeException>();
        FluentActions
            .Invoking(() => LearningComparison.Of(trainer, Given.PointsOfALine(3), epochs: 1, Mistake.ForgetsSlope))
            .Should()
            .Throw<ArgumentException>();
    }
}
