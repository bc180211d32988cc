using System.Diagnostics;
using System.Globalization;

namespace NodeNet.Tests.Tool;

/// <summary>nodenet in a process of its own, whose heap may not grow beyond a limit.</summary>
internal static class LimitedHeap
{
    public static async Task<(int Code, string Error)> Run(long bytes, params string[] command)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, ["exec", Path.Combine(AppContext.BaseDirectory, "NodeNet.Tool.dll"), .. command])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x" + bytes.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        await process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        await process.WaitForExitAsync();
        return (process.ExitCode, await error);
    }
}
