using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodeNet.Orleans.Boards;
using NodeNet.Orleans.Grains;
using NodeNet.Orleans.Hosting;
using NodeNet.Orleans.Work;
using Orleans;
using Orleans.Hosting;

namespace NodeNet.Orleans;

/// <summary>A cluster, as a client sees it: starts sweeps, attaches to those that are there, and reads what has come of them. Silos and clients may come and
/// go; a sweep stays.</summary>
/// <example><code>
/// await using NodeNetCluster cluster = await NodeNetCluster.ConnectAsync(client => client.UseRedis("redis:6379"));
/// Sweep&lt;double, double&gt; sweep = await cluster.StartOrAttachAsync&lt;double, double&gt;("digits-rates", "digits", [0.001, 0.01, 0.1]);
/// await foreach (TrialResult&lt;double&gt; result in sweep.ResultsAsync()) Console.WriteLine(result);
/// </code></example>
public sealed partial class NodeNetCluster : IAsyncDisposable
{
    private readonly IHost? _host;

    internal NodeNetCluster(IHost? host, IClusterClient client, Patience patience, string build)
    {
        (_host, Grains, Patience, Blobs, _build) = (host, client, patience, new Blobs(client), build);
    }

    private readonly string _build;

    internal IGrainFactory Grains { get; }

    internal Patience Patience { get; }

    internal Blobs Blobs { get; }

    private IBoardsGrain Index => Grains.GetGrain<IBoardsGrain>(IBoardsGrain.Key);

    /// <summary>Connects to a cluster.</summary>
    /// <param name="configure">Where it is.</param>
    /// <param name="cancellation">Ends the attempt.</param>
    /// <exception cref="TimeoutException">No silo answers.</exception>
    /// <exception cref="IOException">Redis or PostgreSQL does not answer.</exception>
    /// <exception cref="UnauthorizedAccessException">It wants another user or password.</exception>
    /// <exception cref="InvalidOperationException">The silos run another build of NodeNet than this program.</exception>
    public static async Task<NodeNetCluster> ConnectAsync(Action<NodeNetClientBuilder> configure, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(configure);
        var builder = new NodeNetClientBuilder();
        configure(builder);
        var patience = new Patience(builder.PatienceTime, builder.Link.ToString(), builder.Link.WhyGoneAsync);
        try
        {
            await builder.Link.FindAsync(isSilo: false);
        }
        catch (TimeoutException)
        {
            await patience.CallAsync(() => builder.Link.FindAsync(isSilo: false), cancellation); // its first silo makes what is missing
        }
        IHost host = await patience.CallAsync(() => StartAsync(builder, cancellation), cancellation);
        var cluster = new NodeNetCluster(host, host.Services.GetRequiredService<IClusterClient>(), patience, builder.Build ?? Build.OfNodeNet);
        try
        {
            await cluster.CheckBuildAsync(cancellation);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a sweep of trials; or, where there is one of this name, attaches to it. A sweep is never started twice.</summary>
    /// <typeparam name="TSpec">What a trial is given.</typeparam>
    /// <typeparam name="TResult">What it returns.</typeparam>
    /// <param name="name">The sweep's name. It survives silos, clients and a restart of everything, until it is deleted.</param>
    /// <param name="trial">The trial, as <see cref="NodeNetSiloBuilder.AddTrial"/> named it.</param>
    /// <param name="specs">What each trial is given.</param>
    /// <param name="options">How it is run; by default <see cref="SweepOptions"/>' own defaults.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <exception cref="ArgumentException">A name is blank or the trial's is one of NodeNet's own, or there is no spec.</exception>
    /// <exception cref="InvalidOperationException">There is a sweep of this name with other trials; no silo has the trial; or it is of another build
    /// there.</exception>
    /// <exception cref="TimeoutException">No silo answers.</exception>
    public async Task<Sweep<TSpec, TResult>> StartOrAttachAsync<TSpec, TResult>(
        string name, string trial, IReadOnlyList<TSpec> specs, SweepOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(specs);
        if (specs.Count == 0) throw new ArgumentException("There is no trial: specs is empty.", nameof(specs));
        ArgumentException.ThrowIfNullOrWhiteSpace(trial);
        TrialRegistry.CheckOwn(trial);
        SiloCard silo = await SiloWithAsync(trial, cancellation);
        string own = Build.Of(typeof(TSpec).Assembly);
        if (silo.Trials[trial] != own)
        {
            throw new InvalidOperationException(
                $"The trial \"{trial}\" is of build {silo.Trials[trial]} on the silos and of build {own} here. Run the same build of your program everywhere.");
        }
        BoardPlan plan = (options ?? new SweepOptions()).Plan(trial, silo.Machine) with { Count = specs.Count };
        SweepReader reader = await OpenAsync(name, plan, Payload.OfAll(specs), [], cancellation);
        return new Sweep<TSpec, TResult>(this, reader, specs.Count);
    }

    /// <summary>The silos that are up.</summary>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<IReadOnlyList<SiloInfo>> SilosAsync(CancellationToken cancellation = default) => [
        .. (await CardsAsync(cancellation)).Select(card => new SiloInfo(card.Silo.Split('@')[0], card.Name, card.Slots, card.Build, card.Arithmetic)),
    ];

    /// <summary>The sweeps there are, those with work first.</summary>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<IReadOnlyList<SweepStatus>> SweepsAsync(CancellationToken cancellation = default)
    {
        BoardNames names = await Patience.CallAsync(Index.Names, cancellation);
        var all = new List<SweepStatus>();
        foreach (string name in names.Open.Concat(names.Finished))
        {
            if (await Patience.CallAsync(Board(name).Status, cancellation) is { } status) all.Add(SweepStatus.Of(name, status));
        }
        return all;
    }

    /// <summary>Ends the connection; sweeps go on.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_host is null) return;
        await _host.StopAsync();
        _host.Dispose();
    }

    internal IBoardGrain Board(string name) => Grains.GetGrain<IBoardGrain>(name);

    /// <summary>Opens a board, or finds that it is open.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="plan">What it is of, without its specs.</param>
    /// <param name="specs">What the trials are given.</param>
    /// <param name="data">The content that they name, which is sent.</param>
    /// <param name="cancellation">Ends the call.</param>
    /// <returns>Who reads it.</returns>
    internal async Task<SweepReader> OpenAsync(string name, BoardPlan plan, byte[] specs, IReadOnlyList<Content> data, CancellationToken cancellation)
    {
        var list = Content.Of(specs);
        Content[] all = [.. data.Append(list).DistinctBy(content => content.Hash)];
        BoardPlan whole = plan with { Specs = list.Hash, Data = [.. data.Select(content => content.Hash).Distinct()] };
        // Asked before anything is sent: what is refused leaves nothing behind.
        BoardPlan? there = await Patience.CallAsync(Board(name).Plan, cancellation);
        if (there?.RefusalOf(whole) is { } refusal) throw new InvalidOperationException(refusal);
        foreach (Content content in all)
        {
            byte[] bytes = content.Make();
            await Patience.CallAsync(() => Data.Use(content.Hash, bytes.Length), cancellation); // first: what is listed can be found and deleted
            await Patience.CallAsync(() => Blobs.PutAsync(bytes), cancellation);
        }
        BoardPlan opened = await Patience.CallAsync(() => Board(name).Open(whole), cancellation);
        return new SweepReader(this, new SweepKey(name, opened.Opening));
    }

    /// <summary>A silo that has a trial; waits for one a while.</summary>
    internal async Task<SiloCard> SiloWithAsync(string trial, CancellationToken cancellation)
    {
        IReadOnlyList<SiloCard> cards = await CardsAsync(cancellation);
        return cards.FirstOrDefault(card => card.Trials.ContainsKey(trial)) ?? throw new InvalidOperationException(
            $"No silo has the trial \"{trial}\"; they have {string.Join(", ", cards.SelectMany(card => card.Trials.Keys).Distinct().Order())}.");
    }

    private Task<SiloCard[]> CardsAsync(CancellationToken cancellation) => Patience.CallAsync(
        async () =>
        {
            SiloCard[] cards = await Index.Silos();
            return cards.Length > 0 ? cards : throw new TimeoutException("Its silos have not joined yet.");
        }, cancellation);

    private async Task CheckBuildAsync(CancellationToken cancellation)
    {
        SiloCard[] cards = await CardsAsync(cancellation);
        if (cards.FirstOrDefault(card => card.Build != _build) is { } other)
        {
            throw new InvalidOperationException(
                $"This program is build {_build} of NodeNet, the cluster's silos are build {other.Build}. All silos and clients must run the same build.");
        }
    }

    private static async Task<IHost> StartAsync(NodeNetClientBuilder builder, CancellationToken cancellation)
    {
        HostApplicationBuilder host = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        ClusterSetup.Quieten(host.Logging);
        host.Services.AddSingleton<IHostLifetime, NoLifetime>(); // Ctrl+C is the program's own
        host.UseOrleansClient(client => ClusterSetup.Configure(client, builder.Link));
        IHost built = host.Build();
        DateTime end = DateTime.UtcNow + builder.PatienceTime;
        try
        {
            await built.StartAsync(cancellation);
            return DateTime.UtcNow <= end ? built : throw new TimeoutException("Nobody waits for this connection any more.");
        }
        catch
        {
            built.Dispose();
            throw;
        }
    }
}
