using System.Net;
using System.Net.Sockets;
using NodeNet.Orleans.Hosting;

namespace NodeNet.Orleans;

/// <summary>Where a cluster is: what silos and clients say alike.</summary>
/// <typeparam name="TSelf">The builder itself.</typeparam>
public abstract class ClusterBuilder<TSelf>
    where TSelf : ClusterBuilder<TSelf>
{
    private protected ClusterBuilder()
    {
    }

    internal ClusterLink Link { get; } = new();

    private TSelf Self => (TSelf)this;

    /// <summary>A cluster whose members and records are in Redis, or valkey. Its records outlive silos, clients and, with <c>appendonly yes</c>, Redis
    /// itself.</summary>
    /// <param name="address">As StackExchange.Redis reads it: "redis:6379", "redis:6379,password=…,ssl=true".</param>
    public TSelf UseRedis(string address) => Use("redis=" + address);

    /// <summary>A cluster whose members and records are in PostgreSQL. Silos make the tables at their start.</summary>
    /// <param name="connection">A connection string of Npgsql: "Host=db;Database=nodenet;Username=…;Password=…".</param>
    public TSelf UsePostgres(string connection) => Use("postgres=" + connection);

    /// <summary>A cluster of this machine, whose records are in memory: for lessons and tests. They are gone when its first silo ends.</summary>
    /// <param name="port">The port of the first silo; the next one is for clients.</param>
    public TSelf UseLocalhost(int port = 11111) => Use($"localhost={port}");

    /// <summary>A cluster as command lines name it.</summary>
    /// <param name="cluster">"redis=HOST:PORT", "postgres=CONNECTION STRING", "localhost" or "localhost=PORT".</param>
    /// <exception cref="ArgumentException">It is none of these.</exception>
    public TSelf Use(string cluster)
    {
        Link.Parse(cluster);
        return Self;
    }

    /// <summary>Names the cluster, where several share a Redis or a database. Default: "nodenet".</summary>
    /// <param name="name">Its name.</param>
    public TSelf NamedCluster(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Link.ClusterName = name;
        return Self;
    }

    /// <summary>Lets nobody in but those with a certificate of one authority, and encrypts what they say (TLS). All silos and clients of the cluster need
    /// one.</summary>
    /// <param name="certificate">A PEM file with this process's certificate and its key.</param>
    /// <param name="authority">A PEM file with the authority's certificate; null where all members share one certificate.</param>
    /// <exception cref="IOException">A file cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">A file is no such certificate.</exception>
    public TSelf UseCertificate(string certificate, string? authority = null)
    {
        Link.Certificates = Certificates.Read(certificate, authority);
        return Self;
    }

    /// <summary>Notices within some three seconds that a silo is lost, as tests want it, not within some fifteen. A machine that is only busy may then be taken
    /// for lost, which costs a trial run twice.</summary>
    public TSelf NoticeLossesQuickly()
    {
        Link.IsQuick = true;
        return Self;
    }

    private protected void SetAddress(string address) => Link.Address = address == "any" ? IPAddress.Any : Parsed(address);

    private static IPAddress Parsed(string address)
    {
        if (PortText.PortOf(address) is not null)
        {
            throw new ArgumentException(
                $"\"{address}\" is an address with a port. --listen, or Listen(address), takes one without; --port and --gateway-port, or Ports(…), the ports.",
                nameof(address));
        }
        if (IPAddress.TryParse(address, out IPAddress? parsed)) return parsed;
        try
        {
            if (Dns.GetHostAddresses(address) is [var first, ..]) return first;
        }
        catch (SocketException)
        {
            // There is no such name.
        }
        throw PortClaim.NotOfThisMachine(address);
    }
}
