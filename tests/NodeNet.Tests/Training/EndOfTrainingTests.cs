using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.History;
using NodeNet.Losses;
using NodeNet.Stopping;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>Why a run ends, what it tells on the way, and what the network then is.</summary>
public class EndOfTrainingTests
{
    [Fact]
    public void A_history_cannot_be_made_of_nothing() =>
        FluentActions.Invoking(() => new TrainingHistory(null!)).Should().Throw<ArgumentNullException>().WithParameterName("reports");

    [Fact]
    public void Training_ends_after_the_epochs_asked_for()
    {
        TrainingResult result = Run(new TrainerOptions { Epochs = 3 });

        result.Reason.Should().Be(StopReason.EpochsReached);
        result.Explanation.Should().Be("3 epochs reached");
        result.Epochs.Should().Be(3);
        Run(new TrainerOptions { Epochs = 1 }).Explanation.Should().Be("1 epoch reached");
    }

    [Fact]
    public void Training_ends_when_the_loss_is_small_enough()
    {
        // The error halves in every epoch: 4, 2, 1, 0.5; half its square is 8, 2, 0.5, 0.125.
        TrainingResult result = Halving(new TrainerOptions { StopWhen = new LossBelow(0.2) });

        result.Reason.Should().Be(StopReason.RuleSatisfied);
        result.Explanation.Should().Be("the loss, 0.125, is below 0.2");
        result.Epochs.Should().Be(3, "after three halvings of 4; the loss is that at the end of the epoch");
        result.TrainingLoss.Should().Be(0.125).And.Be(result.History[^1].TrainingLoss);
    }

    [Fact]
    public void Where_it_is_told_to_a_rule_goes_by_the_running_loss_and_nothing_is_measured()
    {
        TrainingResult result = Halving(new TrainerOptions { StopWhen = new LossBelow(0.2), StopsByRunningLoss = true });

        result.Explanation.Should().Be("the loss, 0.125, is below 0.2");
        result.Epochs.Should().Be(4, "0.125 is what the fourth epoch's example has before its step");
        result.History.Should().AllSatisfy(report => report.TrainingLoss.Should().BeNull());
        result.TrainingLoss.Should().Be(0.03125, "the end of a training is measured as ever");
    }

    [Fact]
    public void What_is_measured_anyhow_comes_before_the_running_loss()
    {
        var options = new TrainerOptions { StopWhen = new LossBelow(0.2), StopsByRunningLoss = true };
        DataSet data = DataSet.From([[0]], [[5]]);

        Halving(options with { KeepBest = true }).Epochs.Should().Be(3);
        new Trainer(Given.Line(), new HalfSumOfSquaredErrors(), options with { LearningRate = 0.5 }).Train(data, data).Epochs.Should().Be(3);
    }

    [Fact]
    public void Training_ends_when_the_loss_no_longer_improves()
    {
        TrainingResult result = Halving(new TrainerOptions { Schedule = new Rates(epoch => epoch <= 2 ? 0.5 : 0.0), StopWhen = new NoImprovement(4) });

        result.Reason.Should().Be(StopReason.RuleSatisfied);
        result.Explanation.Should().Be("no improvement for 4 epochs; the best loss was 0.5 in epoch 2");
        result.Epochs.Should().Be(6);
    }

    [Fact]
    public void Training_ends_when_the_accuracy_is_high_enough()
    {
        TrainingResult result = new Trainer(
            Given.Small(),
            new BinaryCrossEntropy(),
            new TrainerOptions { LearningRate = 0.5, Epochs = 5000, StopWhen = new AccuracyReached(1.0) }).Train(Given.Xor());

        result.Reason.Should().Be(StopReason.RuleSatisfied);
        result.Explanation.Should().Be("the accuracy has reached 1");
        result.TrainingAccuracy.Should().Be(1);
        result.History[^2].TrainingAccuracy.Should().BeLessThan(1);
    }

    [Fact]
    public void Training_ends_when_time_is_up()
    {
        TrainingResult result = Run(new TrainerOptions { Epochs = int.MaxValue, StopWhen = new TimeLimit(TimeSpan.FromTicks(1)) });

        result.Reason.Should().Be(StopReason.RuleSatisfied);
        result.Explanation.Should().Be("the time limit of 00:00:00.0000001 is over");
    }

    [Fact]
    public void Rules_can_be_composed()
    {
        Halving(new TrainerOptions { StopWhen = new AnyOf(new LossBelow(0.2), new EpochsReached(2)) }).Explanation.Should().Be("2 epochs reached");
        TrainingResult both = Halving(new TrainerOptions { StopWhen = new AllOf(new LossBelow(0.2), new EpochsReached(5)) });
        both.Epochs.Should().Be(5);
        both.Explanation.Should().Be("the loss, 0.0078125, is below 0.2; and 5 epochs reached");
    }

    [Fact]
    public void A_rule_looks_at_the_validation_set_if_there_is_one()
    {
        DataSet training = DataSet.From([[0]], [[5]]);
        var options = new TrainerOptions { LearningRate = 0.5, StopWhen = new LossBelow(0.2), Epochs = 9 };
        TrainingResult result = new Trainer(Given.Line(), new HalfSumOfSquaredErrors(), options).Train(training, validation: DataSet.From([[0]], [[100]]));

        result.Reason.Should().Be(StopReason.EpochsReached);
    }

    [Fact]
    public void KeepBest_gives_back_the_best_epoch_and_losses_of_the_network_as_it_is()
    {
        Network network = Given.Line();
        var ends = new List<Network>();
        // Three epochs that approach the target, then some that leap ever farther beyond it: the error is multiplied by 1 − 2.5.
        var options = new TrainerOptions
        {
            Schedule = new Rates(epoch => epoch <= 3 ? 0.5 : 2.5),
            Epochs = 7,
            KeepBest = true,
            Progress = new AtOnce(_ => ends.Add(network.Clone())),
        };
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), options);
        DataSet data = DataSet.From([[0]], [[5]]);

        TrainingResult result = trainer.Train(data);

        result.History.Best!.Epoch.Should().Be(3);
        network.FirstParameterDifference(ends[2]).Should().BeNull();
        network.HasSameParametersAs(ends[^1]).Should().BeFalse();
        result.TrainingLoss.Should().Be(trainer.Evaluate(data).Loss).And.Be(0.125);
        result.History[^1].TrainingLoss.Should().BeGreaterThan(1);
        result.Explanation.Should().Be("7 epochs reached; kept the best, from epoch 3");
        result.Epochs.Should().Be(7);
    }

    [Fact]
    public void Without_KeepBest_the_network_is_that_of_the_last_epoch()
    {
        Network network = Given.Line();
        var ends = new List<Network>();
        var options = new TrainerOptions
        {
            LearningRate = 0.1,
            Schedule = new Rates(epoch => epoch <= 3 ? 0.5 : 2.5),
            Epochs = 7,
            Progress = new AtOnce(_ => ends.Add(network.Clone())),
        };
        new Trainer(network, new HalfSumOfSquaredErrors(), options).Train(DataSet.From([[0]], [[5]]));

        network.FirstParameterDifference(ends[^1]).Should().BeNull();
    }

    [Fact]
    public void KeepBest_judges_by_the_validation_set()
    {
        Network network = Given.Line();
        var options = new TrainerOptions { LearningRate = 0.5, Epochs = 6, KeepBest = true };
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), options);
        // The bias goes 1 → 3 → 4 → 4.5 → … → 5, on its way past the validation set's 4.
        DataSet validation = DataSet.From([[0]], [[4]]);
        TrainingResult result = trainer.Train(DataSet.From([[0]], [[5]]), validation);

        network.Node("y1").Bias.Should().Be(4);
        result.ValidationLoss.Should().Be(0);
        result.TrainingLoss.Should().Be(0.5);
    }

    [Fact]
    public void Progress_is_told_about_each_epoch_once_and_in_order()
    {
        var reports = new List<EpochReport>();
        TrainingResult result = Run(new TrainerOptions { Epochs = 5, Progress = new AtOnce(reports.Add) });

        reports.Select(report => report.Epoch).Should().Equal(1, 2, 3, 4, 5);
        result.History.Should().Equal(reports);
    }

    [Fact]
    public void A_run_that_was_cancelled_before_it_began_changes_nothing()
    {
        Network network = Given.Small();
        Trainer trainer = Given.Trainer(network, 0.1);

        TrainingResult result = trainer.Train(Given.Xor(), cancellation: new CancellationToken(canceled: true));

        result.Reason.Should().Be(StopReason.Cancelled);
        result.Explanation.Should().Be("cancelled in epoch 1");
        result.Epochs.Should().Be(0);
        result.History.Best.Should().BeNull();
        result.TrainingLoss.Should().Be(trainer.Evaluate(Given.Xor()).Loss);
        network.FirstParameterDifference(Given.Small()).Should().BeNull();
    }

    [Fact]
    public void A_run_can_be_cancelled_from_a_progress_callback_and_gone_on_with()
    {
        var options = new TrainerOptions { LearningRate = 0.3, Epochs = 10 };
        Network straight = Given.Small();
        new Trainer(straight, new SumOfSquaredErrors(), options).Train(Given.Xor());

        Network network = Given.Small();
        using var source = new CancellationTokenSource();
        Network? atCancellation = null;
        var progress = new AtOnce(report =>
        {
            if (report.Epoch != 4 || source.IsCancellationRequested) return;
            source.Cancel();
            atCancellation = network.Clone();
        });
        var trainer = new Trainer(network, new SumOfSquaredErrors(), options with { Progress = progress, StopWhen = new EpochsReached(6) });

        TrainingResult result = trainer.Train(Given.Xor(), cancellation: source.Token);

        result.Reason.Should().Be(StopReason.Cancelled);
        result.Epochs.Should().Be(4);
        result.TrainingLoss.Should().Be(trainer.Evaluate(Given.Xor()).Loss);
        network.FirstParameterDifference(atCancellation!).Should().BeNull();

        trainer.Train(Given.Xor()).Epochs.Should().Be(6);
        network.FirstParameterDifference(straight).Should().BeNull("4 and 6 epochs are 10");
    }

    [Theory]
    [InlineData(Loops.Fast)]
    [InlineData(Loops.Reference)]
    public void A_run_that_is_cancelled_within_an_epoch_keeps_the_whole_steps(Loops loops)
    {
        using var source = new CancellationTokenSource();
        Network network = Given.Small();
        Network stepped = Given.Small();
        int learned = 0;
        var loss = new WatchedLoss(_ => { if (++learned == 6) source.Cancel(); });
        DataSet data = Given.Xor();

        TrainingResult result = new Trainer(
            network, loss, new TrainerOptions { LearningRate = 0.3, Shuffle = false, Loops = loops }).Train(data, cancellation: source.Token);
        var trainer = new Trainer(stepped, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.3 });
        for (int i = 0; i < 6; i++)
            trainer.Step(data.Inputs[i % 4], data.Targets[i % 4]);

        result.Explanation.Should().Be("cancelled in epoch 2");
        result.Epochs.Should().Be(1);
        network.ShouldBeAsStepByStep(stepped, loops, "the sixth step was ended, the seventh not begun");
    }

    [Theory]
    [InlineData(Loops.Fast)]
    [InlineData(Loops.Reference)]
    public void An_epoch_whose_last_step_is_the_last_before_the_end_has_ended_and_counts(Loops loops)
    {
        using var source = new CancellationTokenSource();
        int learned = 0;
        var loss = new WatchedLoss(_ => { if (++learned == 8) source.Cancel(); });

        TrainingResult result = new Trainer(
            Given.Small(), loss, new TrainerOptions { LearningRate = 0.3, Loops = loops }).Train(Given.Xor(), cancellation: source.Token);

        result.Epochs.Should().Be(2);
        result.History.Count.Should().Be(2);
        result.Explanation.Should().Be("cancelled in epoch 3");
    }

    [Fact]
    public void An_exception_of_a_progress_callback_comes_through_as_it_is()
    {
        Network network = Given.Small();
        Network? atTrouble = null;
        var progress = new AtOnce(report =>
        {
            if (report.Epoch < 3) return;
            atTrouble = network.Clone();
            throw new UserTroubleException();
        });

        new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { Progress = progress })
            .Invoking(t => t.Train(Given.Xor()))
            .Should()
            .ThrowExactly<UserTroubleException>();

        network.FirstParameterDifference(atTrouble!).Should().BeNull();
    }

    [Theory]
    [InlineData(Loops.Fast)]
    [InlineData(Loops.Reference)]
    public void An_exception_of_a_loss_or_activation_function_comes_through_and_leaves_the_weights_between_two_steps(Loops loops)
    {
        DataSet data = Given.Xor();
        int learned = 0;
        Network throughLoss = Given.Small();
        var loss = new WatchedLoss(_ => { if (++learned == 6) throw new UserTroubleException(); });
        var options = new TrainerOptions { LearningRate = 0.3, Shuffle = false, Loops = loops };
        new Trainer(throughLoss, loss, options).Invoking(t => t.Train(data)).Should().ThrowExactly<UserTroubleException>();

        int activated = 0;
        Network throughActivation = Given.Small();
        throughActivation.OutputLayer.Activation = new Probe(_ => { if (++activated == 6) throw new UserTroubleException(); });
        new Trainer(throughActivation, new HalfSumOfSquaredErrors(), options).Invoking(t => t.Train(data)).Should().ThrowExactly<UserTroubleException>();

        // The slope of a hidden node is asked for when the output layer's δs are known.
        int sloped = 0;
        Network throughSlope = Given.Small();
        throughSlope.Node("h3").ActivationFunction = new Probe(slope: _ => ++sloped == 6 ? throw new UserTroubleException() : 1.0);
        new Trainer(throughSlope, new HalfSumOfSquaredErrors(), options).Invoking(t => t.Train(data)).Should().ThrowExactly<UserTroubleException>();

        throughLoss.ShouldBeAsStepByStep(AfterFiveSteps(Given.Small()), loops);
        Network linear = Given.Small();
        linear.OutputLayer.Activation = new Identity();
        throughActivation.ShouldBeAsStepByStep(AfterFiveSteps(linear), loops);
        Network partlyLinear = Given.Small();
        partlyLinear.Node("h3").ActivationFunction = new Identity();
        throughSlope.ShouldBeAsStepByStep(AfterFiveSteps(partlyLinear), loops);

        Network AfterFiveSteps(Network network)
        {
            var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.3 });
            for (int i = 0; i < 5; i++)
                trainer.Step(data.Inputs[i % 4], data.Targets[i % 4]);
            return network;
        }
    }

    [Fact]
    public void After_a_progress_callback_has_changed_connections_only_later_epochs_can_be_the_best_since_earlier_weights_would_make_a_network_that_never_was()
    {
        Network network = Given.Small();
        var ends = new List<Network>();
        var progress = new AtOnce(report =>
        {
            if (report.Epoch == 2) network.Disconnect("x1", "h1");
            ends.Add(network.Clone());
        });
        var options = new TrainerOptions { Epochs = 5, KeepBest = true, Schedule = new Rates(epoch => epoch == 1 ? 0.1 : 50), Progress = progress };
        var trainer = new Trainer(network, new SumOfSquaredErrors(), options);

        TrainingResult result = trainer.Train(Given.Xor());

        result.History.Best!.Epoch.Should().Be(1, "of all epochs that is the best, but then there was one connection more");
        EpochReport best = result.History.Skip(2).MinBy(report => report.Loss)!;
        result.Explanation.Should().Be($"5 epochs reached; kept the best of those since the network was changed after epoch 2, from epoch {best.Epoch}");
        network.FirstParameterDifference(ends[best.Epoch - 1]).Should().BeNull();
        result.TrainingLoss.Should().Be(best.Loss).And.Be(trainer.Evaluate(Given.Xor()).Loss, "the loss that is reported is that of the network that is kept");
    }

    [Theory]
    [InlineData("connect")]
    [InlineData("activation")]
    public void A_change_after_the_last_epoch_leaves_no_best_to_go_back_to(string change)
    {
        Network network = Given.Small();
        var progress = new AtOnce(report =>
        {
            if (report.Epoch == 3 && change == "connect") network.Connect("x1", "y1", 0.5);
            if (report.Epoch == 3 && change == "activation") network.Node("h1").ActivationFunction = new ReLU();
        });
        var trainer = new Trainer(
            network, new SumOfSquaredErrors(), new TrainerOptions { Epochs = 3, LearningRate = 50, KeepBest = true, Progress = progress });

        TrainingResult result = trainer.Train(Given.Xor());

        result.Explanation.Should().Be("3 epochs reached; kept the last, since there is no epoch after the change of the network in epoch 3");
        result.TrainingLoss.Should().Be(trainer.Evaluate(Given.Xor()).Loss);
    }

    [Fact]
    public void Freezing_a_connection_changes_nothing_about_what_is_best()
    {
        Network network = Given.Small();
        var progress = new AtOnce(report => network.Connection("x1", "h1").IsFrozen = true);
        var options = new TrainerOptions { Epochs = 4, KeepBest = true, Schedule = new Rates(epoch => epoch == 1 ? 0.1 : 50), Progress = progress };

        new Trainer(network, new SumOfSquaredErrors(), options).Train(Given.Xor()).Explanation.Should().Be("4 epochs reached; kept the best, from epoch 1");
    }

    [Fact]
    public void Results_and_reports_tell_their_story_in_a_line()
    {
        TrainingResult regression = Halving(new TrainerOptions { Epochs = 3 });
        regression.ToString().Should().Be("3 epochs, training loss 0.125: 3 epochs reached");
        regression.History[1].ToString().Should().Be("epoch 2: running loss 2");

        var both = new TrainerOptions { LearningRate = 0.5, Epochs = 1 };
        DataSet classes = DataSet.From([[0]], [[1]]);
        TrainingResult classified = new Trainer(Given.Line(), new HalfSumOfSquaredErrors(), both).Train(classes, classes);
        classified.ToString().Should().Be("1 epoch, training loss 0, validation loss 0, accuracy 100.0%: 1 epoch reached");
        classified.History[0].ToString().Should().Be("epoch 1: running loss 0, validation loss 0, accuracy 100.0%");
    }

    [Fact]
    public void Loss_and_accuracy_are_those_of_the_validation_set_if_there_is_one()
    {
        EpochReport training = Histories.Report(1, trainingLoss: 0.5, trainingAccuracy: 0.75);
        EpochReport both = Histories.Report(1, trainingLoss: 0.5, validationLoss: 2, trainingAccuracy: 0.75, validationAccuracy: 0.25);

        (training.Loss, training.Accuracy).Should().Be((0.5, 0.75));
        (both.Loss, both.Accuracy).Should().Be((2, 0.25));
        training.ToString().Should().Be("epoch 1: running loss 0.5, accuracy 75.0%");
        both.ToString().Should().Be("epoch 1: running loss 0.5, validation loss 2, accuracy 25.0%");
    }

    [Fact]
    public void A_result_tells_the_accuracy_on_the_validation_set_if_there_is_one()
    {
        // ŷ = 2x + 1 names class 1 for both: right of the training example, wrong of the validation example. At rate 0 it stays so.
        DataSet right = DataSet.From([[0]], [[1]]);
        DataSet wrong = DataSet.From([[0]], [[0]]);
        Trainer trainer = new(Given.Line(), new HalfSumOfSquaredErrors(), new TrainerOptions { LearningRate = 0, Epochs = 1 });

        trainer.Train(right).ToString().Should().Be("1 epoch, training loss 0, accuracy 100.0%: 1 epoch reached");
        trainer.Train(right, wrong).ToString().Should().Be("1 epoch, training loss 0, validation loss 0.5, accuracy 0.0%: 1 epoch reached");
    }

    private static TrainingResult Run(TrainerOptions options) => new Trainer(Given.Small(), new SumOfSquaredErrors(), options).Train(Given.Xor());

    /// <summary>A bias that begins 4 below its target and halves its error in every epoch.</summary>
    private static TrainingResult Halving(TrainerOptions options) =>
        new Trainer(Given.Line(), new HalfSumOfSquaredErrors(), options with { LearningRate = 0.5 }).Train(DataSet.From([[0]], [[5]]));
}
