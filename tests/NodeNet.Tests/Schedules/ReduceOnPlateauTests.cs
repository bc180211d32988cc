using NodeNet.History;
using NodeNet.Schedules;
using NodeNet.Tests.Training;

namespace NodeNet.Tests.Schedules;

/// <summary>The rate falls when the loss has stopped falling. Every test lists the losses of the epochs, and the rate of each epoch that follows from those before it.</summary>
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
        new ReduceOnPlateau(patience: 2, factor: 0.5).Rate(1, 4, history).Should().Be(0.05);
    }

    [Fact]
    public void It_may_follow_a_warm_up()
    {
        // The rates of the warm-up differ, so its epochs are no plateau; epochs 3 and 4 are.
        Rates(new WarmUp(2, then: new ReduceOnPlateau(patience: 2, factor: 0.5)), 1, 1, 1, 1, 1).Should().Equal(0.5, 1, 1, 0.5, 0.5, 0.25);
    }

    /// <summary>The rate of each epoch, and of the one after the last.</summary>
    private static double[] Rates(ILearningRateSchedule schedule, params double[] losses)
    {
        var reports = new List<EpochReport>();
        foreach (double loss in losses)
        {
            int epoch = reports.Count + 1;
            reports.Add(Histories.Report(epoch, loss, rate: schedule.Rate(1, epoch, new TrainingHistory(reports))));
        }
        return [.. reports.Select(report => report.LearningRate), schedule.Rate(1, reports.Count + 1, new TrainingHistory(reports))];
    }
}
