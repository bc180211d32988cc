using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.History;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Schedules;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

public class TrainTests
{
    [Theory]
    [InlineData(1, 3000)]
    [InlineData(2, 3000)]
    [InlineData(TrainerOptions.FullBatch, 3000)]
    public void Training_makes_the_loss_small(int batchSize, int epochs)
    {
        Network network = Given.Line();
        DataSet data = Given.PointsOfALine(11); // y = 3x − 1
        var trainer = new Trainer(network, new MeanSquaredError(), new TrainerOptions { LearningRate = 0.1, BatchSize = batchSize, Epochs = epochs });

        TrainingResult result = trainer.Train(data);

        result.TrainingLoss.Should().BeLessThan(1e-12).And.Be(trainer.Evaluate(data).Loss);
        result.History[0].RunningLoss.Should().BeGreaterThan(0.1);
        network.Connection("x1", "y1").Weight.Should().BeApproximately(3, 1e-5);
        network.Node("y1").Bias.Should().BeApproximately(-1, 1e-5);
    }

    [Fact]
    public void XOR_is_learned()
    {
        Network network = Given.Small();
        TrainingResult result = new Trainer(network, new BinaryCrossEntropy(), new TrainerOptions { LearningRate = 0.5, Epochs = 500 }).Train(Given.Xor());

        result.TrainingAccuracy.Should().Be(1);
        network.PredictClass([1, 0]).Should().Be(1);
        network.PredictClass([1, 1]).Should().Be(0);
    }

    [Theory]
    [InlineData(Loops.Fast)]
    [InlineData(Loops.Reference)]
    public void Online_training_is_a_step_for_each_example(Loops loops)
    {
        Network trained = Given.Small();
        Network stepped = Given.Small();
        DataSet data = Given.Xor();

        new Trainer(trained, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.3, Epochs = 2, Shuffle = false, Loops = loops }).Train(data);
        Trainer trainer = Given.Trainer(stepped, 0.3);
        for (int i = 0; i < 8; i++)
            trainer.Step(data.Inputs[i % 4], data.Targets[i % 4]);

        trained.ShouldBeAsStepByStep(stepped, loops);
    }

    [Fact]
    public void An_epoch_of_full_batch_training_is_one_step_on_the_whole_batch()
    {
        Network trained = Given.Small();
        Network stepped = Given.Small();

        var options = new TrainerOptions { LearningRate = 0.3, Epochs = 1, BatchSize = TrainerOptions.FullBatch, Shuffle = false };
        var trainer = new Trainer(trained, new SumOfSquaredErrors(), options);
        TrainingResult result = trainer.Train(Given.Xor());
        double loss = Given.Trainer(stepped, 0.3).Step(Given.Xor());

        trained.FirstParameterDifference(stepped).Should().BeNull();
        result.History[0].RunningLoss.Should().Be(loss, "it is the loss before the step");
        result.TrainingLoss.Should().BeLessThan(loss);
        trainer.Steps.Should().Be(1);
    }

    [Theory]
    [InlineData(BatchReduction.Mean)]
    [InlineData(BatchReduction.Sum)]
    public void The_last_batch_of_an_epoch_may_be_smaller(BatchReduction reduction)
    {
        DataSet data = Given.PointsOfALine(5);
        var options = new TrainerOptions { LearningRate = 0.1, BatchSize = 2, BatchReduction = reduction, Epochs = 1, Shuffle = false };
        Network trained = Given.Line();
        Network stepped = Given.Line();

        var trainer = new Trainer(trained, new SumOfSquaredErrors(), options);
        TrainingResult result = trainer.Train(data);
        var stepping = new Trainer(stepped, new SumOfSquaredErrors(), options);
        double first = stepping.Step(data.Select([0, 1]));
        double second = stepping.Step(data.Select([2, 3]));
        double third = stepping.Step(data.Select([4]));

        trainer.Steps.Should().Be(3);
        trained.FirstParameterDifference(stepped).Should().BeNull();
        result.History[0].RunningLoss.Should().BeApproximately((2 * first + 2 * second + third) / 5, 1e-15, "every example counts the same");
    }

    [Fact]
    public void Every_epoch_takes_all_examples_in_a_new_order_that_the_seed_decides()
    {
        List<double[]> epochs = Orders(new TrainerOptions { Seed = 7, Epochs = 4 });

        epochs.Should().HaveCount(4);
        foreach (double[] epoch in epochs)
            epoch.Order().Should().Equal(Enumerable.Range(0, 12).Select(i => (double)i));
        epochs.Select(epoch => string.Join(",", epoch)).Distinct().Should().HaveCount(4);
        Flat(Orders(new TrainerOptions { Seed = 7, Epochs = 4 })).Should().Equal(Flat(epochs));
        Flat(Orders(new TrainerOptions { Seed = 8, Epochs = 4 })).Should().NotEqual(Flat(epochs));
    }

    [Fact]
    public void Without_shuffling_the_examples_come_in_the_order_given()
    {
        Orders(new TrainerOptions { Shuffle = false, Epochs = 2 }).Should().OnlyContain(epoch => epoch.SequenceEqual(epoch.Order()));
    }

    [Fact]
    public void Training_never_touches_the_data()
    {
        double[][] inputs = [[0, 0], [0, 1], [1, 0], [1, 1]];
        DataSet data = Given.Xor();
        new Trainer(Given.Small(), new SumOfSquaredErrors(), new TrainerOptions { BatchSize = 3, ValidationFraction = 0.25, Epochs = 3 }).Train(data);

        data.Inputs.ToArrays().Should().BeEquivalentTo(inputs, o => o.WithStrictOrdering());
        data.Targets.Column(0).Should().Equal(0, 1, 1, 0);
    }

    [Fact]
    public void Two_short_runs_of_a_trainer_are_one_long_run()
    {
        DataSet data = Given.PointsOfALine(12);
        var options = new TrainerOptions { LearningRate = 0.05, BatchSize = 5, Optimizer = new Adam(), Seed = 3 };
        Network once = Given.Line();
        Network twice = Given.Line();

        new Trainer(once, new SumOfSquaredErrors(), options with { Epochs = 10 }).Train(data);
        var trainer = new Trainer(twice, new SumOfSquaredErrors(), options with { Epochs = 5 });
        trainer.Train(data);
        TrainingResult second = trainer.Train(data);

        twice.FirstParameterDifference(once).Should().BeNull();
        second.History.Select(report => report.Epoch).Should().Equal([1, 2, 3, 4, 5], "epochs count from 1 again");
        trainer.Steps.Should().Be(10 * 3);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run()
    {
        Network one = Given.Small();
        Network other = Given.Small();
        var options = new TrainerOptions { LearningRate = 0.3, Epochs = 10, Seed = 5, ValidationFraction = 0.25, BatchSize = 2 };

        TrainingResult first = new Trainer(one, new SumOfSquaredErrors(), options).Train(Given.Xor());
        TrainingResult second = new Trainer(other, new SumOfSquaredErrors(), options).Train(Given.Xor());

        one.FirstParameterDifference(other).Should().BeNull();
        first.History
            .Select(report => (report.RunningLoss, report.ValidationLoss))
            .Should()
            .Equal(second.History.Select(report => (report.RunningLoss, report.ValidationLoss)));
    }

    [Fact]
    public void A_validation_set_is_measured_and_never_learned_from()
    {
        var learned = new HashSet<double>();
        var trainer = new Trainer(Given.Line(), new WatchedLoss(target => learned.Add(target)), new TrainerOptions { LearningRate = 0.01, Epochs = 3 });
        DataSet training = DataSet.From([[1], [2]], [[10], [20]]);
        DataSet validation = DataSet.From([[3]], [[30]]);

        TrainingResult result = trainer.Train(training, validation);

        learned.Should().BeEquivalentTo([10.0, 20.0]);
        result.ValidationLoss.Should().Be(trainer.Evaluate(validation).Loss).And.Be(result.History[^1].ValidationLoss);
        result.TrainingLoss.Should().Be(trainer.Evaluate(training).Loss);
        result.History[0].Loss.Should().Be(result.History[0].ValidationLoss!.Value);
    }

    [Fact]
    public void A_fraction_of_the_data_can_be_held_out_for_validation()
    {
        var learned = new List<double>();
        var options = new TrainerOptions { LearningRate = 0.001, Epochs = 1, ValidationFraction = 0.3, Seed = 4 };
        var trainer = new Trainer(Given.Line(), new WatchedLoss(learned.Add), options);
        DataSet data = Given.PointsOfALine(10);

        TrainingResult result = trainer.Train(data);
        trainer.Train(data);

        learned.Should().HaveCount(2 * 7);
        learned[..7].Order().Should().Equal(learned[7..].Order(), "the second run holds out the same examples");
        result.ValidationLoss.Should().NotBeNull();
    }

    [Fact]
    public void A_given_validation_set_goes_before_the_fraction()
    {
        var learned = new List<double>();
        var trainer = new Trainer(Given.Line(), new WatchedLoss(learned.Add), new TrainerOptions { Epochs = 1, ValidationFraction = 0.5 });
        trainer.Train(Given.PointsOfALine(10), Given.PointsOfALine(3));
        learned.Should().HaveCount(10);
    }

    [Fact]
    public void Data_that_does_not_fit_is_refused_by_its_name()
    {
        var trainer = new Trainer(Given.Small(), new BinaryCrossEntropy(), new TrainerOptions { ValidationFraction = 0.5 });
        DataSet narrow = DataSet.From([[1]], [[1]]);
        DataSet outside = DataSet.From([[1, 1]], [[1.5]]);

        trainer
            .Invoking(t => t.Train(narrow))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("training has 1 input and 1 target; the network has 2 input nodes and 1 output node.*")
            .WithParameterName("training");
        trainer
            .Invoking(t => t.Train(Given.Xor(), narrow))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("validation has 1 input*")
            .WithParameterName("validation");
        trainer
            .Invoking(t => t.Train(outside))
            .Should()
            .Throw<ArgumentException>()
            .WithMessage("The target in row 0, column 0 is 1.5; binary_cross_entropy takes a probability, 0 to 1*")
            .WithParameterName("training");
        trainer.Invoking(t => t.Train(Given.Xor(), outside)).Should().Throw<ArgumentException>().WithParameterName("validation");
        trainer.Invoking(t => t.Evaluate(outside)).Should().Throw<ArgumentException>().WithParameterName("data");
        trainer.Invoking(t => t.Train((DataSet)null!)).Should().Throw<ArgumentNullException>().WithParameterName("training");
        trainer
            .Invoking(t => t.Train(DataSet.From([[1, 1]], [[1]])))
            .Should()
            .Throw<InvalidOperationException>()
            .WithMessage("A single example cannot be divided*");
    }

    [Fact]
    public void The_schedule_decides_the_rate_of_every_epoch()
    {
        Network network = Given.Line();
        var options = new TrainerOptions { LearningRate = 0.5, Schedule = new ExponentialDecay(0.5), Epochs = 3 };
        TrainingResult result = new Trainer(network, new HalfSumOfSquaredErrors(), options).Train(DataSet.From([[0]], [[9]]));

        result.History.Select(report => report.LearningRate).Should().Equal(0.5, 0.25, 0.125);
        // Only the bias learns; its error 8 shrinks by the factors 1 − 0.5, 1 − 0.25 and 1 − 0.125.
        network.Node("y1").Bias.Should().BeApproximately(9 - 8 * 0.5 * 0.75 * 0.875, 1e-14);
    }

    [Fact]
    public void Losses_of_a_report_are_of_the_time_that_the_documentation_says()
    {
        Network network = Given.Line();
        var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0.1, Epochs = 1 });
        TrainingResult result = trainer.Train(DataSet.From([[0]], [[2]]));

        // b = 1, loss (2 − 1)² = 1, δ = 2; afterwards b = 1.2, loss 0.64.
        result.History[0].RunningLoss.Should().Be(1);
        result.History[0].TrainingLoss.Should().BeNull("it costs a pass over the examples, and nothing depends on it");
        result.TrainingLoss.Should().BeApproximately(0.64, 1e-15);
    }

    [Fact]
    public void What_is_called_the_training_loss_is_of_the_network_at_the_end_of_the_epoch_and_the_same_number_in_the_history_as_in_the_result()
    {
        var options = new TrainerOptions { LearningRate = 0.1, Epochs = 3, KeepBest = true };
        TrainingResult result = new Trainer(Given.Line(), new SumOfSquaredErrors(), options).Train(DataSet.From([[0]], [[2]]));

        EpochReport best = result.History.Best!;
        best.TrainingLoss.Should().Be(result.TrainingLoss).And.Be(best.Loss);
        best.RunningLoss.Should().BeGreaterThan(result.TrainingLoss, "as the epoch ran, the network was not as good yet");
        best.ToString().Should().StartWith("epoch 3: training loss 0.26");
        (best with { TrainingLoss = null }).ToString().Should().StartWith("epoch 3: running loss 0.4");
    }

    [Fact]
    public void The_penalty_is_reported_apart_from_the_loss()
    {
        var options = new TrainerOptions { LearningRate = 0, L1 = 0.5, L2 = 0.25, Epochs = 1 };
        TrainingResult result = new Trainer(Given.Line(), new SumOfSquaredErrors(), options).Train(DataSet.From([[0]], [[1]]));

        result.History[0].RunningLoss.Should().Be(0);
        result.History[0].Penalty.Should().Be(0.5 * 2 + 0.5 * 0.25 * 2 * 2); // L1 · |w| + ½ · L2 · w²
    }

    [Fact]
    public void With_a_stopping_rule_the_accuracy_too_is_that_after_the_epoch()
    {
        // w = −1 says 0 for x = 1 and is told 1 each time: wrong in the first epoch, right after its steps.
        TrainingResult With(NodeNet.Stopping.IStoppingRule? rule)
        {
            Network network = new NetworkBuilder(inputs: 1)
                .AddLayer(1, new Sigmoid(), weights: new NodeNet.Initializers.Constant(-1), bias: false)
                .Build(seed: 0);
            return new Trainer(
                network, new BinaryCrossEntropy(), new TrainerOptions { LearningRate = 10, Epochs = 1, StopWhen = rule }).Train(DataSet.From([[1]], [[1]]));
        }
        With(null).History[0].RunningAccuracy.Should().Be(0);
        With(null).History[0].TrainingAccuracy.Should().BeNull("nothing depends on it");
        EpochReport measured = With(new NodeNet.Stopping.LossBelow(0)).History[0];
        (measured.RunningAccuracy, measured.TrainingAccuracy).Should().Be((0, 1));
    }

    [Fact]
    public void Accuracy_is_reported_only_where_targets_name_classes()
    {
        new Trainer(Given.Small(), new SumOfSquaredErrors(), new TrainerOptions { Epochs = 1 }).Train(Given.Xor()).TrainingAccuracy.Should().NotBeNull();

        TrainingResult regression = new Trainer(
            Given.Line(), new SumOfSquaredErrors(), new TrainerOptions { Epochs = 1 }).Train(Given.PointsOfALine(5), Given.PointsOfALine(3));
        regression.TrainingAccuracy.Should().BeNull();
        regression.ValidationAccuracy.Should().BeNull();
        regression.History[0].Accuracy.Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(WaysToTrain.All), MemberType = typeof(WaysToTrain))]
    public void The_accuracy_of_an_epoch_is_the_share_that_was_right(Loops loops, Precision precision, int batch)
    {
        // ŷ = 2x + 1 is 1 or more for x ≥ 0: class 1, right of three in four. At rate 0 it stays so.
        DataSet data = DataSet.From([[0], [1], [2], [3]], [[1], [1], [0], [1]]);
        var options = new TrainerOptions { LearningRate = 0, Epochs = 2, Loops = loops, Precision = precision, BatchSize = batch };

        TrainingHistory history = new Trainer(Given.Line(), new SumOfSquaredErrors(), options).Train(data).History;

        history.Select(report => report.RunningAccuracy).Should().Equal(0.75, 0.75);
    }

    [Theory]
    [InlineData(BatchReduction.Mean, 2)]
    [InlineData(BatchReduction.Sum, 1)]
    public void The_reference_loops_divide_by_the_size_of_the_batch_under_the_mean_only(BatchReduction reduction, double expected)
    {
        // Two examples (1, 2): ŷ = 3, δ = 2 · (2 − 3) = −2 each; at rate ½ the weight loses the mean 2 · ½ or the sum 4 · ½ … of 2 + 1.
        Network network = Given.Line();
        network.Connection("x1", "y1").Weight = 3;
        network.Node("y1").Bias = 0;
        network.Node("y1").IsBiasFrozen = true;
        var options = new TrainerOptions { LearningRate = 0.5, Loops = Loops.Reference, BatchReduction = reduction };

        new Trainer(network, new SumOfSquaredErrors(), options).Step(DataSet.From([[1], [1]], [[2], [2]]));

        network.Connection("x1", "y1").Weight.Should().Be(expected);
    }

    /// <summary>The targets in the order in which training took them, an array for each epoch.</summary>
    private static List<double[]> Orders(TrainerOptions options)
    {
        const int Count = 12;
        var seen = new List<double>();
        DataSet data = DataSet.From(Enumerable.Range(0, Count).Select(i => new double[] { 0 }), Enumerable.Range(0, Count).Select(i => new double[] { i }));
        new Trainer(Given.Line(), new WatchedLoss(seen.Add), options).Train(data);
        return [.. seen.Chunk(Count)];
    }

    private static double[] Flat(List<double[]> epochs) => [.. epochs.SelectMany(epoch => epoch)];
}
