using NodeNet.Orleans.Tests.Programs;

namespace NodeNet.Orleans.Tests.Clusters;

/// <summary>Silos in processes of their own around a Redis of the test's own. Whatever is killed, each trial has one result, and the table is that of one
/// process, to the bit.</summary>
public class KillTests
{
    private const int Trials = 40;

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

    private static async Task HasDone(Sweep<TrainingSpec, double> sweep, int count)
    {
        while ((await sweep.StatusAsync()).Done < count) await Task.Delay(20);
    }

    private static async Task IsTheLocalTable(Sweep<TrainingSpec, double> sweep)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(90));
        IReadOnlyList<TrialResult<double>> results = await sweep.WaitAsync(patience.Token);
        results.Select(result => result.Number).Should().Equal(Enumerable.Range(0, Trials), "each once");
        results.Select(result => BitConverter.DoubleToInt64Bits(result.Value)).Should().Equal(_local.Value.Select(BitConverter.DoubleToInt64Bits));
    }
}
