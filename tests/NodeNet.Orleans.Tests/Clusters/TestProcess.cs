using System.Collections.Concurrent;
using System.Diagnostics;

namespace NodeNet.Orleans.Tests.Clusters;

/// <summary>A silo or a client in a process of its own, which can be killed.</summary>
internal sealed class TestProcess : IDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _lines = [];

    private TestProcess(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(TestProcess).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_gcServer"] = "0";
        foreach (string name in (string[])["CORECLR_ENABLE_PROFILING", "DOTNET_STARTUP_HOOKS"]) start.Environment.Remove(name);
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public IReadOnlyList<string> Lines => [.. _lines];

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public static TestProcess Silo(string cluster, int slots = 1) => new("silo", cluster, $"{slots}");

    /// <summary>A silo that notices losses as slowly as users' silos do.</summary>
    public static TestProcess CalmSilo(string cluster) => new("calm-silo", cluster, "1");

    /// <summary>A program of which a silo is only a part.</summary>
    public static TestProcess Part(string cluster) => new("part", cluster);

    public static TestProcess Client(string cluster, string name, int trials) => new("client", cluster, name, $"{trials}");

    /// <summary>Waits until it has printed something.</summary>
    public Task HasPrintedAsync(string text, int times = 1, double seconds = 60) => HasPrintedAsync([text], times, seconds);

    /// <summary>Waits until it has printed one of several.</summary>
    public async Task HasPrintedAsync(string[] texts, int times = 1, double seconds = 60)
    {
        DateTime end = DateTime.UtcNow.AddSeconds(seconds);
        while (!texts.Any(text => HasPrinted(text, times)))
        {
            if (DateTime.UtcNow > end || _process.HasExited)
            {
                throw new TimeoutException(
                    $"The process has not printed \"{string.Join("\" or \"", texts)}\" {times} times, but:\n{string.Join('\n', _lines)}");
            }
            await Task.Delay(20);
        }
    }

    /// <summary>Whether it has printed something so often.</summary>
    public bool HasPrinted(string text, int times = 1) => _lines.Count(line => line.Contains(text, StringComparison.Ordinal)) >= times;

    /// <summary>kill -9.</summary>
    public void Kill()
    {
        if (!_process.HasExited) _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>SIGSTOP, SIGCONT, SIGTERM.</summary>
    public void Signal(string name)
    {
        using Process kill = Process.Start("kill", ["-" + name, $"{_process.Id}"]);
        kill.WaitForExit();
    }

    public Task WaitForExitAsync() => _process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));

    public void Dispose()
    {
        Kill();
        _process.Dispose();
    }

    private void Note(string? line)
    {
        if (line is not null) _lines.Enqueue(line);
    }
}
