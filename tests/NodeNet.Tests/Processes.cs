using System.Diagnostics;

namespace NodeNet.Tests;

/// <summary>Runs tests/NodeNet.Processes as a process of its own.</summary>
internal static class Processes
{
    /// <summary>Runs it to its end; gives the lines that it printed.</summary>
    public static async Task<string[]> Run(string[] arguments, params (string Name, string Value)[] environment)
    {
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        string program = Path.Combine(AppContext.BaseDirectory, "NodeNet.Processes.dll");
        var start = new ProcessStartInfo(host, ["exec", program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach ((string name, string value) in environment)
            start.Environment[name] = value;
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();

        process.ExitCode.Should().Be(0, await errors);
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
