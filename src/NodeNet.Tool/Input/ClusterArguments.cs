using System.CommandLine;
using NodeNet.Orleans;

namespace NodeNet.Tool.Input;

/// <summary>Where a cluster is, and how one gets in: the options of every command that has to do with one.</summary>
internal sealed class ClusterArguments(bool isRequired)
{
    public Option<string?> Cluster { get; } = new("--cluster")
    {
        Description = "The cluster: redis=HOST:PORT, postgres=CONNECTION STRING, or localhost.",
        Required = isRequired,
    };

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
        builder.Use(parsed.GetValue(Cluster)!);
        if (parsed.GetValue(_clusterName) is { } name) builder.NamedCluster(name);
        if (parsed.GetValue(_certificate) is { } certificate) builder.UseCertificate(certificate, parsed.GetValue(_authority));
        else if (parsed.GetValue(_authority) is not null) throw new UsageException("--authority goes with --certificate.");
        return builder;
    }

    /// <summary>Connects, does something, and ends the connection.</summary>
    public TResult With<TResult>(ParseResult parsed, Func<NodeNetCluster, Task<TResult>> work, TimeSpan? patience = null)
    {
        return Run().GetAwaiter().GetResult();

        async Task<TResult> Run()
        {
            await using NodeNetCluster cluster = await NodeNetCluster.ConnectAsync(client =>
            {
                NodeNetClientBuilder builder = Apply(parsed, client);
                if (patience is { } time) builder.Patience(time);
            });
            return await work(cluster);
        }
    }
}
