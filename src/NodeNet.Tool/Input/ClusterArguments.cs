using System.CommandLine;
using NodeNet.Orleans;
using NodeNet.Tool.Commands;

namespace NodeNet.Tool.Input;

/// <summary>Where a cluster is, and how one gets in: the options of every command that has to do with one.</summary>
internal sealed class ClusterArguments(bool isRequired)
{
    public Option<string?> Cluster { get; } = new("--cluster")
    {
        Description = "The cluster: redis=HOST:PORT, postgres=CONNECTION STRING, or localhost.",
        Required = isRequired,
    };

    private static readonly TimeSpan _untilTold = TimeSpan.FromSeconds(5.0);

    private readonly Option<string?> _clusterName = new("--cluster-name") { Description = "Its name, where several share a Redis or a database." };
    private readonly Option<string?> _certificate = new("--certificate") { Description = "A PEM file with a certificate and its key: only such get in." };
    private readonly Option<string?> _authority = new("--authority") { Description = "A PEM file with the certificate of who has signed them." };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[Cluster, _clusterName, _certificate, _authority]) command.Add(option);
    }

    /// <summary>Tells a silo or a client.</summary>
    public T Apply<T>(ParseResult parsed, T builder)
        where T : ClusterBuilder<T>
    {
        Named(Cluster, () => builder.Use(parsed.GetValue(Cluster)!));
        if (parsed.GetValue(_clusterName) is { } name) builder.NamedCluster(name);
        if (parsed.GetValue(_certificate) is { } certificate) builder.UseCertificate(certificate, parsed.GetValue(_authority));
        else if (parsed.GetValue(_authority) is not null) throw new UsageException("--authority goes with --certificate.");
        return builder;
    }

    /// <summary>What is wrong with an option's value is told with the option.</summary>
    public static void Named(Option option, Action take)
    {
        try
        {
            take();
        }
        catch (ArgumentException wrong)
        {
            throw new UsageException($"{option.Name}: {Guarded.MessageOf(wrong)}");
        }
    }

    /// <summary>Connects, does something, and ends the connection. Who waits for a silo is told so.</summary>
    public TResult With<TResult>(ParseResult parsed, TextWriter error, Func<NodeNetCluster, Task<TResult>> work, TimeSpan? patience = null)
    {
        return Run().GetAwaiter().GetResult();

        async Task<TResult> Run()
        {
            await using NodeNetCluster cluster = Connected(parsed, error, patience);
            return await work(cluster);
        }
    }

    private NodeNetCluster Connected(ParseResult parsed, TextWriter error, TimeSpan? patience)
    {
        try
        {
            return Cancelled.ByKey(token =>
            {
                Task<NodeNetCluster> connecting = NodeNetCluster.ConnectAsync(client =>
                {
                    NodeNetClientBuilder builder = Apply(parsed, client);
                    if (patience is { } time) builder.Patience(time);
                }, token);
                if (Task.WhenAny(connecting, Task.Delay(_untilTold, token)).GetAwaiter().GetResult() != connecting && !token.IsCancellationRequested)
                    error.WriteLine("Waiting for a silo of the cluster (nodenet silo starts one) …");
                return connecting.WaitAsync(token).GetAwaiter().GetResult();
            });
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException("Stopped before a silo of the cluster had answered.");
        }
    }
}
