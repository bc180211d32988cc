using System.Net;
using Npgsql;
using StackExchange.Redis;

namespace NodeNet.Orleans.Tests.Clusters;

/// <summary>A storage that is emptied under its silos, and one that only goes away.</summary>
public class EmptiedStorageTests
{
    private const string Words = "does not know this silo any more: it was emptied, or its list of silos was deleted.";

    [RedisFact]
    public async Task A_silo_whose_Redis_is_emptied_says_so_and_is_unhealthy()
    {
        int health = Ports.Free();
        using var redis = new RedisServer();
        await using NodeNetSilo silo = await Watchful(redis, one => one.AnswerHealth(health));
        using var browser = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{health}") };
        await Until(async () => (await browser.GetAsync("health")).StatusCode == HttpStatusCode.OK);

        await ExecuteAsync(redis, "FLUSHALL");
        await Until(() => Task.FromResult(silo.Refusal is not null));

        silo.Refusal.Should().StartWith($"The cluster's storage, {redis.Cluster}, {Words}");
        HttpResponseMessage answer = await browser.GetAsync("health");
        answer.StatusCode.Should().Be(HttpStatusCode.ServiceUnavailable);
        (await answer.Content.ReadAsStringAsync()).Should().Be($"nodenet: Unhealthy, {silo.Refusal}\n");
        await using NodeNetSilo next = await Watchful(redis);
        await using NodeNetCluster cluster = await NodeNetCluster.ConnectAsync(client => client.Use(redis.Cluster));
        (await cluster.SilosAsync()).Should().ContainSingle("the next silo begins a cluster of its own");
        next.Refusal.Should().BeNull();
    }

    [RedisFact]
    public async Task A_silo_whose_row_alone_is_deleted_says_so_too_and_the_other_goes_on()
    {
        using var redis = new RedisServer();
        await using NodeNetSilo left = await Watchful(redis);
        await using NodeNetSilo right = await Watchful(redis);
        await using ConnectionMultiplexer admin = await Admin(redis);
        IDatabase database = admin.GetDatabase();
        RedisKey members = admin.GetServers()[0].Keys(pattern: "*members*").Single();
        RedisValue[] rows = [.. (await database.HashKeysAsync(members)).Where(row => row != "Version")];
        rows.Should().HaveCount(2);

        await database.HashDeleteAsync(members, rows[0]);
        await Until(() => Task.FromResult(left.Refusal is not null || right.Refusal is not null));

        await Task.Delay(TimeSpan.FromSeconds(1.0)); // ten questions of the other's
        new[] { left, right }.Should().ContainSingle(silo => silo.Refusal != null);
    }

    [RedisFact]
    public async Task A_client_whose_cluster_is_gone_with_its_storage_is_told_so()
    {
        using var redis = new RedisServer();
        using TestProcess silo = TestProcess.Silo(redis.Cluster);
        await using NodeNetCluster cluster = await NodeNetCluster.ConnectAsync(client => client.Use(redis.Cluster));

        await ExecuteAsync(redis, "FLUSHALL");
        await silo.WaitForExitAsync();

        await cluster.Awaiting(one => one.SweepsAsync()).Should().ThrowAsync<InvalidOperationException>()
            .WithMessage($"The cluster at {redis.Cluster} is another one now: its storage was emptied since this client connected*");
    }

    [RedisFact]
    public async Task A_silo_process_whose_Redis_is_emptied_ends_by_itself_with_1()
    {
        using var redis = new RedisServer();
        using TestProcess silo = TestProcess.Silo(redis.Cluster);
        await silo.HasPrintedAsync("is up with");

        await ExecuteAsync(redis, "FLUSHALL");

        await silo.WaitForExitAsync();
        silo.ExitCode.Should().Be(1);
        silo.Lines.Should().ContainSingle(line => line.Contains(Words, StringComparison.Ordinal));
    }

    [RedisFact]
    public async Task A_silo_process_that_is_told_to_stop_when_its_Redis_was_emptied_waits_for_nobody()
    {
        using var redis = new RedisServer();
        using TestProcess silo = TestProcess.Silo(redis.Cluster);
        await silo.HasPrintedAsync("is up with");

        await ExecuteAsync(redis, "FLUSHALL");
        silo.Signal("TERM");

        await silo.WaitForExitAsync();
        silo.ExitCode.Should().Be(1, "what it had in hand is lost, which nobody should take for an ordinary end");
        silo.Lines.Should().ContainSingle(line => line.Contains(Words, StringComparison.Ordinal));
    }

    [RedisFact]
    public async Task A_Redis_that_goes_away_and_comes_back_ends_no_silo()
    {
        using var redis = new RedisServer();
        await using NodeNetSilo silo = await Watchful(redis, one => one.AddTrial("same", (int x, TrialContext _) => x));
        await using NodeNetCluster cluster = await NodeNetCluster.ConnectAsync(client => client.Use(redis.Cluster));

        redis.GoAway();
        await Task.Delay(TimeSpan.FromSeconds(3.0)); // many times the three questions that end a silo
        silo.Refusal.Should().BeNull();
        redis.ComeBack();

        Sweep<int, int> sweep = await cluster.StartOrAttachAsync<int, int>("after", "same", [7]);
        (await sweep.WaitAsync())[0].Value.Should().Be(7);
        silo.Refusal.Should().BeNull();
    }

    [RedisFact]
    public async Task What_silos_left_of_a_sweep_in_an_emptied_Redis_is_no_part_of_the_next_of_its_name()
    {
        using var redis = new RedisServer();
        await using ConnectionMultiplexer admin = await Admin(redis);
        IDatabase database = admin.GetDatabase();
        (await SquaresAsync(redis, [1, 2, 3])).Should().Equal(1, 4, 9);
        Dictionary<RedisKey, byte[]?> left = admin.GetServers()[0].Keys(pattern: "*nodenet-end*").ToDictionary(key => key, key => database.KeyDump(key));
        left.Should().HaveCount(3);

        await database.ExecuteAsync("FLUSHALL");
        foreach ((RedisKey key, byte[]? value) in left) await database.KeyRestoreAsync(key, value!); // as those write that have not noticed it yet

        (await SquaresAsync(redis, [4, 5, 6])).Should().Equal(16, 25, 36);
    }

    [RedisFact(isLong: true)]
    public async Task A_silo_process_that_is_told_to_stop_while_its_Redis_is_away_ends_without_it()
    {
        using var redis = new RedisServer();
        using TestProcess silo = TestProcess.Silo(redis.Cluster);
        await silo.HasPrintedAsync("is up with");

        redis.GoAway();
        silo.Signal("TERM");

        await silo.WaitForExitAsync();
        silo.ExitCode.Should().Be(0);
    }

    [PostgresTheory]
    [InlineData("DELETE FROM nodenet_silo")]
    [InlineData("DELETE FROM nodenet_silo; DELETE FROM nodenet_cluster")]
    [InlineData("DROP TABLE nodenet_silo; DROP TABLE nodenet_cluster")]
    public async Task A_silo_whose_tables_in_PostgreSQL_are_emptied_says_so_too(string statement)
    {
        using var database = new PostgresDatabase();
        await using NodeNetSilo silo = await NodeNetSilo.StartAsync(
            one => one.UsePostgres(database.Connection).Settings.MembersEvery = TimeSpan.FromSeconds(0.1));
        silo.Refusal.Should().BeNull();

        await using (NpgsqlDataSource admin = NpgsqlDataSource.Create(database.Connection))
        await using (NpgsqlCommand command = admin.CreateCommand(statement)) await command.ExecuteNonQueryAsync();

        await Until(() => Task.FromResult(silo.Refusal is not null));
        silo.Refusal.Should().StartWith($"The cluster's storage, postgres, {Words}");
    }

    private static Task<NodeNetSilo> Watchful(RedisServer redis, Action<NodeNetSiloBuilder>? configure = null) => NodeNetSilo.StartAsync(one =>
    {
        one.Use(redis.Cluster).Settings.MembersEvery = TimeSpan.FromSeconds(0.1);
        configure?.Invoke(one);
    });

    private static async Task<int[]> SquaresAsync(RedisServer redis, int[] numbers)
    {
        await using NodeNetSilo silo = await Watchful(redis, one => one.AddTrial("square", (int x, TrialContext _) => x * x));
        await using NodeNetCluster cluster = await NodeNetCluster.ConnectAsync(client => client.Use(redis.Cluster));
        Sweep<int, int> sweep = await cluster.StartOrAttachAsync<int, int>("squares", "square", numbers);
        return [.. (await sweep.WaitAsync()).Select(result => result.Value)];
    }

    private static async Task ExecuteAsync(RedisServer redis, string command)
    {
        await using ConnectionMultiplexer admin = await Admin(redis);
        await admin.GetDatabase().ExecuteAsync(command);
    }

    private static Task<ConnectionMultiplexer> Admin(RedisServer redis) => ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{redis.Port},allowAdmin=true");

    private static async Task Until(Func<Task<bool>> isSo)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!await isSo()) await Task.Delay(50, patience.Token);
    }
}
