using System.Globalization;
using System.Net;
using System.Net.Sockets;
using NodeNet.Data;
using NodeNet.Orleans.Tests.Programs;
using NodeNet.Training;
using Orleans.Runtime;

namespace NodeNet.Orleans.Tests.Clusters;

/// <summary>Silos in processes of their own around a Redis of the test's own. Whatever is killed, each trial has one result, and the table is that of one
/// process, to the bit.</summary>
public class KillTests
{
    private const int Trials = 24;

    private static readonly Lazy<double[]> _local = new(() => [.. Local(TrainingSpec.Sweep(Trials))]);

    [RedisFact]
    public async Task A_silo_that_is_killed_loses_no_trial()
    {
        using var redis = new RedisServer();
        using TestProcess left = TestProcess.Silo(redis.Cluster);
        using TestProcess right = TestProcess.Silo(redis.Cluster);
        await using NodeNetCluster cluster = await Connected(redis);
        Sweep<TrainingSpec, double> sweep = await Started(cluster, "one killed");
        await HasDone(sweep, 5);

        right.Kill();

        await IsTheLocalTable(sweep);
    }

    [RedisFact]
    public async Task The_client_and_then_everything_is_killed_and_the_sweep_goes_on()
    {
        using var redis = new RedisServer();
        using TestProcess left = TestProcess.Silo(redis.Cluster);
        using TestProcess right = TestProcess.Silo(redis.Cluster);
        using (TestProcess client = TestProcess.Client(redis.Cluster, "all killed", Trials)) await client.HasPrintedAsync("trial", times: 3);
        left.Kill();
        right.Kill();

        using TestProcess third = TestProcess.Silo(redis.Cluster, slots: 2);
        await using NodeNetCluster cluster = await Connected(redis);
        Sweep<TrainingSpec, double> sweep = await Started(cluster, "all killed");

        await IsTheLocalTable(sweep);
    }

    [RedisFact]
    public async Task A_long_trial_goes_on_from_its_checkpoint_on_another_silo_and_ends_as_the_uninterrupted_one()
    {
        var spec = new TrainingSpec(0.002, 6_000, 3);
        using var redis = new RedisServer();
        using TestProcess left = TestProcess.Silo(redis.Cluster);
        await using NodeNetCluster cluster = await Connected(redis);
        Sweep<TrainingSpec, LongResult> sweep = await cluster.StartOrAttachAsync<TrainingSpec, LongResult>("long", "long", [spec]);
        await HasCheckpoint(cluster, "long");

        left.Kill();
        using TestProcess right = TestProcess.Silo(redis.Cluster);

        TrialResult<LongResult> result = (await sweep.WaitAsync(Soon()))[0];
        result.Attempts.Should().Be(2);
        result.Value!.FirstEpoch.Should().BeGreaterThan(1, "it went on from the checkpoint");
        BitConverter.DoubleToInt64Bits(result.Value.Loss).Should().Be(BitConverter.DoubleToInt64Bits(TestTrials.WithoutInterruption(spec)));
        (await CheckpointAsync(cluster, "long")).Should().BeNull("a trial that has ended needs none");
    }

    [RedisFact(isLong: true)]
    public async Task A_silo_that_is_told_to_stop_gives_back_what_it_has_in_hand()
    {
        var spec = new TrainingSpec(0.002, 6_000, 4);
        using var redis = new RedisServer();
        using TestProcess left = TestProcess.Silo(redis.Cluster);
        await using NodeNetCluster cluster = await Connected(redis);
        Sweep<TrainingSpec, LongResult> sweep = await cluster.StartOrAttachAsync<TrainingSpec, LongResult>("stopped", "long", [spec]);
        await HasCheckpoint(cluster, "stopped");

        left.Signal("TERM");
        await left.WaitForExitAsync();
        left.ExitCode.Should().Be(0);
        using TestProcess right = TestProcess.Silo(redis.Cluster);

        TrialResult<LongResult> result = (await sweep.WaitAsync(Soon()))[0];
        result.Attempts.Should().Be(1, "an attempt that was given back does not count");
        result.Value!.FirstEpoch.Should().BeGreaterThan(1);
        BitConverter.DoubleToInt64Bits(result.Value.Loss).Should().Be(BitConverter.DoubleToInt64Bits(TestTrials.WithoutInterruption(spec)));
    }

    [RedisFact(isLong: true)]
    public async Task A_trial_that_kills_its_silo_is_given_up_after_three_attempts_and_the_others_end()
    {
        string file = Path.GetTempFileName();
        using var redis = new RedisServer();
        using TestProcess first = TestProcess.Silo(redis.Cluster, slots: 2);
        await using NodeNetCluster cluster = await Connected(redis);
        Sweep<string, int> sweep = await cluster.StartOrAttachAsync<string, int>("poison", "poison", ["", "", file, "", "", ""]);
        for (int i = 0; i < 3; i++)
        {
            using TestProcess next = TestProcess.Silo(redis.Cluster, slots: 2);
            await HasLines(file, i + 1);
        }
        using TestProcess last = TestProcess.Silo(redis.Cluster, slots: 2);

        IReadOnlyList<TrialResult<int>> results = await sweep.WaitAsync(Soon());
        results.Where(result => result.IsGivenUp).Select(result => result.Number).Should().Equal(2);
        results.Where(result => !result.IsGivenUp).Select(result => result.Value).Should().Equal(0, 1, 3, 4, 5);
        File.ReadAllLines(file).Should().Equal("attempt 1", "attempt 2", "attempt 3");
        File.Delete(file);
    }

    [RedisFact(isLong: true)]
    public async Task The_boards_own_silo_is_killed_and_the_board_goes_on_elsewhere()
    {
        using var redis = new RedisServer();
        using TestProcess left = TestProcess.Silo(redis.Cluster);
        using TestProcess right = TestProcess.Silo(redis.Cluster);
        await using NodeNetCluster cluster = await Connected(redis);
        Sweep<TrainingSpec, double> sweep = await Started(cluster, "board killed");
        await HasDone(sweep, 5);

        SiloAddress? home = await cluster.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(cluster.Board("board killed"));
        TestProcess holder = new[] { left, right }.Single(silo => silo.Lines.Any(line => line.Contains($", {home!.Endpoint} ", StringComparison.Ordinal)));
        holder.Kill();

        await IsTheLocalTable(sweep);
    }

    [RedisFact(isLong: true)]
    public async Task A_silo_is_killed_in_a_round_of_averaging_and_the_weights_are_those_of_the_rounds_by_hand()
    {
        var averaging = new AveragingOptions { Shards = 3, Rounds = 20, EpochsPerRound = 20, ScaleRate = true };
        DataSet data = Rounds.Points(1_000, seed: 8);
        TrainerOptions options = Rounds.With(new Optimizers.Adam());
        using var redis = new RedisServer();
        using TestProcess left = TestProcess.Silo(redis.Cluster);
        using TestProcess right = TestProcess.Silo(redis.Cluster);
        await using NodeNetCluster cluster = await Connected(redis);
        Task<AveragedRun> run = cluster.TrainAveragedAsync("rounds", Rounds.Start(), Rounds.Loss, options, data, averaging, Soon());
        while ((await cluster.SweepsAsync()).All(sweep => sweep.Done < 5)) await Task.Delay(20, Soon());

        right.Kill();

        AveragedRun killed = await run;
        killed.Network.FirstParameterDifference(Rounds.ByHand(options, averaging, data)).Should().BeNull();
        killed.Rounds.Should().HaveCount(20);
    }

    [RedisFact(isLong: true)]
    public async Task A_silo_that_is_told_to_stop_while_it_joins_ends_in_order()
    {
        using var redis = new RedisServer();
        using TestProcess killed = TestProcess.CalmSilo(redis.Cluster);
        await killed.HasPrintedAsync("is up");
        string address = killed.Lines.Single(line => line.Contains("is up", StringComparison.Ordinal)).Split("127.0.0.1:")[1];
        killed.Kill();
        using var other = new TcpListener(IPAddress.Loopback, int.Parse(address.Split(' ')[0], CultureInfo.InvariantCulture));
        other.Start(); // a silo on the killed one's port would take its place at once
        using TestProcess joining = TestProcess.CalmSilo(redis.Cluster); // waits until the other counts as gone
        await joining.HasPrintedAsync("Waiting to join");

        joining.Signal("TERM");
        await joining.WaitForExitAsync();

        joining.ExitCode.Should().Be(0);
        joining.Lines.Should().NotContain(line => line.Contains("Unhandled exception", StringComparison.Ordinal));
    }

    [RedisFact(isLong: true)]
    public async Task The_late_result_of_a_frozen_silo_is_refused()
    {
        // Where a board is, is known to one silo by chance, by its name. If that is the frozen one, the board answers nobody until it is known to be dead,
        // which calm silos wait long for: then another name is tried.
        const int Most = 6;
        int tried = 1;
        while (!await IsRefusedAsync($"late {tried}")) (++tried).Should().BeLessThanOrEqualTo(Most, "the board answers while the other silo is frozen");
    }

    private static async Task<bool> IsRefusedAsync(string name)
    {
        string[] files = [Path.GetTempFileName(), Path.GetTempFileName()];
        foreach (string file in files) File.Delete(file);
        using var redis = new RedisServer();
        using TestProcess keeper = TestProcess.CalmSilo(redis.Cluster); // alone at first: board and index are on it
        await using NodeNetCluster cluster = await NodeNetCluster.ConnectAsync(client => client.Use(redis.Cluster));
        Sweep<string, int> sweep = await cluster.StartOrAttachAsync<string, int>(
            name, "asleep", files, new SweepOptions { LeaseLife = TimeSpan.FromSeconds(3.0) });
        await keeper.HasPrintedAsync("asleep: trial 0, attempt 1");
        using TestProcess frozen = TestProcess.CalmSilo(redis.Cluster);
        await frozen.HasPrintedAsync("asleep: trial 1, attempt 1");

        // No question of the client's meanwhile: it might go by way of the frozen silo, and wait until that is known to be dead.
        frozen.Signal("STOP");
        File.WriteAllText(files[0], "end");
        await keeper.HasPrintedAsync(["asleep: trial 1, attempt 2", "The cluster does not answer"]);
        if (keeper.HasPrinted("The cluster does not answer")) return false;
        File.WriteAllText(files[1], "end");
        await Task.Delay(TimeSpan.FromSeconds(3.0));
        frozen.Signal("CONT");
        IReadOnlyList<TrialResult<int>> results = await sweep.WaitAsync(Soon());

        results.Select(result => result.Value).Should().Equal(1, 2);
        await frozen.HasPrintedAsync($"{name}, trial 1: the result came too late and was refused");
        (await sweep.WaitAsync(Soon())).Should().Equal(results);
        foreach (string file in files) File.Delete(file);
        return true;
    }

    [RedisFact(isLong: true)]
    public async Task Redis_has_a_full_disk_for_a_while_and_the_sweep_goes_on()
    {
        using var redis = new RedisServer(fillable: true);
        using TestProcess left = TestProcess.Silo(redis.Cluster);
        await using NodeNetCluster cluster = await Connected(redis);
        Sweep<TrainingSpec, double> sweep = await Started(cluster, "full disk");
        await HasDone(sweep, 2);

        redis.FillDisk();
        await left.HasPrintedAsync("MISCONF");
        await Task.Delay(TimeSpan.FromSeconds(3.0));
        int done = (await sweep.StatusAsync()).Done;
        await Task.Delay(TimeSpan.FromSeconds(3.0));
        (await sweep.StatusAsync()).Done.Should().Be(done, "nothing counts that is not stored").And.BeLessThan(Trials);
        redis.FreeDisk();

        await IsTheLocalTable(sweep);
    }

    [RedisFact(isLong: true)]
    public async Task A_silo_that_was_frozen_and_wakes_brings_nothing_twice()
    {
        using var redis = new RedisServer();
        using TestProcess left = TestProcess.Silo(redis.Cluster);
        using TestProcess right = TestProcess.Silo(redis.Cluster);
        await using NodeNetCluster cluster = await Connected(redis);
        Sweep<TrainingSpec, double> sweep = await Started(cluster, "frozen");
        await HasDone(sweep, 5);

        right.Signal("STOP");
        await Task.Delay(TimeSpan.FromSeconds(8.0));
        right.Signal("CONT");

        await IsTheLocalTable(sweep);
    }

    [RedisFact(isLong: true)]
    public async Task Redis_goes_away_and_comes_back_and_the_sweep_goes_on()
    {
        using var redis = new RedisServer();
        using TestProcess left = TestProcess.Silo(redis.Cluster);
        await using NodeNetCluster cluster = await Connected(redis);
        Sweep<TrainingSpec, double> sweep = await Started(cluster, "no redis");
        await HasDone(sweep, 5);

        redis.GoAway();
        await Task.Delay(TimeSpan.FromSeconds(4.0));
        redis.ComeBack();

        await IsTheLocalTable(sweep);
    }

    private static CancellationToken Soon() => new CancellationTokenSource(TimeSpan.FromSeconds(120)).Token;

    private static async Task HasCheckpoint(NodeNetCluster cluster, string sweep)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await CheckpointAsync(cluster, sweep) is null) await Task.Delay(50, patience.Token);
    }

    private static async Task<string?> CheckpointAsync(NodeNetCluster cluster, string sweep)
    {
        NodeNet.Orleans.Boards.BoardPlan? plan = await cluster.Grains.GetGrain<Grains.IBoardGrain>(sweep).Plan();
        return await Work.CheckpointSink.PlaceOf(cluster.Grains, new Work.SweepKey(sweep, plan!.Opening), trial: 0).Get();
    }

    private static async Task HasLines(string file, int count)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        while (File.ReadAllLines(file).Length < count) await Task.Delay(50, patience.Token);
    }

    private static IEnumerable<double> Local(TrainingSpec[] specs)
    {
        var results = new double[specs.Length];
        Parallel.For(0, specs.Length, i => results[i] = TestTrials.Train(specs[i]));
        return results;
    }

    private static Task<NodeNetCluster> Connected(RedisServer redis) =>
        NodeNetCluster.ConnectAsync(client => client.Use(redis.Cluster).NoticeLossesQuickly());

    private static Task<Sweep<TrainingSpec, double>> Started(NodeNetCluster cluster, string name) =>
        cluster.StartOrAttachAsync<TrainingSpec, double>(name, "training", TrainingSpec.Sweep(Trials));

    private static Task HasDone(Sweep<TrainingSpec, double> sweep, int count) => Is(sweep, status => status.Done >= count);

    private static async Task Is<TSpec, TResult>(Sweep<TSpec, TResult> sweep, Func<SweepStatus, bool> wanted)
    {
        CancellationToken soon = Soon();
        while (!wanted(await sweep.StatusAsync())) await Task.Delay(20, soon);
    }

    private static async Task IsTheLocalTable(Sweep<TrainingSpec, double> sweep)
    {
        IReadOnlyList<TrialResult<double>> results = await sweep.WaitAsync(Soon());
        results.Select(result => result.Number).Should().Equal(Enumerable.Range(0, Trials), "each once");
        results.Select(result => BitConverter.DoubleToInt64Bits(result.Value)).Should().Equal(_local.Value.Select(BitConverter.DoubleToInt64Bits));
    }
}
