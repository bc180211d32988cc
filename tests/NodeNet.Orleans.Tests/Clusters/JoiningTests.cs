using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace NodeNet.Orleans.Tests.Clusters;

/// <summary>Who may join, and who is refused in words.</summary>
public sealed class JoiningTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-joining-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_certificate_of_the_authority_gets_in_and_one_of_another_does_not()
    {
        int port = Ports.Free();
        string authority = Authority("ours", out X509Certificate2 ours);
        Authority("others", out X509Certificate2 others);
        string good = Member("silo", ours);
        string bad = Member("stranger", others);
        await using NodeNetSilo silo = await NodeNetSilo.StartAsync(one => one.UseLocalhost(port).UseCertificate(good, authority));

        await using (NodeNetCluster member = await NodeNetCluster.ConnectAsync(one => one.UseLocalhost(port).UseCertificate(good, authority)))
            (await member.SilosAsync()).Should().ContainSingle();

        await Refused(one => one.UseLocalhost(port).UseCertificate(bad, authority));
        await Refused(one => one.UseLocalhost(port)); // none at all

        static async Task Refused(Action<NodeNetClientBuilder> stranger) => await FluentActions
            .Awaiting(() => NodeNetCluster.ConnectAsync(one => stranger(one.Patience(TimeSpan.FromSeconds(4.0))))).Should().ThrowAsync<TimeoutException>()
            .WithMessage("No silo of the cluster at localhost=*");
    }

    [RedisFact]
    public async Task A_silo_or_client_of_another_build_or_arithmetic_is_refused_in_words()
    {
        using var redis = new RedisServer();
        await using NodeNetSilo silo = await NodeNetSilo.StartAsync(
            one => one.Use(redis.Cluster).Named("first").AddTrial("twice", (int x, TrialContext _) => 2 * x));
        await using (NodeNetCluster client = await NodeNetCluster.ConnectAsync(one => one.Use(redis.Cluster)))
            (await client.SilosAsync()).Should().ContainSingle().Which.Name.Should().Be("first");

        await FluentActions.Awaiting(() => NodeNetCluster.ConnectAsync(one => one.Use(redis.Cluster).Build = "other")).Should()
            .ThrowAsync<InvalidOperationException>().WithMessage("This program is build other of NodeNet*must run the same build.");
        (await RefusalOf(redis, one => one.Settings.Build = "other")).Should().StartWith("This silo is build other of NodeNet, the silo \"first\"");
        (await RefusalOf(redis, one => one.Settings.Arithmetic = "vectors of 1024 bits")).Should().StartWith("This silo computes with vectors of 1024 bits; ")
            .And.Contain(Training.Trainer.Arithmetic).And.Contain("NODENET_FAST=256");
        (await RefusalOf(redis, one =>
        {
            one.Settings.Code = "other";
            one.AddTrial("twice", (int x, TrialContext _) => x + x);
        })).Should().StartWith("The trial \"twice\" is of build other here and of build ", "what it is given is of .NET, and tells nothing of its code")
            .And.EndWith("Run the same build of your program everywhere.");
        silo.Refusal.Should().BeNull("who is there stays");
    }

    [Fact]
    public async Task A_silo_says_on_a_page_that_it_is_healthy()
    {
        int port = Ports.Free();
        int health = Ports.Free();
        await using NodeNetSilo silo = await NodeNetSilo.StartAsync(one => one.UseLocalhost(port).AnswerHealth(health));
        await using NodeNetCluster client = await NodeNetCluster.ConnectAsync(one => one.UseLocalhost(port));
        using var browser = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{health}") };

        (await browser.GetStringAsync("health")).Should().StartWith("nodenet: Healthy, 0 of ");
        (await browser.GetAsync("other")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        silo.Refusal.Should().BeNull();
        silo.Services.Should().NotBeNull();
    }

    [Fact]
    public async Task What_is_no_cluster_address_or_number_is_refused_before_anything_starts()
    {
        await Start(one => one.Use("reddis=x")).Should().ThrowAsync<ArgumentException>().WithMessage("\"reddis=x\" is no cluster; it must be redis=HOST:PORT*");
        await Start(one => one.UseRedis("r:1").UsePostgres("Host=h").Ports(1, 2).Slots(0)).Should().ThrowAsync<ArgumentOutOfRangeException>();
        await Start(one => one.Listen(" ")).Should().ThrowAsync<ArgumentException>();
        await Start(one => one.NamedCluster("")).Should().ThrowAsync<ArgumentException>();
        await Start(one => one.AddTrial("a", (int x, TrialContext _) => x).AddTrial("a", (int x, TrialContext _) => x))
            .Should().ThrowAsync<ArgumentException>();
        await FluentActions.Awaiting(() => NodeNetSilo.RunAsync(one => one.AnswerHealth(0))).Should().ThrowAsync<ArgumentOutOfRangeException>();

        static Func<Task> Start(Action<NodeNetSiloBuilder> configure) => () => NodeNetSilo.StartAsync(configure);
    }

    private static async Task<string> RefusalOf(RedisServer redis, Action<NodeNetSiloBuilder> configure)
    {
        await using NodeNetSilo second = await NodeNetSilo.StartAsync(one => configure(one.Use(redis.Cluster)));
        for (int i = 0; i < 600 && second.Refusal is null; i++) await Task.Delay(50);
        return second.Refusal!;
    }

    private string Authority(string name, out X509Certificate2 certificate)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        certificate = request.CreateSelfSigned(DateTimeOffset.Now.AddDays(-1), DateTimeOffset.Now.AddDays(1));
        string path = Path.Combine(_folder, name + ".pem");
        File.WriteAllText(path, certificate.ExportCertificatePem());
        return path;
    }

    private string Member(string name, X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        using X509Certificate2 signed = request.Create(authority, DateTimeOffset.Now.AddHours(-1), DateTimeOffset.Now.AddHours(1), [1, 2, 3]);
        string path = Path.Combine(_folder, name + ".pem");
        File.WriteAllText(path, signed.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem() + "\n");
        return path;
    }
}
