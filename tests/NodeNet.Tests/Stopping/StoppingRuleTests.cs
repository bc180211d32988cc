using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.History;
using NodeNet.Losses;
using NodeNet.Stopping;
using NodeNet.Tests.Training;
using NodeNet.Training;

namespace NodeNet.Tests.Stopping;

/// <summary>When each rule says stop, and in which words; null means go on.</summary>
public class StoppingRuleTests
{
    [Fact]
    public void LossBelow_stops_below_its_threshold_and_not_at_it()
    {
        var rule = new LossBelow(0.5);
        rule.ReasonToStop(Histories.OfLosses(0.9, 0.5)).Should().BeNull();
        rule.ReasonToStop(Histories.OfLosses(0.9, 0.49)).Should().Be("the loss, 0.49, is below 0.5");
        rule.ReasonToStop(Histories.OfLosses(0.4, 0.6)).Should().BeNull("the last epoch counts");
    }

    [Fact]
    public void LossBelow_looks_at_the_validation_loss_where_there_is_one()
    {
        var rule = new LossBelow(0.5);
        rule.ReasonToStop(new TrainingHistory([Histories.Report(1, trainingLoss: 0.1, validationLoss: 0.9)])).Should().BeNull();
        rule.ReasonToStop(new TrainingHistory([Histories.Report(1, trainingLoss: 0.9, validationLoss: 0.1)])).Should().NotBeNull();
    }

    [Fact]
    public void AccuracyReached_stops_at_its_threshold()
    {
        var rule = new AccuracyReached(0.95);
        rule.ReasonToStop(new TrainingHistory([Histories.Report(1, 1, trainingAccuracy: 0.94)])).Should().BeNull();
        rule.ReasonToStop(new TrainingHistory([Histories.Report(1, 1, trainingAccuracy: 0.95)])).Should().Be("the accuracy has reached 0.95");
    }

    [Fact]
    public void AccuracyReached_looks_at_the_validation_set_where_there_is_one_and_never_stops_without_classes()
    {
        var rule = new AccuracyReached(0.95);
        rule.ReasonToStop(new TrainingHistory([Histories.Report(1, 1, trainingAccuracy: 1, validationLoss: 1, validationAccuracy: 0.5)])).Should().BeNull();
        rule.ReasonToStop(new TrainingHistory([Histories.Report(1, 1, trainingAccuracy: 0.5, validationLoss: 1, validationAccuracy: 1)])).Should().NotBeNull();
        rule.ReasonToStop(Histories.OfLosses(0.0)).Should().BeNull();
    }

    [Fact]
    public void EpochsReached_counts_epochs()
    {
        new EpochsReached(3).ReasonToStop(Histories.OfLosses(1, 1)).Should().BeNull();
        new EpochsReached(3).ReasonToStop(Histories.OfLosses(1, 1, 1)).Should().Be("3 epochs reached");
        new EpochsReached(1).ReasonToStop(Histories.OfLosses(1)).Should().Be("1 epoch reached");
    }

    [Theory]
    [InlineData(false, 1.0, 0.9)]
    [InlineData(false, 1.0, 0.9, 0.9)]             // one epoch without
    [InlineData(true, 1.0, 0.9, 0.9, 0.9)]         // two: equal is no improvement
    [InlineData(true, 1.0, 0.9, 0.95, 0.91)]       // falling again, but not below the best
    [InlineData(false, 1.0, 0.9, 0.95, 0.89)]
    [InlineData(false, 1.0, 0.9, 0.89, 0.95)]
    public void NoImprovement_stops_after_two_epochs_that_do_not_beat_the_best_before_them(bool stops, params double[] losses)
    {
        string? reason = new NoImprovement(2).ReasonToStop(Histories.OfLosses(losses));
        reason.Should().Be(stops ? "no improvement for 2 epochs; the best loss was 0.9 in epoch 2" : null);
    }

    [Fact]
    public void NoImprovement_may_ask_for_more_than_a_little()
    {
        double[] falling = [1.0, 0.9, 0.88, 0.86];
        new NoImprovement(2).ReasonToStop(Histories.OfLosses(falling)).Should().BeNull();
        new NoImprovement(2, improvement: 0.05)
            .ReasonToStop(Histories.OfLosses(falling))
            .Should()
            .Be("no improvement by more than 0.05 for 2 epochs on the loss of 0.9 in epoch 2; the best, 0.86 in epoch 4, is better by less");
        new NoImprovement(2, improvement: 0.03).ReasonToStop(Histories.OfLosses(falling)).Should().BeNull("0.86 is 0.04 below 0.9");
    }

    [Fact]
    public void NoImprovement_compares_with_the_best_before_or_as_Keras_does_with_the_last_that_counted()
    {
        // 0.95 is no improvement by 0.1; with Keras' EarlyStopping(min_delta=0.1, patience=2) it is not what later losses are compared with either.
        double[] losses = [1.0, 0.95, 0.87, 0.87];
        new NoImprovement(2, 0.1)
            .ReasonToStop(Histories.OfLosses(losses))
            .Should()
            .Be("no improvement by more than 0.1 for 2 epochs on the loss of 0.95 in epoch 2; the best, 0.87 in epoch 3, is better by less");
        var asKeras = new NoImprovement(2, 0.1, ImprovementOver.LastImprovement);
        asKeras.ReasonToStop(Histories.OfLosses(losses)).Should().BeNull("0.87 is 0.13 below 1, one epoch ago");
        asKeras.ReasonToStop(Histories.OfLosses([.. losses, 0.86]))
            .Should()
            .Be("no improvement by more than 0.1 for 2 epochs on the loss of 0.87 in epoch 3; the best, 0.86 in epoch 5, is better by less");
        new NoImprovement(2)
            .ReasonToStop(Histories.OfLosses(1, 2, 3))
            .Should()
            .Be(new NoImprovement(2, over: ImprovementOver.LastImprovement).ReasonToStop(Histories.OfLosses(1, 2, 3)));
    }

    [Fact]
    public void Of_a_long_history_the_last_improvement_is_looked_for_once()
    {
        var history = new TrainingHistory(Enumerable.Range(1, 5).Select(epoch => Histories.Report(epoch, 1.0 / epoch)));
        var rule = new NoImprovement(3, 0.1, ImprovementOver.LastImprovement);
        rule.ReasonToStop(history).Should().BeNull();
        history.Add(EpochNumbers.Of(Histories.Report(6, 2)));
        history.Add(EpochNumbers.Of(Histories.Report(7, 2)));
        // 1, 0.5, 0.333 count; 0.25 and 0.2 do: 0.083 and 0.05 are too little against 0.333, 0.133 is not.
        rule.ReasonToStop(history).Should().BeNull("epoch 5 was the last, two epochs ago");
        history.Add(EpochNumbers.Of(Histories.Report(8, 2)));
        rule.ReasonToStop(history).Should().Be("no improvement by more than 0.1 for 3 epochs on the loss of 0.2 in epoch 5");
    }

    [Fact]
    public void TimeLimit_stops_after_the_first_epoch_that_ends_late()
    {
        var rule = new TimeLimit(TimeSpan.FromMinutes(1));
        rule.ReasonToStop(new TrainingHistory([Histories.Report(1, 1, seconds: 59.9)])).Should().BeNull();
        rule.ReasonToStop(new TrainingHistory([Histories.Report(1, 1, seconds: 60)])).Should().Be("the time limit of 00:01:00 is over");
    }

    [Fact]
    public void AnyOf_stops_with_the_first_rule_that_does()
    {
        var rule = new AnyOf(new LossBelow(0.1), new EpochsReached(2), new EpochsReached(1));
        rule.ReasonToStop(Histories.OfLosses(1)).Should().Be("1 epoch reached");
        rule.ReasonToStop(Histories.OfLosses(1, 1)).Should().Be("2 epochs reached");
        new AnyOf(new LossBelow(0.1), new EpochsReached(9)).ReasonToStop(Histories.OfLosses(1)).Should().BeNull();
    }

    [Fact]
    public void AllOf_stops_when_all_rules_do_after_the_same_epoch()
    {
        var rule = new AllOf(new LossBelow(0.5), new EpochsReached(2));
        rule.ReasonToStop(Histories.OfLosses(0.1)).Should().BeNull();
        rule.ReasonToStop(Histories.OfLosses(0.1, 0.9)).Should().BeNull();
        rule.ReasonToStop(Histories.OfLosses(0.1, 0.2)).Should().Be("the loss, 0.2, is below 0.5; and 2 epochs reached");
    }

    [Fact]
    public void Compositions_compose()
    {
        // At least 2 epochs and a small loss, or 4 epochs whatever the loss.
        var rule = new AnyOf(new AllOf(new EpochsReached(2), new LossBelow(0.5)), new EpochsReached(4));
        rule.ReasonToStop(Histories.OfLosses(0.1)).Should().BeNull();
        rule.ReasonToStop(Histories.OfLosses(0.9, 0.1)).Should().NotBeNull();
        rule.ReasonToStop(Histories.OfLosses(0.9, 0.9, 0.9)).Should().BeNull();
        rule.ReasonToStop(Histories.OfLosses(0.9, 0.9, 0.9, 0.9)).Should().Be("4 epochs reached");
    }

    [Fact]
    public void A_composition_keeps_its_own_list_and_refuses_an_empty_one()
    {
        IStoppingRule[] rules = [new EpochsReached(1)];
        var any = new AnyOf(rules);
        rules[0] = new EpochsReached(99);
        any.ReasonToStop(Histories.OfLosses(1)).Should().Be("1 epoch reached");

        foreach (Func<IStoppingRule[], IStoppingRule> compose in (Func<IStoppingRule[], IStoppingRule>[])[of => new AnyOf(of), of => new AllOf(of)])
        {
            compose.Invoking(c => c(null!)).Should().Throw<ArgumentNullException>().WithParameterName("rules");
            compose.Invoking(c => c([])).Should().Throw<ArgumentException>().WithMessage("rules is empty; it must hold at least one.*");
            compose.Invoking(c => c([new LossBelow(1), null!])).Should().Throw<ArgumentException>().WithMessage("rules holds null.*");
        }
    }

    [Fact]
    public void A_rule_of_ones_own_ends_a_run_with_its_own_words()
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(1, new Identity()).Build(seed: 1);
        var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { StopWhen = new Superstition(), Epochs = 100 });
        TrainingResult result = trainer.Train(DataSet.From([[1]], [[1]]));
        result.Reason.Should().Be(StopReason.RuleSatisfied);
        result.Explanation.Should().Be("epoch 13 brings bad luck");
        result.Epochs.Should().Be(12);
    }

    [Fact]
    public void Parameters_out_of_range_are_refused()
    {
        Action[] wrong =
        [
            () =>
                _ = new LossBelow(double.NaN), () => _ = new AccuracyReached(0), () => _ = new AccuracyReached(1.1), () => _ = new AccuracyReached(double.NaN),
            () => _ = new EpochsReached(0), () => _ = new NoImprovement(0), () => _ = new NoImprovement(1, -1), () => _ = new TimeLimit(TimeSpan.Zero),
        ];
        foreach (Action action in wrong)
            action.Should().Throw<ArgumentOutOfRangeException>().WithMessage("* is *; it must be *");
    }

    private sealed class Superstition : IStoppingRule
    {
        public string? ReasonToStop(TrainingHistory history) => history.Count == 12 ? "epoch 13 brings bad luck" : null;
    }
}
