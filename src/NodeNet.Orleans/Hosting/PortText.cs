using System.Globalization;
using System.Net;

namespace NodeNet.Orleans.Hosting;

/// <summary>Addresses as texts, with ports or without, and what is wrong with them.</summary>
internal static class PortText
{
    public const int Most = 65535;

    /// <summary>Checks "host:6379,other:6379,password=…": each host has a port that there is, or none.</summary>
    /// <exception cref="FormatException">One has not, or there is no host.</exception>
    public static void CheckHosts(string address)
    {
        string[] hosts = [.. address.Split(',', StringSplitOptions.TrimEntries).Where(part => part.Length > 0 && !part.Contains('='))];
        if (hosts.Length == 0) throw new FormatException("It names no host.");
        foreach (string host in hosts)
        {
            if (host.Contains("://", StringComparison.Ordinal)) throw new FormatException($"\"{host}\" is a URL.");
            if (PortOf(host) is not { } port) continue;
            if (host.Length == port.Length + 1) throw new FormatException($"\"{host}\" names no host.");
            Read(host, port, Most);
        }
    }

    /// <summary>A port from 1 on.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static int Read(string whole, string port, int most) =>
        int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number) && number >= 1 && number <= most
            ? number
            : throw new FormatException(string.Create(
                CultureInfo.InvariantCulture, $"The port in \"{whole}\" is \"{port}\"; it must be a whole number from 1 to {most}."));

    /// <summary>What stands behind the colon of "host:6379" or "[::1]:6379"; null where there is none, as in "::1" or "/tmp/redis.sock".</summary>
    public static string? PortOf(string host)
    {
        int colon = host.LastIndexOf(':');
        if (colon < 0 || host.Contains('/')) return null;
        bool isBare = host.IndexOf(':', StringComparison.Ordinal) < colon && !host[..colon].EndsWith(']'); // of IPv6, without brackets
        return isBare && IPAddress.TryParse(host, out _) ? null : host[(colon + 1)..];
    }
}
