using System.Data.Common;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using StackExchange.Redis;

namespace NodeNet.Orleans.Hosting;

/// <summary>Where a cluster keeps who is in it and what is stored, and how its members reach each other.</summary>
internal sealed class ClusterLink
{
    public ClusterStorage Storage { get; set; } = ClusterStorage.Localhost;

    /// <summary>Redis' address, or PostgreSQL's connection string.</summary>
    public string Connection { get; set; } = "";

    /// <summary>Of a cluster on this machine alone: the port of its first silo.</summary>
    public int LocalPort { get; set; } = 11111;

    /// <summary>Several clusters may share a Redis or a database.</summary>
    public string ClusterName { get; set; } = "nodenet";

    /// <summary>What tells it from every other (<see cref="ClusterIdentity"/>); found before anything starts.</summary>
    public string Identity { get; private set; } = "";

    /// <summary>The name by which members know each other.</summary>
    public string ClusterId => $"{ClusterName}-{Identity}";

    /// <summary>The address that a silo listens on; null for the loopback address.</summary>
    public IPAddress? Address { get; set; }

    /// <summary>The silo's port and that for clients; 0 for the first that are free (<see cref="PortClaim"/>).</summary>
    public int SiloPort { get; set; }

    public int GatewayPort { get; set; }

    public Certificates? Certificates { get; set; }

    /// <summary>Whether lost silos are noticed within seconds, as tests want it; a machine that is only busy may then be taken for dead.</summary>
    public bool IsQuick { get; set; }

    public bool IsLoopback => Address is null || IPAddress.IsLoopback(Address);

    /// <summary>What others are told to call.</summary>
    public IPAddress Advertised => Address is null ? IPAddress.Loopback
        : Address.Equals(IPAddress.Any) || Address.Equals(IPAddress.IPv6Any) ? OwnAddress()
        : Address;

    public override string ToString() => Storage switch
    {
        ClusterStorage.Redis => $"redis={Connection.Split(',')[0]}", // what follows may be a password
        ClusterStorage.Postgres => "postgres",
        _ => $"localhost={LocalPort}",
    };

    /// <summary>Reads "redis=host:6379", "postgres=Host=…;Database=…" or "localhost=11111".</summary>
    public void Parse(string cluster)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(cluster);
        int equals = cluster.IndexOf('=', StringComparison.Ordinal);
        string kind = equals < 0 ? cluster : cluster[..equals];
        string rest = equals < 0 ? "" : cluster[(equals + 1)..];
        switch (kind)
        {
            case "redis" when rest.Length > 0:
                Try(() => ReadRedis(rest), "redis=HOST:PORT,password=…,ssl=true");
                (Storage, Connection) = (ClusterStorage.Redis, rest);
                break;
            case "postgres" when rest.Length > 0:
                Try(() => ReadPostgres(rest), "postgres=Host=…;Database=…;Username=…;Password=…");
                (Storage, Connection) = (ClusterStorage.Postgres, rest);
                break;
            case "localhost" when rest.Length == 0: Storage = ClusterStorage.Localhost; break;
            case "localhost":
                Try(() => LocalPort = PortText.Read(cluster, rest, PortText.Most - 1), "localhost or localhost=PORT, whose next port is for clients");
                Storage = ClusterStorage.Localhost;
                break;
            default:
                throw new ArgumentException(
                    $"\"{cluster}\" is no cluster; it must be redis=HOST:PORT, postgres=CONNECTION STRING or localhost, localhost=PORT.", nameof(cluster));
        }
    }

    /// <summary>Asks the storage which cluster it is of.</summary>
    /// <param name="isSilo">Whether this is a silo, which makes what is not there yet.</param>
    /// <exception cref="ArgumentException">Another machine is to reach a cluster of this machine alone.</exception>
    public async Task FindAsync(bool isSilo)
    {
        if (Storage == ClusterStorage.Localhost && !IsLoopback)
        {
            throw new ArgumentException(
                $"localhost is a cluster of this machine alone; a silo that listens on {Address} needs one in Redis or PostgreSQL.");
        }
        if (isSilo && Storage == ClusterStorage.Postgres) await ClusterIdentity.CreateTablesAsync(this);
        Identity = await ClusterIdentity.OfAsync(this);
    }

    /// <summary>Why a client of the cluster will get no answer any more: the storage is of another cluster now.</summary>
    /// <returns>The reason; null where it may get one.</returns>
    public async Task<string?> WhyGoneAsync()
    {
        if (Identity.Length == 0) return null; // not connected yet
        try
        {
            if (await ClusterIdentity.OfAsync(this) == Identity) return null;
        }
        catch (Exception)
        {
            return null; // it is away, and may come back as it was
        }
        return $"The cluster at {this} is another one now: its storage was emptied since this client connected, and its sweeps are lost. Connect again.";
    }

    private static ConfigurationOptions ReadRedis(string address)
    {
        if (address.StartsWith("redis=", StringComparison.Ordinal)) throw new FormatException("\"redis=\" is there twice; UseRedis takes HOST:PORT alone.");
        PortText.CheckHosts(address); // the library takes 99999 for another port, and a word for none
        return ConfigurationOptions.Parse(address);
    }

    private static NpgsqlConnectionStringBuilder ReadPostgres(string connection)
    {
        var words = new DbConnectionStringBuilder { ConnectionString = connection };
        if (words.TryGetValue("Port", out object? port)) PortText.Read($"Port={port}", $"{port}", PortText.Most); // that library says nothing of it but "port"
        var read = new NpgsqlConnectionStringBuilder(connection);
        PortText.CheckHosts(read.Host ?? "");
        return read;
    }

    private static void Try(Func<object> read, string form)
    {
        try
        {
            read();
        }
        catch (Exception trouble) when (trouble is ArgumentException or FormatException or KeyNotFoundException)
        {
            string reason = trouble.Message.Split('\n')[0].Split(" (Parameter")[0].TrimEnd('.') + ".";
            throw new ArgumentException($"The cluster's address cannot be read: {reason} It must be {form}.", trouble);
        }
    }

    private static IPAddress OwnAddress() =>
        Dns.GetHostAddresses(Dns.GetHostName()).FirstOrDefault(one => one.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(one))
            ?? throw new InvalidOperationException("This machine has no address but the loopback address: say by --listen which one others reach it by.");
}

/// <summary>Who keeps the cluster's members and records.</summary>
internal enum ClusterStorage
{
    /// <summary>Nobody: silos of one machine, in memory.</summary>
    Localhost,

    /// <summary>Redis, or valkey.</summary>
    Redis,

    /// <summary>PostgreSQL.</summary>
    Postgres,
}
