using System.Collections.Concurrent;
using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Optimizers;
using NodeNet.Orleans.Averaging;
using NodeNet.Orleans.Tests.Programs;
using NodeNet.Schedules;
using NodeNet.Stopping;
using NodeNet.Training;

namespace NodeNet.Orleans.Tests.Clusters;

/// <summary>One network, trained on several shards of rows by three silos in this process.</summary>
public sealed class AveragingTests : IAsyncLifetime, IDisposable
{
    private static readonly DataSet _data = Rounds.Points(300, seed: 2);

    private readonly ManualResetEventSlim _release = new();
    private readonly TaskCompletionSource<string> _held = new();
    private readonly ConcurrentQueue<string> _loaded = [];
    private InProcessCluster _silos = null!;

    public async Task InitializeAsync() => _silos = await InProcessCluster.StartAsync(3, (silo, name) =>
    {
        if (name.EndsWith('0') || name.EndsWith('1')) silo.AddShard("held", () => Hold(name));
        silo.AddShard("at " + name[^1], () => Own(name)).AddShard("broken", () => throw new IOException("The disk is not there."));
    });

    public async Task DisposeAsync()
    {
        _release.Set();
        await _silos.DisposeAsync();
        Dispose();
    }

    public void Dispose() => _release.Dispose();

    [Theory]
    [InlineData("gradient_descent", true)]
    [InlineData("momentum", false)]
    [InlineData("nesterov", true)]
    [InlineData("adam", true)]
    [InlineData("rmsprop", true)]
    public async Task One_shard_is_the_local_loop_to_the_bit(string optimizer, bool shuffle)
    {
        TrainerOptions options = Rounds.With(Catalogue.Optimizers.Create(optimizer)) with
        {
            Shuffle = shuffle,
            Schedule = new WarmUp(2, new StepDecay(3, 0.5)),
            Dropout = new Dropout { Hidden = 0.1 },
            L2 = 1e-4,
            ClipNorm = 2.0,
        };

        AveragedRun run = await Train("alone", options, new AveragingOptions { Shards = 1, Rounds = 3, EpochsPerRound = 2, ScaleRate = true });

        run.Network.FirstParameterDifference(Rounds.Alone(_data, options, epochs: 6)).Should().BeNull();
        run.Weights.Should().Equal(300.0);
    }

    [Theory]
    [InlineData(OptimizerMemory.Averaged)]
    [InlineData(OptimizerMemory.Restarted)]
    public async Task The_same_seed_gives_the_same_bits_twice_and_those_of_rounds_by_hand(OptimizerMemory memory)
    {
        var averaging = new AveragingOptions { Shards = 3, Rounds = 4, Memory = memory, ScaleRate = true };
        TrainerOptions options = Rounds.With(new Adam());

        AveragedRun first = await Train("first", options, averaging);
        AveragedRun second = await Train("second", options, averaging);

        first.Rounds.Should().HaveCount(4);
        first.Rounds[^1].Loss.Should().BeLessThan(first.Rounds[0].Loss);
        first.Rounds[^1].Accuracy.Should().BeGreaterThan(first.Rounds[0].Accuracy!.Value);
        second.Network.FirstParameterDifference(first.Network).Should().BeNull();
        Rounds.ByHand(options, averaging, _data).FirstParameterDifference(first.Network).Should().BeNull();
        (await Train("other seed", options with { Seed = 7 }, averaging)).Network.HasSameParametersAs(first.Network).Should().BeFalse();
    }

    [Fact]
    public async Task Four_shards_at_four_times_the_rate_follow_one_process_within_a_point()
    {
        DataSet data = Rounds.Points(4_000, seed: 3);
        DataSet test = Rounds.Points(4_000, seed: 4);
        TrainerOptions options = Rounds.Options with { LearningRate = 0.02 };
        double alone = Accuracy(Rounds.Alone(data, options, epochs: 8), test);

        AveragedRun scaled = await _silos.Client.TrainAveragedAsync(
            "scaled", Rounds.Start(), Rounds.Loss, options, data, new AveragingOptions { Shards = 4, Rounds = 8, ScaleRate = true });
        AveragedRun plain = await _silos.Client.TrainAveragedAsync(
            "plain", Rounds.Start(), Rounds.Loss, options, data, new AveragingOptions { Shards = 4, Rounds = 8 });

        alone.Should().BeGreaterThan(0.8);
        Accuracy(scaled.Network, test).Should().BeApproximately(alone, 0.01);
        Accuracy(plain.Network, test).Should().BeLessThan(alone - 0.01, "without the factor four shards take a quarter of the way");
    }

    [Fact]
    public async Task A_silo_that_is_killed_in_the_middle_of_a_round_changes_no_bit()
    {
        Task<AveragedRun> run = _silos.Client.TrainAveragedAsync(
            "held", Rounds.Start(), Rounds.Loss, Rounds.Options, ["held", "at 2"], new AveragingOptions { Rounds = 3 });
        string victim = await _held.Task.WaitAsync(TimeSpan.FromSeconds(60));

        await _silos.KillAsync(_silos.Silos.First(silo => silo.Name == victim));

        AveragedRun killed = await run;
        var averaging = new AveragingOptions { Shards = 2, Rounds = 3 };
        killed.Network.FirstParameterDifference(Rounds.ByHand(Rounds.Options, averaging, Rows("0"), Rows("2"))).Should().BeNull();
        killed.Weights.Should().Equal(80.0, 100.0);
    }

    [Fact]
    public async Task Rows_of_a_silos_own_are_read_there_alone_and_no_byte_of_them_is_stored()
    {
        var reported = new ConcurrentQueue<AveragedRound>();
        var averaging = new AveragingOptions { Rounds = 2, Progress = new AtOnce(reported.Enqueue) };

        AveragedRun run = await _silos.Client.TrainAveragedAsync(
            "at home", Rounds.Start(), Rounds.Loss, Rounds.Options, ["at 0", "at 1", "at 2"], averaging);

        string[] names = [.. _silos.Silos.Select(silo => silo.Name)];
        _loaded.Should().BeEquivalentTo(names, "each silo has read its own rows, once");
        run.Rounds.Should().OnlyContain(round => round.Silos.Distinct().Count() == 3).And.Equal(reported);
        run.Weights.Should().Equal(80.0, 90.0, 100.0);
        byte[] needle = BitConverter.GetBytes(Rows("1").Inputs[7][0]);
        _silos.Stored.Should().NotBeEmpty();
        _silos.Stored.Count(record => record.ToArray().AsSpan().IndexOf(needle) >= 0).Should().Be(0);
        run.ToString().Should().StartWith("2 rounds on 3 shards; round 2: loss 1.").And.EndWith("%");
    }

    [Fact]
    public async Task Its_name_attaches_and_deleting_it_leaves_nothing_but_what_was_sent()
    {
        var averaging = new AveragingOptions { Shards = 2, Rounds = 5 };
        AveragedRun first = await Train("kept", Rounds.Options, averaging);
        int stored = _silos.Stored.Count;
        AveragedRun again = await Train("kept", Rounds.Options, averaging);

        again.Network.HasSameParametersAs(first.Network).Should().BeTrue();
        again.Rounds.Select(round => round.Loss).Should().Equal(first.Rounds.Select(round => round.Loss));
        _silos.Stored.Should().HaveCount(stored, "attaching does nothing anew");
        await _silos.Client.Awaiting(_ => Train("kept", Rounds.Options, averaging with { Rounds = 6 })).Should()
            .ThrowAsync<InvalidOperationException>().WithMessage("There is a sweep of this name with other trials*");

        await _silos.Client.DeleteAsync("kept");
        _silos.StoredNames.Should().NotContain(name => name.Contains("kept", StringComparison.Ordinal));

        KeptData sent = await _silos.Client.DataAsync();
        sent.Count.Should().Be(4, "two shards' rows, the job, the list of specs; what was refused was not sent");
        (await _silos.Client.CleanAsync(TimeSpan.FromHours(1.0))).Deleted.Count.Should().Be(0, "all of it was put there just now");
        (await _silos.Client.CleanAsync(TimeSpan.Zero)).Deleted.Should().Be(sent);
        _silos.Stored.Should().HaveCount(2, "the indexes of boards and of data");
    }

    [Fact]
    public async Task What_goes_wrong_in_a_shard_is_told_with_its_round()
    {
        Network wild = new NetworkBuilder(2).AddLayer(3, new Identity()).Build(1);
        TrainerOptions far = Rounds.Options with { LearningRate = 1e9 };
        await Failing(
            _silos.Client.TrainAveragedAsync("wild", wild, new SumOfSquaredErrors(), far, _data), "Shard * of 2 failed in round 1: ArithmeticException: *");
        await Failing(Named("broken", "at 0"), "Shard 1 of 2 failed in round 1: IOException: The disk is not there.");
        await Failing(Named("east"), "No silo has the shard \"east\"; they have at 0, at 1, at 2, broken, held.*");

        Task Named(params string[] shards) => _silos.Client.TrainAveragedAsync(
            "named " + shards[0], Rounds.Start(), Rounds.Loss, Rounds.Options, shards, new AveragingOptions { Rounds = 2 });
    }

    [Fact]
    public async Task What_has_no_meaning_here_is_refused_by_name()
    {
        await Refused(Rounds.Options with { KeepBest = true }, null, "TrainerOptions.KeepBest has no meaning*");
        await Refused(Rounds.Options with { StopWhen = new LossBelow(0.1) }, null, "TrainerOptions.StopWhen has no meaning*");
        await Refused(Rounds.Options with { StopsByRunningLoss = true }, null, "TrainerOptions.StopsByRunningLoss has no meaning*");
        await Refused(Rounds.Options with { WindowExamples = 100 }, null, "TrainerOptions.WindowExamples is for sources*");
        await Refused(Rounds.Options with { ValidationFraction = 0.1 }, null, "TrainerOptions.ValidationFraction has no meaning*");
        await Refused(Rounds.Options with { Progress = new Progress<History.EpochReport>() }, null, "*Progress*AveragingOptions.Progress is told of rounds.*");
        await Refused(Rounds.Options with { Checkpoints = new CheckpointOptions("x") }, null, "TrainerOptions.Checkpoints has no meaning*");
        await Refused(Rounds.Options with { Schedule = new WarmUp(2, new ReduceOnPlateau(2)) }, null, "The schedule warm_up(2)+*may look at losses*");
        await Refused(Rounds.Options, new AveragingOptions { Shards = 0 }, "*Shards*");
        await Refused(Rounds.Options, new AveragingOptions { Rounds = 0 }, "*Rounds*");
        await Refused(Rounds.Options, new AveragingOptions { EpochsPerRound = 0 }, "*EpochsPerRound*");
        await Refused(Rounds.Options, new AveragingOptions { Memory = (OptimizerMemory)9 }, "Memory is 9; it must be Averaged or Restarted.*");
        await Refused(Rounds.Options with { LearningRate = 1e308 }, new AveragingOptions { ScaleRate = true }, "The rate 1E+308 times 2 shards is not finite*");
        await Refused(Rounds.Options, new AveragingOptions { Shards = 301 }, "data has 300 rows for 301 shards*");
        await FluentActions.Awaiting(() => _silos.Client.TrainAveragedAsync(
                "refused", Rounds.Start(), Rounds.Loss, Rounds.Options, DataSet.From([[1.0], [2.0]], [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]))).Should()
            .ThrowAsync<ArgumentException>().WithMessage("data has 1 input and 3 targets; the network has 2 input nodes and 3 output nodes.*");
        await Shards([], "There is no shard*");
        await Shards(["a", "b", "a"], "The shard \"a\" is named twice*");
        FluentActions.Invoking(() => AveragingJob.Of(Rounds.Start(), Rounds.Loss, Rounds.With(new Mine()), new AveragingOptions())).Should()
            .Throw<InvalidOperationException>().WithMessage("The optimizer mine cannot be sent*");

        async Task Refused(TrainerOptions options, AveragingOptions? averaging, string words) => await FluentActions
            .Awaiting(() => Train("refused", options, averaging)).Should().ThrowAsync<ArgumentException>().WithMessage(words);

        async Task Shards(string[] shards, string words) => await FluentActions
            .Awaiting(() => _silos.Client.TrainAveragedAsync("refused", Rounds.Start(), Rounds.Loss, Rounds.Options, shards)).Should()
            .ThrowAsync<ArgumentException>().WithMessage(words);
    }

    private static async Task Failing(Task run, string words) =>
        await FluentActions.Awaiting(() => run).Should().ThrowAsync<InvalidOperationException>().WithMessage(words);

    private static double Accuracy(Network network, DataSet test) => Evaluation.Of(network, Rounds.Loss, test).Accuracy!.Value;

    private Task<AveragedRun> Train(string name, TrainerOptions options, AveragingOptions? averaging) =>
        _silos.Client.TrainAveragedAsync(name, Rounds.Start(), Rounds.Loss, options, _data, averaging);

    private DataSet Hold(string silo)
    {
        if (_held.TrySetResult(silo)) _release.Wait(); // the killed silo's thread lives on in this process, and must not end its round
        return Rows("0");
    }

    private DataSet Own(string silo)
    {
        _loaded.Enqueue(silo);
        return Rows(silo[^1..]);
    }

    private static DataSet Rows(string place) => Rounds.Points(80 + 10 * int.Parse(place), seed: 10 + int.Parse(place));

    private sealed class Mine() : Optimizer<GradientDescent.Formula>("mine", new GradientDescent.Formula());

    private sealed class AtOnce(Action<AveragedRound> report) : IProgress<AveragedRound>
    {
        public void Report(AveragedRound value) => report(value);
    }
}
