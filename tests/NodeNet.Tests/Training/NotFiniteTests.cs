using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Initializers;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>Numbers that explode end a step or a run with an explanation, and the network keeps good weights.</summary>
public class NotFiniteTests
{
    public static TheoryData<string> Optimizers => [.. Catalogue.Optimizers.Names];

    [Fact]
    public void The_list_of_optimizers_is_not_empty() => Optimizers.Should().NotBeEmpty();

    [Fact]
    public void A_step_whose_loss_overflows_is_refused_and_leaves_the_weights_bit_for_bit()
    {
        Network network = Given.Line();
        Network before = network.Clone();
        Trainer trainer = Given.Trainer(network, 0.1);

        // ŷ = 2e200, and its square is too large for a double.
        trainer.Invoking(t => t.Step([1e200], [1])).Should().Throw<NotFiniteNumberException>()
            .WithMessage(
                "The loss is Infinity, output y1 is 2E+200; the network stays as it was. Try a smaller learning rate, scale the inputs, or clip the "
                    + "gradient (ClipNorm).");
        trainer
            .Invoking(t => t.Step(DataSet.From([[1], [1e200]], [[1], [1]])))
            .Should()
            .Throw<NotFiniteNumberException>()
            .WithMessage("The loss of the example in row 1 is Infinity, output y1 is 2E+200; the network stays as it was. Try a smaller learning rate*");

        network.FirstParameterDifference(before).Should().BeNull();
        trainer.Steps.Should().Be(0);
    }

    [Fact]
    public void A_step_that_would_make_a_weight_overflow_is_refused_and_names_it()
    {
        Network network = Given.Line();
        Network before = network.Clone();

        // The loss is finite, but 1e300 · 1e10 is not.
        new Trainer(network, new MeanAbsoluteError(), new TrainerOptions { LearningRate = 1e300 })
            .Invoking(t => t.Step([1e10], [0]))
            .Should()
            .Throw<NotFiniteNumberException>()
            .WithMessage("x1→y1 would change by -Infinity and no longer be a finite number; the network stays as it was. Try a smaller learning rate*");

        network.FirstParameterDifference(before).Should().BeNull("not even the bias, which comes first, was changed");
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_gradient_that_is_not_finite_is_refused_before_the_optimizer_remembers_it(string optimizer)
    {
        var options = new TrainerOptions { LearningRate = 0.1, Optimizer = Catalogue.Optimizers.Create(optimizer) };
        Network network = Broken();
        Network untroubled = Broken();
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), options);
        var other = new Trainer(untroubled, new HalfSumOfSquaredErrors(), options);
        trainer.Step([1], [2]);
        other.Step([1], [2]);

        trainer.Invoking(t => t.Step([1000], [2])).Should().Throw<NotFiniteNumberException>().WithMessage("b_y1 would change by NaN*");

        network.FirstParameterDifference(untroubled).Should().BeNull();
        trainer.Step([1], [2]);
        other.Step([1], [2]);
        network.FirstParameterDifference(untroubled).Should().BeNull("the next step is as if nothing had happened");

        // Identity whose slope is nonsense for large net inputs: the loss stays finite, the gradient does not.
        static Network Broken() =>
            new NetworkBuilder(inputs: 1).AddLayer(1, new Probe(slope: z => z > 100 ? double.NaN : 1.0), weights: new Constant(1)).Build(seed: 0);
    }

    [Fact]
    public void A_diverging_run_ends_with_the_epoch_and_advice_and_keeps_the_weights_of_the_last_good_epoch()
    {
        Network network = Given.Line();
        var ends = new List<Network>();
        var options = new TrainerOptions { LearningRate = 50, Epochs = 1000, Shuffle = false, Progress = new AtOnce(_ => ends.Add(network.Clone())) };
        DataSet data = DataSet.From([[1], [2]], [[1], [1]]);

        TrainingResult result = new Trainer(network, new SumOfSquaredErrors(), options).Train(data);

        result.Reason.Should().Be(StopReason.NotFinite);
        result.Epochs.Should().Be(ends.Count).And.BeGreaterThan(3);
        result.Explanation.Should().StartWith($"in epoch {ends.Count + 1}: The loss of the example in row ")
            .And.Contain(" is Infinity, output y1 is ").And.EndWith(
                $" the learning rate 50 is too high; try 5. The network's weights are those from the end of epoch {ends.Count}");
        network.FirstParameterDifference(ends[^1]).Should().BeNull();
        double.IsFinite(result.TrainingLoss).Should().BeTrue();
    }

    [Fact]
    public void A_run_that_diverges_in_its_first_epoch_keeps_the_weights_from_before()
    {
        Network network = Given.Line();
        Network before = network.Clone();

        TrainingResult result = Given.Trainer(network, 1e200).Train(DataSet.From([[1], [2]], [[1], [1]]));

        result.Reason.Should().Be(StopReason.NotFinite);
        result.Epochs.Should().Be(0);
        result.Explanation.Should().StartWith("in epoch 1: ").And.EndWith("The network's weights are those from before training");
        network.FirstParameterDifference(before).Should().BeNull();
        result.TrainingLoss.Should().Be(new Trainer(before, new SumOfSquaredErrors()).Evaluate(DataSet.From([[1], [2]], [[1], [1]])).Loss);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    public void Weights_that_only_just_do_not_overflow_are_not_good_ones(int epochs)
    {
        Network network = Given.Line();
        Network before = network.Clone();
        // One example, so one step an epoch: it makes a finite weight near 1e161, whose squared error is beyond a double. The loss of the step itself is
        // harmless.
        var options = new TrainerOptions { LearningRate = 1e160, Epochs = epochs };

        TrainingResult result = new Trainer(network, new SumOfSquaredErrors(), options).Train(DataSet.From([[1]], [[10]]));

        result.Reason.Should().Be(StopReason.NotFinite);
        result.Explanation
            .Should()
            .StartWith(
                epochs == 1 ? "in epoch 1: The loss after its last step is Infinity." : "in epoch 2: The loss").And.EndWith("those from before training");
        network.FirstParameterDifference(before).Should().BeNull();
        result.TrainingLoss.Should().Be(49);
    }

    [Fact]
    public void A_validation_loss_that_is_not_finite_ends_the_run_too()
    {
        Network network = Given.Line();

        TrainingResult result = Given.Trainer(network, 0.001).Train(DataSet.From([[1]], [[1]]), validation: DataSet.From([[1e200]], [[1]]));

        result.Reason.Should().Be(StopReason.NotFinite);
        result.Explanation.Should().StartWith("in epoch 1: The loss is Infinity.");
    }

    [Fact]
    public void A_training_loss_that_is_not_finite_ends_the_run_whatever_the_validation_loss_says()
    {
        // Each of the three losses is finite, their sum is not.
        using var folder = new Persistence.TemporaryFolder();
        Network network = Given.Line();
        var options = new TrainerOptions { LearningRate = 1e-300, Checkpoints = new CheckpointOptions(folder.File("run")) { EveryEpochs = 1 } };

        TrainingResult result = new Trainer(network, new SumOfSquaredErrors(), options)
            .Train(DataSet.From([[1], [1], [1]], [[1.2e154], [1.2e154], [1.2e154]]), validation: DataSet.From([[1]], [[1]]));

        result.Reason.Should().Be(StopReason.NotFinite);
        result.Explanation.Should().StartWith("in epoch 1: The loss is Infinity.");
        result.History.Count.Should().Be(0);
    }

    [Theory]
    [InlineData(Loops.Fast, Precision.Double)]
    [InlineData(Loops.Fast, Precision.Single)]
    [InlineData(Loops.Reference, Precision.Double)]
    public void Losses_that_are_finite_but_have_no_finite_sum_end_the_run(Loops loops, Precision precision)
    {
        // Binary cross-entropy of a sure mistake is |z|, and the squared error of √1.2 · 10¹⁵⁴ is 1.2 · 10³⁰⁸: both finite, but not twice.
        bool isDouble = precision == Precision.Double || !NodeNet.Fast.FastMode.IsOn; // the reference loops know doubles alone
        Check(new Sigmoid(), new BinaryCrossEntropy(), isDouble ? 1.2e308 : 3e38);
        Check(new Identity(), new SumOfSquaredErrors(), isDouble ? 1.1e154 : 1.7e19);

        void Check(IActivation output, ILoss loss, double weight)
        {
            Network network = new NetworkBuilder(inputs: 1).AddLayer(1, output, bias: false, weights: new Constant(weight)).Build(seed: 0);
            Network before = network.Clone();
            DataSet data = DataSet.From(Enumerable.Repeat(new[] { 1.0 }, 8), Enumerable.Repeat(new[] { 0.0 }, 8));

            TrainingResult result = new Trainer(
                network, loss, new TrainerOptions { LearningRate = 1e-3, Epochs = 2, BatchSize = 4, Loops = loops, Precision = precision }).Train(data);

            result.Reason.Should().Be(StopReason.NotFinite);
            network.FirstParameterDifference(before).Should().BeNull();
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void A_rate_beyond_single_precision_ends_the_run_and_names_a_parameter(string optimizer)
    {
        // Not float's infinity times 0 in the room between the rows of weights, which no name leads to.
        foreach (int batchSize in new[] { 1, 4 })
        {
            foreach (
                var options in new[]
                {
                    new TrainerOptions { LearningRate = 1e100 },
                    new TrainerOptions { LearningRate = 0.1, L1 = 1e100, PenalizeBiases = true },
                })
            {
                Network network = new NetworkBuilder(2).AddLayer(3, new Tanh(), bias: false).AddLayer(1, new Sigmoid()).Build(seed: 1);
                Network before = network.Clone();

                TrainingResult result = new Trainer(network, new SumOfSquaredErrors(), options with
                {
                    Optimizer = Catalogue.Optimizers.Create(optimizer),
                    Precision = Precision.Single,
                    BatchSize = batchSize,
                    Epochs = 3,
                }).Train(Given.Xor());

                if (optimizer == "rprop" && options.L1 == 0.0) continue; // whose steps have their own sizes
                if (!NodeNet.Fast.FastMode.IsOn) continue; // in double precision, to which 1e100 is a number
                result.Reason.Should().Be(StopReason.NotFinite);
                result.Divergence!.Value.Should().Match(value => !double.IsFinite(value));
                network.FirstParameterDifference(before).Should().BeNull();
            }
        }
    }

    [Theory]
    [MemberData(nameof(Optimizers))]
    public void Where_nothing_is_trained_no_rate_does_harm(string optimizer)
    {
        Network network = Given.Small();
        foreach (Layer layer in network.Layers.Skip(1))
            layer.Freeze();
        Network before = network.Clone();

        TrainingResult result = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions
        {
            LearningRate = 1e100,
            L2 = 1e100,
            Optimizer = Catalogue.Optimizers.Create(optimizer),
            Precision = Precision.Single,
            Epochs = 3,
        }).Train(Given.Xor());

        result.Reason.Should().Be(StopReason.EpochsReached);
        network.FirstParameterDifference(before).Should().BeNull();
    }

    [Fact]
    public void With_KeepBest_a_diverging_run_keeps_its_best_epoch()
    {
        Network network = Given.Line();
        var ends = new List<Network>();
        var options = new TrainerOptions
        {
            LearningRate = 0.1,
            Schedule = new Rates(epoch => epoch <= 3 ? 0.1 : 1000),
            Epochs = 1000,
            KeepBest = true,
            Progress = new AtOnce(_ => ends.Add(network.Clone())),
        };

        TrainingResult result = new Trainer(network, new SumOfSquaredErrors(), options).Train(DataSet.From([[1]], [[10]]));

        result.Reason.Should().Be(StopReason.NotFinite);
        network.FirstParameterDifference(ends[2]).Should().BeNull();
        result.TrainingLoss.Should().Be(result.History[2].TrainingLoss);
        result.Explanation.Should().EndWith("The network's weights are those of its best epoch; kept the best, from epoch 3");
    }

    [Fact]
    public void With_KeepBest_a_run_that_diverges_at_once_goes_back_to_where_it_began()
    {
        Network network = Given.Line();

        TrainingResult result = new Trainer(
            network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 1e308, KeepBest = true }).Train(DataSet.From([[1]], [[10]]));

        result.Explanation.Should().EndWith("The network's weights are those from before training");
        network.FirstParameterDifference(Given.Line()).Should().BeNull();
    }

    [Fact]
    public void After_a_diverging_run_the_same_trainer_can_try_again_with_a_smaller_rate()
    {
        Network network = Given.Line();
        DataSet data = DataSet.From([[1], [2]], [[1], [1]]);
        var trainer = new Trainer(network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 100, Optimizer = new Momentum(), Epochs = 300 });
        trainer.Train(data).Reason.Should().Be(StopReason.NotFinite);

        trainer.Steps.Should().Be(0, "what the optimizer remembered led nowhere, and is forgotten");
        network.CopyParametersFrom(Given.Line());
        trainer.LearningRate = 0.01;
        TrainingResult result = trainer.Train(data);

        result.Reason.Should().Be(StopReason.EpochsReached);
        result.TrainingLoss.Should().BeLessThan(0.01);
    }

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(-0.1, "-0.1")]
    public void A_schedule_that_gives_no_proper_rate_is_an_error_of_the_caller(double rate, string shown)
    {
        Network network = Given.Line();
        var options = new TrainerOptions { Schedule = new Rates(epoch => epoch == 1 ? 0.0 : rate) };

        new Trainer(network, new SumOfSquaredErrors(), options).Invoking(t => t.Train(DataSet.From([[1]], [[10]]))).Should().Throw<InvalidOperationException>()
            .WithMessage($"The schedule rates gave the learning rate {shown} for epoch 2; it must be a finite number, 0 or above.");
        network.FirstParameterDifference(Given.Line()).Should().BeNull();
    }
}
