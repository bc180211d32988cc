using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodeNet.Orleans.Hosting;
using NodeNet.Orleans.Work;
using Orleans.Hosting;

namespace NodeNet.Orleans;

/// <summary>A silo: a process, or a part of one, that takes trials from the cluster's boards and does them.</summary>
/// <example><code>
/// return await NodeNetSilo.RunAsync(silo => silo
///     .UseRedis("redis:6379")
///     .AddTrial("digits", (DigitsSpec spec, TrialContext context) => TrainDigits(spec, context)));
/// </code></example>
public sealed class NodeNetSilo : IAsyncDisposable
{
    private static readonly TimeSpan _untilTold = TimeSpan.FromSeconds(5.0);

    private readonly IHost _host;
    private readonly HealthPage? _health;

    private NodeNetSilo(IHost host, HealthPage? health) => (_host, _health) = (host, health);

    /// <summary>Runs a silo until the process is told to stop (Ctrl+C, SIGTERM): what is in hand is saved and given back first.</summary>
    /// <param name="configure">What the silo is.</param>
    /// <param name="cancellation">Ends it, likewise.</param>
    /// <returns>0; or 1 if the cluster has refused the silo, for a reason that was logged.</returns>
    public static async Task<int> RunAsync(Action<NodeNetSiloBuilder> configure, CancellationToken cancellation = default)
    {
        await using NodeNetSilo silo = await StartAsync(configure, cancellation);
        await silo._host.WaitForShutdownAsync(cancellation);
        return silo.Refusal is null ? 0 : 1;
    }

    /// <summary>Starts a silo inside a program of yours.</summary>
    /// <param name="configure">What the silo is.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="IOException">Redis or PostgreSQL does not answer.</exception>
    /// <exception cref="UnauthorizedAccessException">It wants another user or password.</exception>
    public static async Task<NodeNetSilo> StartAsync(Action<NodeNetSiloBuilder> configure, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new NodeNetSiloBuilder();
        configure(builder);
        await builder.Link.FindAsync(isSilo: true);
        HostApplicationBuilder host = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        host.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss "));
        ClusterSetup.Quieten(host.Logging);
        host.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(60.0));
        host.UseOrleans(silo => ClusterSetup.Configure(silo, builder.Link, builder.Settings));
        IHost built = host.Build();
        ILogger<NodeNetSilo> log = built.Services.GetRequiredService<ILogger<NodeNetSilo>>();
        Task starting = built.StartAsync(cancellation);
        if (await Task.WhenAny(starting, Task.Delay(_untilTold, cancellation)) != starting) Log.Waiting(log);
        await starting;
        return new NodeNetSilo(built, builder.HealthPort is { } port ? HealthPage.Start(built.Services, builder.Link, port) : null);
    }

    /// <summary>Why the cluster has refused the silo; null where it has not.</summary>
    public string? Refusal => _host.Services.GetRequiredService<SiloFacts>().Refusal;

    /// <summary>Where health checks, metrics and Orleans' own parts are to be found.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Stops the silo in order: what is in hand is saved and given back.</summary>
    public async ValueTask DisposeAsync()
    {
        _health?.Dispose();
        await _host.StopAsync();
        _host.Dispose();
    }
}
