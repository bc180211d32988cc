using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Stopping;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>An exception of a part of the user's own surfaces as it is, even one that looks like diverging, and the network holds the last whole
/// step.</summary>
public class UserTroubleTests
{
    private static readonly DataSet _points = Given.PointsOfALine(8);

    [Fact]
    public void The_list_is_not_empty() => WaysToTrain.All.Should().NotBeEmpty();

    [Theory]
    [MemberData(nameof(WaysToTrain.All), MemberType = typeof(WaysToTrain))]
    public void Thrown_by_an_activation_function_a_slope_or_a_loss_in_the_midst_of_an_epoch(Loops loops, Precision precision, int batch)
    {
        // 8 examples: the sixth is in step 6 of single examples, in step 3 of pairs. Five examples, or two pairs, have been learned whole.
        var options = new TrainerOptions { LearningRate = 0.02, Shuffle = false, Loops = loops, Precision = precision, BatchSize = batch, Epochs = 1 };
        int wholeSteps = 5 / batch * batch;

        int activated = 0;
        ShouldHoldTheWholeSteps(new Probe(onActivate: _ => ThrowIf(++activated == 6)), new HalfSumOfSquaredErrors());
        int sloped = 0;
        ShouldHoldTheWholeSteps(new Probe(slope: _ => ++sloped == 6 ? throw new NotFiniteNumberException("the user's") : 1.0), new HalfSumOfSquaredErrors());
        int learned = 0;
        ShouldHoldTheWholeSteps(new Probe(), new WatchedLoss(_ => ThrowIf(++learned == 6)));

        void ShouldHoldTheWholeSteps(IActivation hidden, ILoss loss)
        {
            Network network = Network(hidden);
            var trainer = new Trainer(network, loss, options);
            trainer.Invoking(t => t.Train(_points)).Should().ThrowExactly<NotFiniteNumberException>().WithMessage("the user's");

            Network expected = Network(new Probe());
            var watched = new WatchedLoss(_ => { });
            new Trainer(
                expected, loss is WatchedLoss ? watched : new HalfSumOfSquaredErrors(), options).Train(_points.Select([.. Enumerable.Range(0, wholeSteps)]));
            network.FirstParameterDifference(expected).Should().BeNull();
            trainer.Steps.Should().Be(wholeSteps / batch);
            network.Invoking(n => n.Predict([0.5])).Should().NotThrow("training is over");
        }

        static void ThrowIf(bool now)
        {
            if (now) throw new NotFiniteNumberException("the user's");
        }

        static Network Network(IActivation hidden) => new NetworkBuilder(inputs: 1).AddLayer(1, hidden).AddLayer(1, new Identity()).Build(seed: 2);
    }

    [Theory]
    [InlineData(Precision.Double)]
    [InlineData(Precision.Single)]
    public void Thrown_on_another_thread(Precision precision)
    {
        // 64 · 200 · 301 multiply-adds: enough for a phase to be divided. Every second step tries to share no phase. In the others a phase is first tried on
        // one thread and then on two; that is the third step, where only the last nodes throw, which are not the calling thread's.
        const int Batch = 64;
        Network network = new NetworkBuilder(inputs: 200).AddLayer(301, new Tanh()).AddLayer(7, new Sigmoid()).Build(seed: 1);
        int caller = Environment.CurrentManagedThreadId;
        int? thrower = null;
        int calls = 0;
        network.Node("h300").ActivationFunction = new Probe(onActivate: _ =>
        {
            if (Interlocked.Increment(ref calls) <= 2 * Batch) return;
            thrower = Environment.CurrentManagedThreadId;
            throw new NotFiniteNumberException("the user's");
        });
        Network other = network.Clone();
        var random = new RandomGenerator(5);
        double[][] Table(int width) => [.. Enumerable.Range(0, 3 * Batch).Select(_ => Enumerable.Range(0, width).Select(_ => random.NextDouble()).ToArray())];
        DataSet data = DataSet.From(Table(200), Table(7));
        var options = new TrainerOptions { BatchSize = Batch, Shuffle = false, Epochs = 1, MaxDegreeOfParallelism = 3, Precision = precision };
        var trainer = new Trainer(network, new SumOfSquaredErrors(), options);

        trainer.Invoking(t => t.Train(data)).Should().ThrowExactly<NotFiniteNumberException>().WithMessage("the user's");

        thrower.Should().NotBeNull();
        if (NodeNet.Fast.FastMode.IsOn && Environment.ProcessorCount > 1) thrower.Should().NotBe(caller);
        calls = int.MinValue; // nothing throws any more
        new Trainer(other, new SumOfSquaredErrors(), options).Train(data.Select([.. Enumerable.Range(0, 2 * Batch)]));
        network.FirstParameterDifference(other).Should().BeNull("the network holds the weights of the last whole step");
    }

    [Theory]
    [InlineData(Loops.Fast, Precision.Double)]
    [InlineData(Loops.Fast, Precision.Single)]
    [InlineData(Loops.Reference, Precision.Double)]
    public void Thrown_by_an_optimizer_which_then_starts_anew(Loops loops, Precision precision)
    {
        // Four parameters a step: it throws in the second parameter of the third step.
        int asked = 0;
        var optimizer = new Counting(() => { if (++asked == 10) throw new UserTroubleException(); });
        var options = new TrainerOptions { LearningRate = 0.02, Shuffle = false, Loops = loops, Precision = precision, Optimizer = optimizer };
        Network network = Two();
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), options);
        trainer.Invoking(t => t.Train(_points)).Should().ThrowExactly<UserTroubleException>();

        Network expected = Two();
        new Trainer(expected, new HalfSumOfSquaredErrors(), options with { Optimizer = new Counting(() => { }), Epochs = 1 }).Train(_points.Select([0, 1]));
        network.FirstParameterDifference(expected).Should().BeNull();
        trainer.Steps.Should().Be(0);

        // From here on it is as a new trainer.
        asked = -1000;
        trainer.Step(_points);
        new Trainer(expected, new HalfSumOfSquaredErrors(), options with { Optimizer = new Counting(() => { }) }).Step(_points);
        network.FirstParameterDifference(expected).Should().BeNull();

        static Network Two() => new NetworkBuilder(inputs: 1).AddLayer(1, new Tanh()).AddLayer(1, new Identity()).Build(seed: 2);
    }

    [Fact]
    public void Thrown_by_the_schedule_the_stopping_rule_or_the_progress_callback_at_the_end_of_an_epoch()
    {
        var options = new TrainerOptions { LearningRate = 0.02, Epochs = 9 };
        Network expected = Given.Line();
        new Trainer(expected, new HalfSumOfSquaredErrors(), options with { Epochs = 3 }).Train(_points);

        ShouldHoldThreeEpochs(options with { Schedule = new Rates(epoch => epoch <= 3 ? 0.02 : throw new NotFiniteNumberException("the user's")) });
        ShouldHoldThreeEpochs(options with { StopWhen = new Rule(history => history.Count < 3 ? null : throw new NotFiniteNumberException("the user's")) });
        ShouldHoldThreeEpochs(options with { Progress = new AtOnce(report => { if (report.Epoch == 3) throw new NotFiniteNumberException("the user's"); }) });

        void ShouldHoldThreeEpochs(TrainerOptions troubled)
        {
            Network network = Given.Line();
            new Trainer(network, new HalfSumOfSquaredErrors(), troubled)
                .Invoking(t => t.Train(_points))
                .Should()
                .ThrowExactly<NotFiniteNumberException>()
                .WithMessage("the user's");
            network.FirstParameterDifference(expected).Should().BeNull();
        }
    }

    [Theory]
    [InlineData(Loops.Fast, Precision.Single)]
    [InlineData(Loops.Fast, Precision.Double)]
    [InlineData(Loops.Reference, Precision.Double)]
    public void Thrown_in_a_single_step_nothing_has_changed(Loops loops, Precision precision)
    {
        Network network = Given.Line();
        network.OutputLayer.Activation = new Probe(slope: _ => throw new NotFiniteNumberException("the user's"));
        var trainer = new Trainer(network, new HalfSumOfSquaredErrors(), new TrainerOptions { Loops = loops, Precision = precision });
        network.Node("y1").Bias = 0.1; // no number of single precision

        trainer.Invoking(t => t.Step(_points)).Should().ThrowExactly<NotFiniteNumberException>().WithMessage("the user's");
        trainer.Invoking(t => t.Step([1], [1])).Should().ThrowExactly<NotFiniteNumberException>().WithMessage("the user's");

        network.Node("y1").Bias.Should().Be(0.1);
        network.Connection("x1", "y1").Weight.Should().Be(2);
        trainer.Steps.Should().Be(0);
    }

    private sealed class Counting(Action onChange) : IOptimizer
    {
        public string Name => "counting";

        public int MemoryLength => 1;

        public double Change(double downhill, double value, Span<double> memory, in StepContext context)
        {
            memory[0] += 1.0;
            onChange();
            return context.LearningRate * downhill * memory[0];
        }
    }

    private sealed class Rule(Func<TrainingHistory, string?> reason) : IStoppingRule
    {
        public string? ReasonToStop(TrainingHistory history) => reason(history);
    }
}
