using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodeNet.Orleans.Hosting;
using NodeNet.Orleans.Work;
using Orleans.Hosting;

namespace NodeNet.Orleans;

/// <summary>A silo: a process, or a part of one, that takes trials of the cluster's sweeps and does them.</summary>
/// <example><code>
/// return await NodeNetSilo.RunAsync(silo => silo
///     .UseRedis("redis:6379")
///     .AddTrial("digits", (DigitsSpec spec, TrialContext context) => TrainDigits(spec, context)));
/// </code></example>
public sealed class NodeNetSilo : IAsyncDisposable
{
    private static readonly TimeSpan _untilTold = TimeSpan.FromSeconds(5.0);

    private static readonly TimeSpan _longestStop = TimeSpan.FromSeconds(60.0);
    private static readonly TimeSpan _longestWithoutAnswer = TimeSpan.FromSeconds(25.0); // for twenty what is in hand is tried to be given back
    private static readonly TimeSpan _longestOfForgotten = TimeSpan.FromSeconds(2.0); // nobody is left to whom it could say good-bye

    private readonly IHost _host;
    private readonly HealthPage? _health;
    private readonly SiloFacts _facts;
    private int _disposals;

    private NodeNetSilo(IHost host, HealthPage? health) => (_host, _health, _facts) = (host, health, host.Services.GetRequiredService<SiloFacts>());

    /// <summary>Runs a silo until the process is told to stop (Ctrl+C, SIGTERM): what is in hand is saved and given back first. It stops by itself when the
    /// cluster refuses it, or when the cluster's storage was emptied and does not know it any more.</summary>
    /// <param name="configure">What the silo is.</param>
    /// <param name="cancellation">Ends it, likewise.</param>
    /// <returns>0; or 1 if it has stopped by itself, for a reason that was logged.</returns>
    public static async Task<int> RunAsync(Action<NodeNetSiloBuilder> configure, CancellationToken cancellation = default)
    {
        NodeNetSilo silo;
        try
        {
            silo = await StartAsync(configure, isProcess: true, cancellation);
        }
        catch (OperationCanceledException)
        {
            return 0; // told to stop while it was joining
        }
        await using (silo)
        {
            CancellationToken stopping = silo._host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
            using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellation);
            await Task.Delay(Timeout.Infinite, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return silo.Refusal is null ? 0 : 1;
    }

    /// <summary>Starts a silo inside a program of yours. Ctrl+C and SIGTERM stay the program's: where they end it at once, what the silo has in hand is lost
    /// and done again; <see cref="DisposeAsync"/> gives it back.</summary>
    /// <param name="configure">What the silo is.</param>
    /// <param name="cancellation">Ends the start.</param>
    /// <exception cref="IOException">Redis or PostgreSQL does not answer.</exception>
    /// <exception cref="UnauthorizedAccessException">It wants another user or password.</exception>
    public static Task<NodeNetSilo> StartAsync(Action<NodeNetSiloBuilder> configure, CancellationToken cancellation = default) =>
        StartAsync(configure, isProcess: false, cancellation);

    private static async Task<NodeNetSilo> StartAsync(Action<NodeNetSiloBuilder> configure, bool isProcess, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new NodeNetSiloBuilder();
        configure(builder);
        if (builder.HealthPort is { } page) PortClaim.Check(builder.Link.IsLoopback ? IPAddress.Loopback : IPAddress.Any, page); // before a silo is up
        await builder.Link.FindAsync(isSilo: true);
        HostApplicationBuilder host = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        host.Logging.AddSimpleConsole(console => (console.SingleLine, console.TimestampFormat) = (true, "HH:mm:ss "));
        ClusterSetup.Quieten(host.Logging);
        if (!isProcess) host.Services.AddSingleton<IHostLifetime, NoLifetime>();
        host.Services.Configure<HostOptions>(options => options.ShutdownTimeout = _longestStop);
        host.UseOrleans(silo => ClusterSetup.Configure(silo, builder.Link, builder.Settings));
        IHost built = host.Build();
        ILogger<NodeNetSilo> log = built.Services.GetRequiredService<ILogger<NodeNetSilo>>();
        try
        {
            Task starting = built.StartAsync(cancellation);
            if (await Task.WhenAny(starting, Task.Delay(_untilTold, cancellation)) != starting) Log.Waiting(log);
            await starting;
            return new NodeNetSilo(built, builder.HealthPort is { } port ? HealthPage.Start(built.Services, builder.Link, port) : null);
        }
        catch
        {
            built.Dispose(); // its ports are free again
            throw;
        }
    }

    /// <summary>Why the cluster has refused the silo, or does not know it any more; null where neither is so.</summary>
    public string? Refusal => _facts.Refusal;

    /// <summary>Where health checks, metrics and Orleans' own parts are to be found.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>Stops the silo in order: what is in hand is saved and given back. A second time nothing happens.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Increment(ref _disposals) > 1) return;
        Standing standing = await _host.Services.GetRequiredService<MembershipWatch>().AskAsync();
        TimeSpan longest = standing switch
        {
            Standing.Forgotten => _longestOfForgotten,
            Standing.NoAnswer => _longestWithoutAnswer,
            _ => _longestStop,
        };
        if (standing != Standing.Forgotten) _health?.Dispose(); // one that is forgotten says so until its end
        Task stopping = StopAsync(longest);
        // Orleans tries for minutes to write into a storage that does not take it. That may go on beside, if the program does.
        if (await Task.WhenAny(stopping, Task.Delay(longest)) == stopping && standing == Standing.Known) await stopping;
        _health?.Dispose();
    }

    private async Task StopAsync(TimeSpan time)
    {
        using var patience = new CancellationTokenSource(time);
        await _host.StopAsync(patience.Token);
        _host.Dispose();
    }
}
