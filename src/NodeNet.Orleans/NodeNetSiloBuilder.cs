using NodeNet.Orleans.Hosting;
using NodeNet.Orleans.Learning;
using NodeNet.Orleans.Work;

namespace NodeNet.Orleans;

/// <summary>What a silo is: where its cluster is, how much it does at a time, which trials it can do.</summary>
public sealed class NodeNetSiloBuilder : ClusterBuilder<NodeNetSiloBuilder>
{
    internal NodeNetSiloBuilder() => Settings.Registry.Add(LearnerWork.Name, Build.OfNodeNet, new LearnerWork().Run);

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

    /// <summary>What the silo is called, in results, and where work must be done at a place. Default: nothing.</summary>
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
    /// <param name="gateway">By which clients reach this silo.</param>
    public NodeNetSiloBuilder Ports(int silo, int gateway)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(silo, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(gateway, 1);
        (Link.SiloPort, Link.GatewayPort) = (silo, gateway);
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
        ArgumentOutOfRangeException.ThrowIfLessThan(port, 1);
        HealthPort = port;
        return this;
    }

    /// <summary>A trial of your own. The code is not sent anywhere: all silos run the same program.</summary>
    /// <typeparam name="TSpec">What a trial is given: a record of numbers, texts and lists, which System.Text.Json writes and reads.</typeparam>
    /// <typeparam name="TResult">What it returns, likewise.</typeparam>
    /// <param name="name">Its name, by which clients ask for it.</param>
    /// <param name="run">Does it, on a thread of its own. The same spec must give the same result: a trial may run twice when a silo is lost. What it throws is
    /// the trial's result, too.</param>
    /// <exception cref="ArgumentException">The name is blank, or there is such a trial already.</exception>
    public NodeNetSiloBuilder AddTrial<TSpec, TResult>(string name, Func<TSpec, TrialContext, TResult> run)
    {
        ArgumentNullException.ThrowIfNull(run);
        Settings.Registry.Add(
            name, Build.Of(typeof(TSpec).Assembly), (spec, context) => Payload.Of(run(Payload.Read<TSpec>(spec), context)));
        return this;
    }
}
