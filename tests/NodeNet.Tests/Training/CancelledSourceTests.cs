using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.History;
using NodeNet.Losses;
using NodeNet.Stopping;
using NodeNet.Training;

namespace NodeNet.Tests.Training;

/// <summary>A run over a source that is cancelled ends without a reading more, and says whose losses it tells.</summary>
public sealed class CancelledSourceTests
{
    private const int Examples = 100;
    private const int PieceRows = 10;
    private const string Unmeasured = "after the cancellation none was measured, which would have been a reading of the whole source.";

    [Fact]
    public void No_reading_comes_after_a_cancellation_and_the_losses_are_the_last_known()
    {
        using var stop = new CancellationTokenSource();
        var source = new Counted();
        TrainingResult result = Train(source, new TrainerOptions { Epochs = 9, Progress = new Told(epoch => { if (epoch == 3) stop.Cancel(); }) }, stop.Token);

        result.Reason.Should().Be(StopReason.Cancelled);
        source.Readings.Should().Be(1 + 3, "the first, and one for each of three epochs");
        result.Epochs.Should().Be(3);
        (result.TrainingLoss, result.TrainingAccuracy).Should().Be((result.History[2].RunningLoss, result.History[2].RunningAccuracy));
        result.Notes.Should().ContainSingle(note => note == $"The losses are those of epoch 3, of training that of each example before its step: {Unmeasured}");
    }

    [Fact]
    public void In_the_middle_of_an_epoch_it_ends_with_the_window_in_hand()
    {
        using var stop = new CancellationTokenSource();
        var source = new Counted { At = (Reading: 3, Piece: 5, Do: () => stop.Cancel()) };

        TrainingResult result = Train(source, new TrainerOptions { Epochs = 9, StopWhen = new NoImprovement(50) }, stop.Token);

        source.Readings.Should().Be(3, "the first, that of epoch 1, and that of its loss, during which it was cancelled");
        result.Reason.Should().Be(StopReason.Cancelled);
        (result.Epochs, result.Explanation).Should().Be((0, "cancelled in epoch 1"));
        (result.TrainingLoss, result.TrainingAccuracy).Should().Be((double.NaN, null));
        result.Notes.Should().ContainSingle().Which.Should().StartWith("It was cancelled before an epoch had ended, so that no loss is known");
        result.ToString().Should().StartWith("0 epochs, no loss measured: cancelled in epoch 1");
    }

    [Fact]
    public void With_the_best_epoch_kept_the_losses_are_those_of_that_epoch()
    {
        using var stop = new CancellationTokenSource();
        var options = new TrainerOptions
        {
            Epochs = 9,
            LearningRate = 3.0, // too far, so that the best epoch is not the last
            KeepBest = true,
            Progress = new Told(epoch => { if (epoch == 6) stop.Cancel(); }),
        };

        TrainingResult result = Train(new Counted(), options, stop.Token, Data(5).AsSource());

        EpochReport best = result.History.Best!;
        (result.ValidationLoss, result.TrainingLoss).Should().Be((best.ValidationLoss, best.RunningLoss));
        result.Notes.Should().Contain($"The losses are those of epoch {best.Epoch}, of training that of each example before its step: {Unmeasured}");
    }

    [Fact]
    public void A_run_that_is_cancelled_while_its_last_loss_is_measured_has_reached_its_end()
    {
        using var stop = new CancellationTokenSource();
        var options = new TrainerOptions { Epochs = 2, StopWhen = new Once() };
        var source = new Counted { At = (Reading: 4, Piece: 2, Do: () => stop.Cancel()) };
        options = options with { StopsByRunningLoss = true };

        TrainingResult result = Train(source, options, stop.Token);

        source.Readings.Should().BeLessThanOrEqualTo(4);
        double.IsNaN(result.TrainingLoss).Should().BeFalse();
        result.Notes.Should().ContainSingle(note => note.EndsWith(Unmeasured, StringComparison.Ordinal));
    }

    [Fact]
    public void A_resumed_run_repeats_the_epoch_that_was_cancelled_to_the_same_bits()
    {
        string path = Path.GetTempFileName();
        var options = new TrainerOptions { Epochs = 5, StopWhen = new NoImprovement(50), Checkpoints = new CheckpointOptions(path) };
        double[] expected = Trained(options with { Checkpoints = null }, trainer => trainer.Train(new Counted()));
        using var stop = new CancellationTokenSource();
        Trained(options, trainer => trainer.Train(new Counted { At = (Reading: 5, Piece: 3, Do: () => stop.Cancel()) }, null, stop.Token)); // a loss of epoch 2

        double[] resumed = Trained(options, trainer => trainer.Resume(path, new Counted()));

        resumed.Should().Equal(expected);
        File.Delete(path);
    }

    [Fact]
    public void A_run_that_a_fault_of_its_source_ends_keeps_its_last_whole_epoch()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var options = new TrainerOptions { Epochs = 5, Checkpoints = new CheckpointOptions(path) { Every = null } };
        double[] expected = Trained(options with { Checkpoints = null }, trainer => trainer.Train(new Counted()));
        var broken = new Counted { At = (Reading: 4, Piece: 3, Do: () => throw new IOException("the disk is gone")) };

        FluentActions.Invoking(() => Trained(options, trainer => trainer.Train(broken))).Should().Throw<ExampleSourceException>();
        var seen = new List<int>();
        double[] resumed = Trained(options with { Progress = new Told(seen.Add) }, trainer => trainer.TrainOrResume(new Counted()));

        seen.Should().Equal(3, 4, 5);
        resumed.Should().Equal(expected);
        File.Delete(path);
    }

    private static TrainingResult Train(IExampleSource source, TrainerOptions options, CancellationToken cancellation, IExampleSource? validation = null) =>
        new Trainer(Network(), new SumOfSquaredErrors(), options with { WindowExamples = 20 }).Train(source, validation, cancellation);

    private static double[] Trained(TrainerOptions options, Action<Trainer> train)
    {
        Network network = Network();
        train(new Trainer(network, new SumOfSquaredErrors(), options with { WindowExamples = 20 }));
        var numbers = new double[network.ParameterCount];
        network.CopyParametersTo(numbers);
        return numbers;
    }

    private static Network Network() => new NetworkBuilder(1).AddLayer(3, new Tanh()).AddLayer(1, new Sigmoid()).Build(seed: 3);

    private static DataSet Data(int every = 1) => DataSet.From(
        Enumerable.Range(0, Examples / every).Select(i => (double[])[i % 13 / 6.0 - 1.0]),
        Enumerable.Range(0, Examples / every).Select(i => (double[])[i % 13 > 6 ? 1 : 0]));

    private sealed class Told(Action<int> tell) : IProgress<EpochReport>
    {
        public void Report(EpochReport value) => tell(value.Epoch);
    }

    private sealed class Once : IStoppingRule
    {
        public string? ReasonToStop(TrainingHistory history) => history.Epochs == 2 ? "enough" : null;
    }

    /// <summary>Counts its readings, and does something at one piece of one of them.</summary>
    private sealed class Counted : IExampleSource
    {
        private readonly DataSet _data = Data();
        private int _readings;

        public (int Reading, int Piece, Action Do) At { get; init; }

        public int Readings => _readings;

        public string Name => "counted";

        public int InputCount => 1;

        public int TargetCount => 1;

        public int GroupCount => 1;

        public IEnumerable<ExamplePiece> Read(IReadOnlyList<int> groups)
        {
            int reading = Interlocked.Increment(ref _readings);
            for (int piece = 0; piece < Examples / PieceRows; piece++)
            {
                if ((reading, piece) == (At.Reading, At.Piece)) At.Do();
                int[] rows = [.. Enumerable.Range(piece * PieceRows, PieceRows)];
                yield return new ExamplePiece(0, _data.Inputs.Select(rows), _data.Targets.Select(rows));
            }
        }
    }
}
