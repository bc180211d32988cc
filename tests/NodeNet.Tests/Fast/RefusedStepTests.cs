using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Formulas;
using NodeNet.Initializers;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Training;

namespace NodeNet.Tests.Fast;

/// <summary>Steps on a batch are all or nothing, on either loops.</summary>
public class RefusedStepTests
{
    public static TheoryData<string, Loops> OptimizersAndLoops
    {
        get
        {
            var data = new TheoryData<string, Loops>();
            foreach (string optimizer in Catalogue.Optimizers.Names)
            {
                data.Add(optimizer, Loops.Fast);
                data.Add(optimizer, Loops.Reference);
            }
            return data;
        }
    }

    [Fact]
    public void The_list_is_not_empty() => OptimizersAndLoops.Should().NotBeEmpty();

    [Theory]
    [InlineData(Loops.Fast, 1)]
    [InlineData(Loops.Fast, 3)]
    [InlineData(Loops.Reference, 1)]
    [InlineData(Loops.Reference, 3)]
    public void A_batch_that_would_make_a_weight_overflow_is_refused_and_names_it(Loops loops, int examples)
    {
        Network network = Given.Line();
        DataSet batch = DataSet.From(Enumerable.Repeat(new[] { 1e10 }, examples), Enumerable.Repeat(new[] { 0.0 }, examples));
        var trainer = new Trainer(network, new MeanAbsoluteError(), new TrainerOptions { LearningRate = 1e300, Loops = loops });

        // The loss is finite, but 1e300 · 1e10 is not.
        trainer.Invoking(t => t.Step(batch)).Should().Throw<NotFiniteNumberException>()
            .WithMessage("x1→y1 would change by -Infinity and no longer be a finite number; the network stays as it was. Try a smaller learning rate*");

        network.FirstParameterDifference(Given.Line()).Should().BeNull("not even the bias, which comes first, was changed");
    }

    [Theory]
    [MemberData(nameof(OptimizersAndLoops))]
    public void A_gradient_that_is_not_finite_is_refused_before_the_optimizer_remembers_it(string optimizer, Loops loops)
    {
        var options = new TrainerOptions { LearningRate = 0.1, Optimizer = Catalogue.Optimizers.Create(optimizer), Loops = loops };
        DataSet good = DataSet.From([[1], [2]], [[2], [5]]);
        DataSet bad = DataSet.From([[1], [1000]], [[2], [5]]);
        Network network = Broken();
        Network untroubled = Broken();
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), options);
        var other = new Trainer(untroubled, new HalfSumOfSquaredErrors(), options);
        trainer.Step(good);
        other.Step(good);

        trainer.Invoking(t => t.Step(bad)).Should().Throw<NotFiniteNumberException>().WithMessage("b_y1 would change by NaN*");

        network.FirstParameterDifference(untroubled).Should().BeNull();
        trainer.Steps.Should().Be(1);
        trainer.Step(good);
        other.Step(good);
        network.FirstParameterDifference(untroubled).Should().BeNull("the next step is as if nothing had happened");

        // Identity whose slope is nonsense for large net inputs: the loss stays finite, the gradient does not.
        static Network Broken() =>
            new NetworkBuilder(inputs: 1).AddLayer(1, new Probe(slope: z => z > 100 ? double.NaN : 1.0), weights: new Constant(1)).Build(seed: 0);
    }

    [Theory]
    [InlineData(Loops.Fast)]
    [InlineData(Loops.Reference)]
    public void A_rule_that_makes_a_huge_change_of_a_moderate_gradient_is_refused_and_takes_back_what_it_has_changed(Loops loops)
    {
        var options = new TrainerOptions { Optimizer = new Leaps(), Loops = loops };
        Network network = new NetworkBuilder(1).AddLayer(1, new Sigmoid()).Build(seed: 0);
        DataSet batch = DataSet.From([[1e-308], [1e-308]], [[1], [1]]); // times 1e308 the net input stays moderate
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), options);
        trainer.Step(batch);
        Network before = network.Clone();

        trainer.Invoking(t => t.Step(batch)).Should().Throw<NotFiniteNumberException>().WithMessage("* would change by *; the network stays as it was*");

        network.FirstParameterDifference(before).Should().BeNull();
    }

    [Theory]
    [InlineData(Loops.Fast)]
    [InlineData(Loops.Reference)]
    public void A_learning_rate_of_0_changes_nothing_in_batches_either(Loops loops)
    {
        foreach (int batch in new[] { 1, 3, TrainerOptions.FullBatch })
        {
            Network network = Given.Small();
            new Trainer(
                network, new SumOfSquaredErrors(), new TrainerOptions { LearningRate = 0, BatchSize = batch, Epochs = 2, Loops = loops }).Train(Given.Xor());
            network.FirstParameterDifference(Given.Small()).Should().BeNull();
        }
    }

    [Theory]
    [InlineData(Loops.Fast)]
    [InlineData(Loops.Reference)]
    public void A_run_that_is_cancelled_in_the_step_that_overflows_goes_back_to_good_weights(Loops loops)
    {
        using var source = new CancellationTokenSource();
        Network network = Given.Line();
        var loss = new WatchedLoss(_ => source.Cancel());

        // δ = 9 − 3 = 6, and 1e308 · 6 is too large for a double.
        TrainingResult result = new Trainer(
            network, loss, new TrainerOptions { LearningRate = 1e308, Loops = loops }).Train(DataSet.From([[1]], [[9]]), cancellation: source.Token);

        result.Reason.Should().Be(StopReason.NotFinite);
        network.FirstParameterDifference(Given.Line()).Should().BeNull();
    }

    [Theory]
    [InlineData(Loops.Fast)]
    [InlineData(Loops.Reference)]
    public void Measuring_never_asks_a_loss_for_its_slope(Loops loops)
    {
        int slopes = 0;
        var trainer = new Trainer(Given.Line(), new WatchedLoss(_ => slopes++), new TrainerOptions { Loops = loops });

        trainer.Evaluate(Given.PointsOfALine(9)).Loss.Should().BeGreaterThan(0);

        slopes.Should().Be(0);
    }

    /// <summary>A weight grows by 1e308 a step, twice is too much. A bias stays.</summary>
    private sealed class Leaps() : Optimizer<Leaps.Formula>("leaps", new Formula(), "steps")
    {
        public readonly struct Formula : IOptimizerFormula
        {
            public static int MemoryLength => 1;

            public OptimizerStep<T> Prepare<T>(OptimizerStep<T> step)
                where T : IReal<T> => step;

            public void Remember<T>(T downhill, T value, ref Remembered<T> memory, in OptimizerStep<T> step)
                where T : IReal<T>
            {
                memory.First += T.Of(1.0);
            }

            public T Change<T>(T downhill, T value, in Remembered<T> memory, in OptimizerStep<T> step)
                where T : IReal<T> => step.IsBias ? T.Of(0.0) : T.IfPositive(T.Abs(downhill), T.Of(1e308), T.Of(0.0));
        }
    }
}
