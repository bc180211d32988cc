using System.Net;
using System.Net.Sockets;

namespace NodeNet.Orleans.Tests.Clusters;

/// <summary>What is wrong with a cluster's address is told in words, at once, to silos and clients.</summary>
public class StorageTests
{
    [Fact]
    public async Task A_storage_that_does_not_answer_is_told()
    {
        int port = Ports.Free();

        foreach (Func<Task> start in Starts($"redis=127.0.0.1:{port},password=secret"))
        {
            (await start.Should().ThrowAsync<IOException>()).Which.Message.Should().StartWith($"Redis at 127.0.0.1:{port} does not answer. ")
                .And.NotContain("secret");
        }
        foreach (Func<Task> start in Starts($"postgres=Host=127.0.0.1;Port={port};Username=nobody;Password=secret"))
            (await start.Should().ThrowAsync<IOException>()).Which.Message.Should().StartWith("PostgreSQL does not answer: ").And.NotContain("secret");
    }

    [Theory]
    [InlineData("redis=host:1,foo=secret", "The cluster's address cannot be read: Keyword 'foo' is not supported. It must be redis=HOST:PORT,*")]
    [InlineData("postgres=Nonsense", "The cluster's address cannot be read: *It must be postgres=Host=*")]
    [InlineData("postgres=Host=h;Port=99999", "The cluster's address cannot be read: The port in \"Port=99999\" is \"99999\"; it must be a whole number *")]
    [InlineData("postgres=Host=h;Port=abc", "The cluster's address cannot be read: The port in \"Port=abc\" is \"abc\"; it must be a whole number *")]
    [InlineData("postgres=Host=h;Port=0", "The cluster's address cannot be read: The port in \"Port=0\" is \"0\"; it must be a whole number *")]
    [InlineData("postgres=Host=one:5432,two:x", "The cluster's address cannot be read: The port in \"two:x\" is \"x\"; *")]
    [InlineData("postgres=Database=d", "The cluster's address cannot be read: It names no host. It must be postgres=Host=*")]
    [InlineData("redis=host:99999", "The cluster's address cannot be read: The port in \"host:99999\" is \"99999\"; it must be *from 1 to 65535. *")]
    [InlineData("redis=host:abc,ssl=true", "The cluster's address cannot be read: The port in \"host:abc\" is \"abc\"; it must be *from 1 to 65535. *")]
    [InlineData("redis=one:6379,[::1]:0", "The cluster's address cannot be read: The port in \"[::1]:0\" is \"0\"; *")]
    [InlineData("redis=redis://host:6379", "The cluster's address cannot be read: \"redis://host:6379\" is a URL. It must be redis=HOST:PORT,*")]
    [InlineData("redis=redis=host:6379", "The cluster's address cannot be read: \"redis=\" is there twice; UseRedis takes HOST:PORT alone. *")]
    [InlineData("redis=host:", "The cluster's address cannot be read: The port in \"host:\" is \"\"; *")]
    [InlineData("redis=:6379", "The cluster's address cannot be read: \":6379\" names no host. It must be redis=HOST:PORT,*")]
    [InlineData("redis=ssl=true", "The cluster's address cannot be read: It names no host. *")]
    [InlineData("localhost=0", "The cluster's address cannot be read: The port in \"localhost=0\" is \"0\"; it must be a whole number from 1 to 65534. *")]
    [InlineData("localhost=70000", "*The port in \"localhost=70000\" is \"70000\"; *localhost=PORT, whose next port is for clients.*")]
    public async Task An_address_that_cannot_be_read_is_told_with_the_right_form(string cluster, string words)
    {
        foreach (Func<Task> start in Starts(cluster)) await start.Should().ThrowAsync<ArgumentException>().WithMessage(words);
    }

    [Fact]
    public async Task Where_a_silo_cannot_listen_is_told_in_a_line()
    {
        int port = Ports.Free();
        using var taken = new TcpListener(IPAddress.Loopback, port + 1);
        taken.Start();

        await Silo(one => one.UseLocalhost(port)).Should().ThrowAsync<IOException>().WithMessage($"The port {port + 1} of 127.0.0.1 is taken*");
        await Silo(one => one.UseLocalhost(port).Listen("any")).Should().ThrowAsync<ArgumentException>()
            .WithMessage("localhost is a cluster of this machine alone*");
        await Silo(one => one.UseLocalhost(Ports.Free()).AnswerHealth(port + 1)).Should().ThrowAsync<IOException>()
            .WithMessage($"The port {port + 1} of 127.0.0.1 is taken*", "the page for health needs one, too");
        await Silo(one => one.Ports(5000, 70_000)).Should().ThrowAsync<ArgumentOutOfRangeException>().WithMessage("A port must be from 1 to 65535.*70000*");
        await Silo(one => one.Ports(5000, 5000)).Should().ThrowAsync<ArgumentException>().WithMessage("Both ports are 5000; they must differ.*");
        foreach (string address in (string[])["127.0.0.1:70000", "[::1]:5000", "host:x"])
        {
            await Silo(one => one.Listen(address)).Should().ThrowAsync<ArgumentException>()
                .WithMessage($"\"{address}\" is an address with a port. --listen, or Listen(address), takes one without; *");
        }
        await Silo(one => one.Listen("no-such-name.invalid")).Should().ThrowAsync<ArgumentException>()
            .WithMessage("no-such-name.invalid is no address of this machine.*");

        static Func<Task> Silo(Action<NodeNetSiloBuilder> configure) => () => NodeNetSilo.StartAsync(configure);
    }

    [RedisFact]
    public async Task An_address_that_is_not_this_machines_is_told()
    {
        using var redis = new RedisServer();

        await FluentActions.Awaiting(() => NodeNetSilo.StartAsync(one => one.Use(redis.Cluster).Listen("192.0.2.1"))).Should()
            .ThrowAsync<ArgumentException>().WithMessage("192.0.2.1 is no address of this machine.*");
    }

    [RedisFact]
    public async Task A_wrong_password_is_told_and_the_right_one_gets_in()
    {
        using var redis = new RedisServer();
        await using (var admin = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync($"127.0.0.1:{redis.Port}"))
            await admin.GetDatabase().ExecuteAsync("CONFIG", "SET", "requirepass", "right");

        foreach (Func<Task> start in Starts(redis.Cluster))
            await start.Should().ThrowAsync<UnauthorizedAccessException>().WithMessage($"Redis at 127.0.0.1:{redis.Port} wants a password:*");
        foreach (Func<Task> start in Starts(redis.Cluster + ",password=wrong"))
            await start.Should().ThrowAsync<UnauthorizedAccessException>().WithMessage($"Redis at 127.0.0.1:{redis.Port} wants another password:*");
        await using NodeNetSilo silo = await NodeNetSilo.StartAsync(one => one.Use(redis.Cluster + ",password=right"));
        await using NodeNetCluster cluster = await NodeNetCluster.ConnectAsync(one => one.Use(redis.Cluster + ",password=right"));
        (await cluster.SilosAsync()).Should().ContainSingle();
    }

    [RedisFact]
    public async Task A_silo_that_has_got_the_ports_of_another_clusters_is_not_taken_for_it()
    {
        using var one = new RedisServer();
        using var other = new RedisServer();
        int silo = Ports.Free();
        int gateway = Ports.Free();
        NodeNetCluster cluster;
        await using (NodeNetSilo first = await Silo(one))
        {
            cluster = await NodeNetCluster.ConnectAsync(client => client.Use(one.Cluster).Patience(TimeSpan.FromSeconds(5.0)));
            await cluster.StartOrAttachAsync<int, int>("mine", "same", [1]);
        }
        await using (NodeNetSilo second = await Silo(other))
            await cluster.Awaiting(client => client.SweepsAsync()).Should().ThrowAsync<TimeoutException>("its own silo is gone, and this one is not of it");
        await using (NodeNetSilo third = await Silo(one))
            (await cluster.SweepsAsync()).Should().ContainSingle().Which.Name.Should().Be("mine");
        await cluster.DisposeAsync();

        Task<NodeNetSilo> Silo(RedisServer redis) => NodeNetSilo.StartAsync(
            builder => builder.Use(redis.Cluster).Ports(silo, gateway).NoticeLossesQuickly().AddTrial("same", (int x, TrialContext _) => x));
    }

    private static Func<Task>[] Starts(string cluster) => [
        () => NodeNetSilo.StartAsync(silo => silo.Use(cluster)),
        () => NodeNetCluster.ConnectAsync(client => client.Use(cluster)),
    ];
}
