using NodeNet.Data;
using NodeNet.Orleans.Averaging;
using NodeNet.Orleans.Hosting;
using NodeNet.Orleans.Learning;
using NodeNet.Orleans.Work;

namespace NodeNet.Orleans;

/// <summary>What a silo is: where its cluster is, how much it does at a time, which trials it can do.</summary>
public sealed class NodeNetSiloBuilder : ClusterBuilder<NodeNetSiloBuilder>
{
    internal NodeNetSiloBuilder()
    {
        Settings.Registry.Add(LearnerWork.Name, Build.OfNodeNet, new LearnerWork().Run);
        Settings.Registry.Add(ShardWork.Name, Build.OfNodeNet, new ShardWork(Settings.Shards).Run);
    }

    internal SiloSettings Settings { get; } = new();

    internal int? HealthPort { get; private set; }

    /// <summary>How many trials it does at a time, each on one thread. Default: the processors.</summary>
    /// <param name="count">At least 1.</param>
    public NodeNetSiloBuilder Slots(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        Settings.SlotCount = count;
        return this;
    }

    /// <summary>What the silo is called, in logs and in what <c>nodenet cluster status</c> prints. Default: nothing.</summary>
    /// <param name="name">Its name.</param>
    public NodeNetSiloBuilder Named(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Settings.Name = name;
        return this;
    }

    /// <summary>The address at which other machines reach the silo. Default: the loopback address, which none does.</summary>
    /// <param name="address">An address or name of this machine; "any" for all of its addresses, as in a container.</param>
    /// <exception cref="ArgumentException">It is neither.</exception>
    public NodeNetSiloBuilder Listen(string address)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(address);
        SetAddress(address);
        return this;
    }

    /// <summary>The ports. Default: 11111 and 30000; where another silo of the machine has these, the next ones.</summary>
    /// <param name="silo">By which silos reach each other.</param>
    /// <param name="gateway">By which clients reach this silo; another one.</param>
    public NodeNetSiloBuilder Ports(int silo, int gateway)
    {
        CheckPort(silo);
        CheckPort(gateway);
        if (silo == gateway) throw new ArgumentException($"Both ports are {Work.Counted.Number(silo)}; they must differ.", nameof(gateway));
        (Link.SiloPort, Link.GatewayPort) = (silo, gateway);
        return this;
    }

    /// <summary>Keeps the tables and rows that it has fetched in a folder, so that they need not come from the cluster again after a restart or for the next
    /// sweep. Default: they stay in memory only, those that were used last.</summary>
    /// <param name="folder">The folder, which is made where it is missing. What is in it can be deleted at any time.</param>
    /// <param name="mostBytes">How much it may hold; what was used longest ago makes room. Above 0. Default: 4 GB.</param>
    /// <exception cref="IOException">The folder cannot be made, or nothing can be written there.</exception>
    /// <exception cref="UnauthorizedAccessException">As well.</exception>
    public NodeNetSiloBuilder CacheRows(string folder, long mostBytes = 4_000_000_000)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        ArgumentOutOfRangeException.ThrowIfLessThan(mostBytes, 1);
        var cache = new DiskCache(Path.GetFullPath(folder), mostBytes);
        cache.Try();
        Settings.Cache = cache;
        return this;
    }

    /// <summary>How often a trial's checkpoint goes to the cluster, at least; 0 or above. Default: 30 seconds.</summary>
    /// <param name="every">The time.</param>
    public NodeNetSiloBuilder CheckpointEvery(TimeSpan every)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(every, TimeSpan.Zero);
        Settings.CheckpointEvery = every;
        return this;
    }

    /// <summary>Answers "GET /health" on a port with 200 when the silo takes work, otherwise with 503, for Docker, Kubernetes and the like.</summary>
    /// <param name="port">The port, on the same addresses as the silo.</param>
    public NodeNetSiloBuilder AnswerHealth(int port)
    {
        CheckPort(port);
        HealthPort = port;
        return this;
    }

    /// <summary>Rows that this silo has and that never leave it: a shard of <see cref="NodeNetCluster"/>.TrainAveragedAsync, which is named there. Only
    /// weights, what the optimizer remembers, the number of rows and mean losses go to the cluster.</summary>
    /// <param name="name">The shard's name. Several silos may have the same rows under one name: any of them does its rounds.</param>
    /// <param name="rows">Loads them, when they are first asked for, on a trial's thread. What it throws ends the training with that message.</param>
    /// <exception cref="ArgumentException">The name is blank, or there is such a shard already.</exception>
    public NodeNetSiloBuilder AddShard(string name, Func<DataSet> rows)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(rows);
        if (!Settings.Shards.TryAdd(name, rows)) throw new ArgumentException($"The shard \"{name}\" is registered already.", nameof(name));
        return this;
    }

    /// <summary>A trial of your own. The code is not sent anywhere: all silos run the same program.</summary>
    /// <typeparam name="TSpec">What a trial is given: a record of numbers, texts and lists, which System.Text.Json writes and reads.</typeparam>
    /// <typeparam name="TResult">What it returns, likewise.</typeparam>
    /// <param name="name">Its name, by which clients ask for it.</param>
    /// <param name="run">Does it, on a thread of its own. The same spec must give the same result: a trial may run twice when a silo is lost. What it throws is
    /// the trial's result, too.</param>
    /// <exception cref="ArgumentException">The name is blank or one of NodeNet's own, there is such a trial already, or it returns a task.</exception>
    public NodeNetSiloBuilder AddTrial<TSpec, TResult>(string name, Func<TSpec, TrialContext, TResult> run)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(run);
        TrialRegistry.CheckOwn(name);
        if (typeof(Task).IsAssignableFrom(typeof(TResult)) || typeof(TResult).Name.StartsWith(nameof(ValueTask), StringComparison.Ordinal))
        {
            throw new ArgumentException(
                $"The trial \"{name}\" returns a task. It has a thread of its own, on which it may wait: return the task's result.", nameof(run));
        }
        string code = Settings.Code ?? Build.Of(run.Method.Module.Assembly);
        Settings.Registry.Add(name, Build.Of(typeof(TSpec).Assembly), code, (spec, context) => Payload.OfResult(
            run(Payload.Read<TSpec>(spec, $"What the trial \"{name}\" is given"), context)));
        return this;
    }

    private static void CheckPort(int port, [System.Runtime.CompilerServices.CallerArgumentExpression(nameof(port))] string? name = null)
    {
        if (port is < 1 or > PortText.Most)
            throw new ArgumentOutOfRangeException(name, port, $"A port must be from 1 to {Work.Counted.Number(PortText.Most)}.");
    }
}
