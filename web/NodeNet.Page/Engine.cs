using System.Runtime.InteropServices.JavaScript;
using System.Runtime.Versioning;
using NodeNet.Page;

[assembly: SupportedOSPlatform("browser")]

#pragma warning disable CA1050 // the page calls it by this name

/// <summary>What the worker calls.</summary>
public static partial class Engine
{
    private static readonly Protocol _protocol = new();

    /// <summary>A request and its answer, both JSON: see Messages.cs and page/protocol.ts.</summary>
    [JSExport]
    public static string Ask(string request) => _protocol.Answer(request);

    /// <summary>Learns for some milliseconds, and says where it is, as JSON: Frame in Messages.cs.</summary>
    [JSExport]
    public static string Play(double milliseconds, string until, double epochs, double since) => _protocol.Play(milliseconds, until, epochs, since);

    /// <summary>The output over the plane, row by row from the upper left.</summary>
    [JSExport]
    public static double[] Boundary(int size, double low, double high) => _protocol.Session.Boundary(size, low, high);
}
