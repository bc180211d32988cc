using NodeNet.Data;
using NodeNet.Fuzzing;
using NodeNet.History;
using NodeNet.Losses;
using NodeNet.Optimizers;
using NodeNet.Persistence;
using NodeNet.Stopping;
using NodeNet.Training;

namespace NodeNet.Tests.Persistence;

/// <summary>A long run is one file that does not grow with its epochs, and what resumes from it has the history, and the rules the memory, of the run without
/// interruption.</summary>
public sealed class CheckpointHistoryTests : IDisposable
{
    private static readonly TrainerOptions _options = new()
    {
        LearningRate = 0.1,
        Optimizer = new Momentum(),
        BatchSize = 4,
        StopWhen = new NoImprovement(50_000),
        Schedule = new NodeNet.Schedules.ReduceOnPlateau(100, improvement: 1e-3),
    };

    private readonly TemporaryFolder _folder = new();

    private string Checkpoint => _folder.File("run.checkpoint");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_long_run_is_one_file_that_stops_growing()
    {
        var lengths = new List<long>();
        Train(40_000, report =>
        {
            if (report.Epoch % 10_000 == 0) lengths.Add(new FileInfo(Checkpoint).Length);
        });

        Directory.GetFiles(_folder.Path).Should().Equal(Checkpoint);
        lengths.Should().HaveCount(4);
        lengths[3].Should().BeLessThan(lengths[0] + 50_000, "ten thousand reports of 80 bytes, and the best losses of the last few thousand epochs");
    }

    [Theory]
    [InlineData(2_500, 3_000)]
    [InlineData(9_990, 10_010)] // here every second report begins to go
    [InlineData(15_005, 21_000)] // and here every fourth
    public void A_run_that_is_resumed_ends_with_the_same_bits_and_history(int saved, int end)
    {
        Trainer straight = NewTrainer(end, null);
        TrainingResult expected = straight.Train(Given.Xor());

        Train(saved);
        Trainer resumed = NewTrainer(end, new CheckpointOptions(Checkpoint) { EveryEpochs = 500 });
        TrainingResult actual = resumed.TrainOrResume(Given.Xor());

        actual.Epochs.Should().Be(end);
        actual.History
            .Select(report => report with { Elapsed = TimeSpan.Zero })
            .Should()
            .Equal(expected.History.Select(report => report with { Elapsed = TimeSpan.Zero }));
        resumed.Network.FirstParameterDifference(straight.Network).Should().BeNull();
        actual.History.SameRateSince.Should().Be(expected.History.SameRateSince).And.BeLessThan(end, "the rate has stayed for a while");
    }

    [Fact]
    public void A_rule_waits_after_resuming_as_long_as_it_would_have()
    {
        TrainerOptions options = _options with { LearningRate = 0, Schedule = new NodeNet.Schedules.ConstantRate(), StopWhen = new NoImprovement(12_000) };
        NewTrainer(9_000, new CheckpointOptions(Checkpoint), options: options).Train(Given.Xor());

        TrainingResult result = NewTrainer(30_000, null, options: options).Resume(Checkpoint, Given.Xor());

        result.Epochs.Should().Be(12_001, "nothing gets better after epoch 1");
        result.Explanation.Should().EndWith("in epoch 1");
    }

    [Fact]
    public void The_best_epoch_is_known_after_its_neighbours_have_gone()
    {
        TrainerOptions options = _options with { KeepBest = true, StopWhen = null };
        NewTrainer(20_500, new CheckpointOptions(Checkpoint), options: options).Train(Given.Xor());

        TrainingResult result = NewTrainer(20_500, null, options: options).Resume(Checkpoint, Given.Xor());

        result.History.Best!.Loss.Should().Be(result.History.Min(report => report.Loss)).And.Be(result.TrainingLoss);
    }

    [Theory]
    [InlineData("\"bestSoFar\": 3", "\"bestSoFar\": 4", "*bestSoFar: This is 4; it must be a whole number from 1 to 3.")]
    [InlineData("\"sameRateSince\": 1", "\"sameRateSince\": 4", "*sameRateSince: This is 4; it must be a whole number from 1 to 3.")]
    [InlineData("\"after\": 0,\n    \"loss\": ", "\"after\": 0,\n    \"loss\": 1", "*The loss of epoch 3 is *; in its report it is *")]
    public void What_cannot_be_is_refused(string right, string wrong, string message)
    {
        TrainerOptions options = _options with { KeepBest = true };
        NewTrainer(3, new CheckpointOptions(Checkpoint), options: options).Train(Given.Xor());
        CheckpointContent content = CheckpointContent.Of(File.ReadAllBytes(Checkpoint));
        content.Head.Should().Contain(right);
        content.Head = content.Head.Replace(right, wrong, StringComparison.Ordinal);

        NewTrainer(3, null, options: options)
            .Invoking(t => t.Resume(new MemoryStream(content.ToArray()), Given.Xor()))
            .Should()
            .Throw<ModelFileException>()
            .WithMessage(message);
    }

    [Fact]
    public void Best_losses_that_do_not_fall_are_refused_with_their_place()
    {
        NewTrainer(3, new CheckpointOptions(Checkpoint)).Train(Given.Xor());
        CheckpointContent content = CheckpointContent.Of(File.ReadAllBytes(Checkpoint));
        const int Second = 3 * 10 + 2; // after three reports and the first best loss
        content.Numbers[Second].Should().Be(2, "it is that of epoch 2");
        content.Numbers[Second + 1] = BitConverter.DoubleToUInt64Bits(1e9);

        NewTrainer(3, null)
            .Invoking(t => t.Resume(new MemoryStream(content.ToArray()), Given.Xor()))
            .Should()
            .Throw<ModelFileException>()
            .WithMessage("*$.bestSoFar[1]: Epoch 2 with a loss of 1000000000 does not follow epoch 1 with *; each must be later and better.");
    }

    private void Train(int epochs, Action<EpochReport>? told = null) =>
        NewTrainer(epochs, new CheckpointOptions(Checkpoint) { EveryEpochs = 500, Every = null }, told).Train(Given.Xor());

    private static Trainer NewTrainer(int epochs, CheckpointOptions? checkpoints, Action<EpochReport>? told = null, TrainerOptions? options = null) =>
        new(
            Given.Small(),
            new SumOfSquaredErrors(),
            (options ?? _options) with { Epochs = epochs, Checkpoints = checkpoints, Progress = told is null ? null : new AtOnce(told) });
}
