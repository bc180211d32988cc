using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace NodeNet.Orleans.Hosting;

/// <summary>The two ports of a silo, which no other silo of this machine takes meanwhile: two that start at once would both find a port free, and Orleans takes
/// the later one for a restart of the earlier. After a restart of all, a silo has the same ports again, by which the cluster knows at once that its old self is
/// dead.</summary>
internal sealed class PortClaim : IDisposable
{
    private const int FirstSilo = 11111;
    private const int FirstGateway = 30000;
    private const int Most = 1000;

    private readonly FileStream? _lock;

    private PortClaim(int silo, int gateway, FileStream? held) => (Silo, Gateway, _lock) = (silo, gateway, held);

    public int Silo { get; }

    public int Gateway { get; }

    /// <summary>The ports that were asked for, or the first two that are free.</summary>
    public static PortClaim Of(ClusterLink link)
    {
        if (link.SiloPort != 0)
        {
            Check(link.Advertised, link.SiloPort, link.GatewayPort);
            return new PortClaim(link.SiloPort, link.GatewayPort, null);
        }
        for (int i = 0; i < Most; i++)
        {
            if (Locked(FirstSilo + i) is not { } held) continue;
            if (IsFree(link.Advertised, FirstSilo + i) && IsFree(link.Advertised, FirstGateway + i))
                return new PortClaim(FirstSilo + i, FirstGateway + i, held);
            held.Dispose();
        }
        throw new IOException($"None of the ports {FirstSilo} to {FirstSilo + Most - 1} is free; name two that are.");
    }

    /// <summary>Whether a silo can listen there.</summary>
    /// <exception cref="IOException">A port is taken.</exception>
    /// <exception cref="ArgumentException">The address is not this machine's.</exception>
    public static void Check(IPAddress address, params int[] ports)
    {
        foreach (int port in ports)
        {
            if (!IsFree(address, port))
            {
                throw new IOException(
                    string.Create(CultureInfo.InvariantCulture, $"The port {port} of {address} is taken by another program; name two that are free."));
            }
        }
    }

    public static ArgumentException NotOfThisMachine(string address, Exception? trouble = null) => new(
        $"{address} is no address of this machine. --listen, or Listen(address), takes one by which others reach it, or any.", nameof(address), trouble);

    public void Dispose() => _lock?.Dispose();

    private static FileStream? Locked(int port)
    {
        string path = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"nodenet-silo-{port}.lock"));
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return null; // another silo has it, of this user or another
        }
    }

    private static bool IsFree(IPAddress address, int port)
    {
        using var probe = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            probe.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException trouble) when (trouble.SocketErrorCode == SocketError.AddressNotAvailable)
        {
            throw NotOfThisMachine(address.ToString(), trouble);
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
