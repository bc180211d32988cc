using System.Net;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodeNet.Orleans.Boards;
using NodeNet.Orleans.Work;
using Npgsql;
using Orleans;
using Orleans.Configuration;
using Orleans.Hosting;
using Orleans.Providers;
using Orleans.Serialization;
using Orleans.Storage;
using StackExchange.Redis;

namespace NodeNet.Orleans.Hosting;

/// <summary>Tells Orleans what a link says.</summary>
internal static class ClusterSetup
{
    /// <summary>A silo of a cluster.</summary>
    public static void Configure(ISiloBuilder silo, ClusterLink link, SiloSettings settings)
    {
        silo.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (link.ClusterId, link.ClusterName));
        if (settings.Name is { } name) silo.Configure<SiloOptions>(options => options.SiloName = name);
        AddMembers(silo, link);
        if (link.Certificates is { } certificates) silo.UseTls(certificates.Apply);
        silo.Configure<ClusterMembershipOptions>(options => SetTimes(options, link.IsQuick));
        AddParts(silo, link, settings);
    }

    /// <summary>What makes a silo NodeNet's, wherever its members and its storage are.</summary>
    public static void AddParts(ISiloBuilder silo, ClusterLink link, SiloSettings settings)
    {
        AddMessages(silo.Services);
        silo.Services.AddSingleton(link);
        silo.Services.AddSingleton(settings);
        silo.Services.AddSingleton<SiloFacts>();
        silo.Services.AddSingleton<ClusterMeter>();
        silo.Services.AddSingleton<TrialWorker>();
        silo.Services.AddHostedService(services => services.GetRequiredService<TrialWorker>());
        silo.Services.AddSingleton<MembershipWatch>();
        silo.Services.AddHostedService(services => services.GetRequiredService<MembershipWatch>());
        silo.Services.AddHealthChecks().AddCheck<SiloHealth>("nodenet");
    }

    public static void Configure(IClientBuilder client, ClusterLink link)
    {
        client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = (link.ClusterId, link.ClusterName));
        switch (link.Storage)
        {
            case ClusterStorage.Redis: client.UseRedisClustering(options => options.ConfigurationOptions = Redis(link)); break;
            case ClusterStorage.Postgres:
                client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", link.Connection));
                break;
            default: client.UseStaticClustering(new IPEndPoint(IPAddress.Loopback, LocalGateway(link))); break;
        }
        if (link.IsQuick) client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(2.0));
        if (link.Certificates is { } certificates) client.UseTls(certificates.Apply);
        AddMessages(client.Services);
    }

    /// <summary>Orleans' own lines are for its developers: pages of them where a silo is away, of which silos and clients say a line each.</summary>
    public static void Quieten(ILoggingBuilder logging)
    {
        logging.AddFilter("Orleans", LogLevel.Critical);
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical); // what ends a silo is thrown, too, and told in a line
        logging.AddFilter("Polly", LogLevel.Critical); // who waits for an answer says so in words
        logging.AddFilter("System", LogLevel.Warning);
    }

    private static void AddMembers(ISiloBuilder silo, ClusterLink link)
    {
        if (link.Storage == ClusterStorage.Localhost)
        {
            int port = link.SiloPort == 0 ? link.LocalPort : link.SiloPort; // the first silo, unless another port is named
            PortClaim.Check(IPAddress.Loopback, port, LocalGateway(link));
            silo.UseLocalhostClustering(port, LocalGateway(link), new IPEndPoint(IPAddress.Loopback, link.LocalPort), link.ClusterName, link.ClusterId);
            silo.AddMemoryGrainStorageAsDefault(options => options.GrainStorageSerializer = new StateSerializer());
            return;
        }
        PortClaim ports = PortClaim.Of(link);
        silo.Services.AddSingleton(_ => ports); // disposed of with the silo
        silo.ConfigureEndpoints(link.Advertised, ports.Silo, ports.Gateway, listenOnAnyHostAddress: !link.IsLoopback);
        if (link.Storage == ClusterStorage.Redis)
        {
            silo.UseRedisClustering(options => options.ConfigurationOptions = Redis(link));
            silo.AddRedisGrainStorageAsDefault((global::Orleans.Persistence.RedisStorageOptions options) =>
            {
                options.ConfigurationOptions = Redis(link);
                options.GrainStorageSerializer = new StateSerializer();
                options.DeleteStateOnClear = true;
            });
            return;
        }
        silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = ("Npgsql", link.Connection));
        silo.Services.AddSingleton(_ => NpgsqlDataSource.Create(link.Connection));
        silo.Services.AddSingleton<IGrainStorage>(
            services => new PostgresStorage(services.GetRequiredService<NpgsqlDataSource>(), link.ClusterName));
        silo.Services.AddKeyedSingleton(ProviderConstants.DEFAULT_STORAGE_PROVIDER_NAME, (services, _) => services.GetRequiredService<IGrainStorage>());
    }

    /// <summary>Redis may go away and come back: whoever asks it meanwhile is refused, and asks again.</summary>
    public static ConfigurationOptions Redis(ClusterLink link)
    {
        ConfigurationOptions options = ConfigurationOptions.Parse(link.Connection);
        options.AbortOnConnectFail = false;
        return options;
    }

    /// <summary>"redis:6379".</summary>
    public static string Shown(EndPoint endpoint) =>
        endpoint is DnsEndPoint name ? FormattableString.Invariant($"{name.Host}:{name.Port}") : endpoint.ToString()!;

    private static int LocalGateway(ClusterLink link) => link.GatewayPort == 0 ? link.LocalPort + 1 : link.GatewayPort;

    public static void AddMessages(IServiceCollection services) => services.AddSerializer(serializer => serializer.AddJsonSerializer(
        type => type.Namespace == typeof(TrialBoard).Namespace || type == typeof(Grains.BoardNames) || type == typeof(Grains.DataEntry),
        new JsonSerializerOptions()));

    /// <summary>A silo that joins calls all others first, and waits for those that do not answer until their last sign of life is old. After a loss of all
    /// silos that would be a minute and a half with Orleans' own numbers; here it is twenty seconds.</summary>
    private static void SetTimes(ClusterMembershipOptions options, bool isQuick)
    {
        options.IAmAliveTablePublishTimeout = TimeSpan.FromSeconds(isQuick ? 1.0 : 10.0);
        options.NumMissedTableIAmAliveLimit = 2;
        if (!isQuick) return;
        options.ProbeTimeout = TimeSpan.FromSeconds(1.0);
        options.NumMissedProbesLimit = 2;
        options.NumVotesForDeathDeclaration = 1;
        options.TableRefreshTimeout = TimeSpan.FromSeconds(5.0);
    }
}
