using System.Net;
using System.Net.Sockets;

namespace NodeNet.Orleans.Tests.Clusters;

internal static class Ports
{
    /// <summary>A port of the loopback address that is free, and whose neighbour above is, too.</summary>
    public static int Free()
    {
        while (true)
        {
            using var first = new TcpListener(IPAddress.Loopback, 0);
            first.Start();
            int port = ((IPEndPoint)first.LocalEndpoint).Port;
            try
            {
                using var second = new TcpListener(IPAddress.Loopback, port + 1);
                second.Start();
                return port;
            }
            catch (SocketException)
            {
                // Taken; another pair.
            }
        }
    }
}
