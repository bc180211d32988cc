using NodeNet.Data;
using NodeNet.History;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>The history of a long run keeps some of its reports, and everything that rules ask of it.</summary>
public class LongHistoryTests
{
    [Fact]
    public void Up_to_ten_thousand_epochs_each_has_its_report_and_then_every_second_one()
    {
        TrainingHistory history = Falling(10_000);
        history.Select(report => report.Epoch).Should().Equal(Enumerable.Range(1, 10_000));

        TrainingHistory longer = Falling(10_001);
        longer.Epochs.Should().Be(10_001);
        longer.Select(report => report.Epoch).Should().Equal([1, .. Enumerable.Range(1, 5000).Select(i => 2 * i), 10_001]);
        longer[^1].Loss.Should().Be(-10_001);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9_999)]
    [InlineData(10_000)]
    [InlineData(10_001)]
    [InlineData(20_000)]
    [InlineData(50_003)]
    public void The_first_the_best_and_the_last_are_always_there(int epochs)
    {
        int best = epochs * 2 / 3;
        TrainingHistory history = OfLosses(epochs, epoch => Math.Abs(epoch - best));

        history.Count.Should().BeLessThanOrEqualTo(10_003);
        history[0].Epoch.Should().Be(1);
        history[^1].Epoch.Should().Be(epochs);
        history.Best!.Epoch.Should().Be(Math.Max(best, 1));
        history.Select(report => report.Epoch).Should().Equal(TrainingHistory.EpochsKept(epochs, Math.Max(best, 1)), "a checkpoint holds these");
    }

    [Fact]
    public void A_million_epochs_are_ten_thousand_reports_and_some_best_losses()
    {
        TrainingHistory history = Falling(1_000_000);
        history.Count.Should().BeLessThanOrEqualTo(10_003);
        history.BestLosses.Count.Should().BeLessThan(50_000, "though each epoch is the best so far");
        history.Best!.Epoch.Should().Be(1_000_000);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(100)]
    [InlineData(8_191)]
    public void The_best_of_all_but_the_last_epochs_is_exact_up_to_8192_of_them(int last)
    {
        TrainingHistory history = Falling(100_000);
        history.BestLossOfFirst(100_000 - last).Should().Be(last - 100_000);
        history.Invoking(h => h.BestLossOfFirst(0)).Should().Throw<ArgumentOutOfRangeException>();
        history.Invoking(h => h.BestLossOfFirst(100_001)).Should().Throw<ArgumentOutOfRangeException>();
    }

    [Theory]
    [InlineData(10_000)]
    [InlineData(50_000)]
    [InlineData(99_000)]
    public void And_of_more_of_them_to_a_4096th(int last)
    {
        TrainingHistory history = Falling(100_000);
        double away = history.BestLossOfFirst(100_000 - last) - (last - 100_000);
        away.Should().BeInRange(0, last / 4096.0 + 1, "the best loss is that of an epoch a little further back");
    }

    [Theory]
    [InlineData(ImprovementOver.BestBefore)]
    [InlineData(ImprovementOver.LastImprovement)]
    public void A_rule_of_ten_thousand_epochs_stops_in_the_epoch_it_always_did(ImprovementOver over)
    {
        // Better by less than the least improvement, for ever.
        var rule = new NodeNet.Stopping.NoImprovement(10_000, improvement: 1, over);
        var history = new TrainingHistory();
        int epoch = 0;
        do
        {
            epoch++;
            double loss = epoch <= 15_000 ? -2.0 * epoch : -30_000 - (epoch - 15_000) * 0.00005;
            history.Add(EpochNumbers.Of(Histories.Report(epoch, loss)));
        }
        while (rule.ReasonToStop(history) is null && epoch < 40_000);

        // 10,000 epochs after the last that was better by 2; best losses more than 8192 epochs back are known to the last of two epochs.
        epoch.Should().BeInRange(25_000, 25_002);
    }

    [Fact]
    public void Reports_out_of_order_are_refused_and_some_may_be_left_out()
    {
        FluentActions.Invoking(() => new TrainingHistory([Histories.Report(0, 1)])).Should().Throw<ArgumentException>()
            .WithMessage("There is a report of epoch 0; the first epoch is 1.*");
        FluentActions.Invoking(() => new TrainingHistory([Histories.Report(2, 1), Histories.Report(2, 1)])).Should().Throw<ArgumentException>()
            .WithMessage("Epoch 2 follows epoch 2; the reports must be in the order of their epochs.*");

        var gaps = new TrainingHistory([Histories.Report(1, 3), Histories.Report(5, 1), Histories.Report(9, 2)]);
        gaps.Epochs.Should().Be(9);
        gaps.Count.Should().Be(3);
        gaps.BestLossOfFirst(4).Should().Be(3);
        gaps.BestLossOfFirst(8).Should().Be(1);
    }

    [Fact]
    public void An_epoch_that_nobody_watches_allocates_nothing_and_its_time_never_goes_back()
    {
        TrainerOptions options = new() { Epochs = 1, LearningRate = 0.1, Shuffle = false };
        long few = Allocated(options with { Epochs = 60_000 }, out _);
        long many = Allocated(options with { Epochs = 120_000 }, out TrainingHistory history);

        (many - few).Should().BeLessThan(500_000, "a report an epoch would be 60,000 times 100 bytes; a list of best losses may grow once more");
        history.Select(report => report.Elapsed).Should().BeInAscendingOrder();
        history[^1].Elapsed.Should().BePositive();
    }

    private static long Allocated(TrainerOptions options, out TrainingHistory history)
    {
        var trainer = new Trainer(Given.Small(), new SumOfSquaredErrors(), options);
        DataSet data = Given.Xor();
        long before = GC.GetAllocatedBytesForCurrentThread();
        history = trainer.Train(data).History;
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static TrainingHistory Falling(int epochs) => OfLosses(epochs, epoch => -epoch);

    private static TrainingHistory OfLosses(int epochs, Func<int, double> loss)
    {
        var history = new TrainingHistory();
        for (int epoch = 1; epoch <= epochs; epoch++)
            history.Add(EpochNumbers.Of(Histories.Report(epoch, loss(epoch))));
        return history;
    }
}
