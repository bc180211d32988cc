using NodeNet.History;
using NodeNet.Schedules;
using NodeNet.Tests.Training;
using NodeNet.Training;

namespace NodeNet.Tests.Schedules;

/// <summary>The rate falls when the loss has stopped falling. Every test lists the losses of the epochs, and the rate of each epoch that follows from those
/// before it.</summary>
public class ReduceOnPlateauTests
{
    [Fact]
    public void While_the_loss_falls_the_rate_stays() =>
        Rates(new ReduceOnPlateau(patience: 2, factor: 0.5), 1.0, 0.9, 0.8, 0.7, 0.6).Should().Equal(1, 1, 1, 1, 1, 1);

    [Fact]
    public void After_two_epochs_without_improvement_the_rate_is_halved() =>
        // Epochs 3 and 4 are no better than epoch 2, so epoch 5 has half the rate.
        Rates(new ReduceOnPlateau(patience: 2, factor: 0.5), 1.0, 0.9, 0.9, 0.95).Should().Equal(1, 1, 1, 1, 0.5);

    [Fact]
    public void A_new_rate_gets_its_own_two_epochs() =>
        // 0.9 is never beaten: halved after epochs 3 and 4, again after 5 and 6, again after 7 and 8.
        Rates(new ReduceOnPlateau(patience: 2, factor: 0.5), 1.0, 0.9, 1, 1, 1, 1, 1, 1).Should().Equal(1, 1, 1, 1, 0.5, 0.5, 0.25, 0.25, 0.125);

    [Fact]
    public void An_improvement_starts_the_count_again() =>
        Rates(new ReduceOnPlateau(patience: 2, factor: 0.5), 1.0, 0.9, 0.9, 0.8, 0.8, 0.8).Should().Equal(1, 1, 1, 1, 1, 1, 0.5);

    [Fact]
    public void A_fall_that_is_too_small_does_not_count() =>
        // Less than 0.1 below the 0.9 of epoch 2.
        Rates(new ReduceOnPlateau(patience: 2, factor: 0.5, improvement: 0.1), 1.0, 0.9, 0.85, 0.81).Should().Equal(1, 1, 1, 1, 0.5);

    [Fact]
    public void The_rate_never_falls_below_the_smallest()
    {
        Rates(new ReduceOnPlateau(patience: 1, factor: 0.5, smallest: 0.3), 1, 1, 1, 1, 1).Should().Equal(1, 1, 0.5, 0.3, 0.3, 0.3);
        Rates(new ReduceOnPlateau(patience: 1, factor: 0.5, smallest: 2), 1, 1, 1).Should().Equal([1, 1, 1, 1], "a base rate below the smallest is not raised");
    }

    [Fact]
    public void The_validation_loss_decides_where_there_is_one()
    {
        var history = new TrainingHistory(
        [
            Histories.Report(1, trainingLoss: 1.0, validationLoss: 1.0),
            Histories.Report(2, trainingLoss: 0.5, validationLoss: 1.1),
            Histories.Report(3, trainingLoss: 0.2, validationLoss: 1.2),
        ]);
        new ReduceOnPlateau(patience: 2, factor: 0.5).Rate(0.1, 4, history).Should().Be(0.05);
    }

    [Fact]
    public void It_may_follow_a_warm_up()
    {
        // The rates of the warm-up differ, so its epochs are no plateau; epochs 3 and 4 are.
        Rates(new WarmUp(2, then: new ReduceOnPlateau(patience: 2, factor: 0.5)), 1, 1, 1, 1, 1).Should().Equal(0.5, 1, 1, 0.5, 0.5, 0.25);
    }

    [Fact]
    public void A_base_rate_that_is_assigned_meanwhile_counts_with_the_reductions_so_far_and_is_given_its_own_two_epochs()
    {
        var schedule = new ReduceOnPlateau(patience: 2, factor: 0.5);
        var reports = new List<EpochReport>();
        double[] bases = [1, 1, 1, 1, 4, 4, 4, 4];
        foreach (double baseRate in bases)
        {
            int epoch = reports.Count + 1;
            reports.Add(Histories.Report(epoch, 1, rate: schedule.Rate(baseRate, epoch, new TrainingHistory(reports)), baseRate: baseRate));
        }

        // Halved after epochs 2 and 3; from epoch 5 on half of 4, and after two epochs of that a quarter.
        reports.Select(report => report.LearningRate).Should().Equal(1, 1, 1, 0.5, 2, 2, 1, 1);
    }

    [Fact]
    public void The_same_rule_holds_for_every_schedule_a_callbacks_rate_is_what_it_goes_from()
    {
        ILearningRateSchedule[] schedules =
        [
            new ConstantRate(),
            new StepDecay(2, 0.5),
            new ExponentialDecay(0.5),
            new CosineDecay(8),
            new WarmUp(3),
            new ReduceOnPlateau(1, 0.5, improvement: 1e9),
        ];
        foreach (ILearningRateSchedule schedule in schedules)
        {
            double[] alone = RatesOfRun(schedule, changedTo: null);
            double[] changed = RatesOfRun(schedule, changedTo: 0.02);
            changed[..3].Should().Equal(alone[..3]);
            // The reductions stay; ReduceOnPlateau then waits for its patience again, once.
            double first = schedule is ReduceOnPlateau ? alone[2] : alone[3];
            changed[3].Should().BeApproximately(2 * first, 1e-15, schedule.Name);
        }

        static double[] RatesOfRun(ILearningRateSchedule schedule, double? changedTo)
        {
            Trainer trainer = null!;
            var progress = new AtOnce(report => { if (report.Epoch == 3) trainer.LearningRate = changedTo ?? trainer.LearningRate; });
            trainer = new Trainer(
                Given.Line(),
                new NodeNet.Losses.SumOfSquaredErrors(),
                new TrainerOptions { LearningRate = 0.01, Schedule = schedule, Epochs = 5, Progress = progress });
            return [.. trainer.Train(Given.PointsOfALine(3)).History.Select(report => report.LearningRate)];
        }
    }

    [Fact]
    public void As_in_PyTorch_an_improvement_may_be_one_over_the_last_that_counted()
    {
        // 0.85 and 0.81 are not 0.1 below the 0.89 of epoch 2, 0.78 is: in time for a patience of 4, too late for one of 2.
        double[] losses = [1.0, 0.89, 0.85, 0.81, 0.78, 0.77];
        Rates(new ReduceOnPlateau(2, 0.5, improvement: 0.1, over: ImprovementOver.LastImprovement), losses).Should().Equal(1, 1, 1, 1, 0.5, 0.5, 0.5);
        Rates(new ReduceOnPlateau(4, 0.5, improvement: 0.1, over: ImprovementOver.LastImprovement), losses).Should().Equal(1, 1, 1, 1, 1, 1, 1);
        new ReduceOnPlateau(2, 0.5, improvement: 0.1, over: ImprovementOver.LastImprovement).Name.Should().Be("reduce_on_plateau(2,0.5,0,0.1,1)");
    }

    /// <summary>The rate of each epoch, and of the one after the last.</summary>
    private static double[] Rates(ILearningRateSchedule schedule, params double[] losses)
    {
        var reports = new List<EpochReport>();
        foreach (double loss in losses)
        {
            int epoch = reports.Count + 1;
            reports.Add(Histories.Report(epoch, loss, rate: schedule.Rate(1, epoch, new TrainingHistory(reports)), baseRate: 1));
        }
        return [.. reports.Select(report => report.LearningRate), schedule.Rate(1, reports.Count + 1, new TrainingHistory(reports))];
    }
}
