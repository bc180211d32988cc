using System.Diagnostics;

namespace NodeNet.Export.Tests;

/// <summary><c>nodenet verify</c> in a process of its own, which is asked to end while a program runs.</summary>
public sealed class VerifyStoppedTests : IDisposable
{
    private static readonly TimeSpan _patience = TimeSpan.FromMinutes(1);

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task Asked_to_end_it_stops_the_program_and_leaves_no_folder(string signal)
    {
        if (OperatingSystem.IsWindows()) return; // there are no signals
        string temporary = Directory.CreateDirectory(Path.Combine(_folder.Path, "tmp")).FullName;
        string started = Path.Combine(_folder.Path, "started");
        string path = WithEndlessCompiler(started);
        Model model = Models.All["relu"]().Model;
        model.Save(Path.Combine(_folder.Path, "m.json"));
        string[] lines = [string.Join(",", model.InputNames), string.Join(",", model.InputNames.Select(_ => "1"))];
        File.WriteAllLines(Path.Combine(_folder.Path, "r.csv"), lines);

        using Process nodenet = Start(temporary, path, "verify", "m.json", "--rows", "r.csv");
        try
        {
            await Until(() => File.Exists(started) || nodenet.HasExited);
            Tools.RunWell(_folder.Path, "kill", "-" + signal, $"{nodenet.Id}");
            using var clock = new CancellationTokenSource(_patience);
            string error = await nodenet.StandardError.ReadToEndAsync(clock.Token);
            await nodenet.WaitForExitAsync(clock.Token);

            (nodenet.ExitCode, error.Trim()).Should().Be((1, "Stopped."));
            Directory.EnumerateFileSystemEntries(temporary, "nodenet-*").Should().BeEmpty();
        }
        finally
        {
            if (!nodenet.HasExited) nodenet.Kill(entireProcessTree: true);
        }
    }

    /// <summary>A folder with a C compiler that says that it has started, and then never ends.</summary>
    private string WithEndlessCompiler(string started)
    {
        string folder = Directory.CreateDirectory(Path.Combine(_folder.Path, "bin")).FullName;
        string compiler = Path.Combine(folder, "gcc");
        File.WriteAllText(compiler, $"#!/bin/sh\ntouch '{started}'\nexec sleep 600\n");
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(compiler, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        return folder;
    }

    private Process Start(string temporary, string path, params string[] arguments)
    {
        string host = Environment.ProcessPath!;
        string tool = Path.Combine(AppContext.BaseDirectory, "NodeNet.Tool.dll");
        var start = new ProcessStartInfo(host, ["exec", tool, .. arguments])
        {
            WorkingDirectory = _folder.Path,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TMPDIR"] = temporary;
        start.Environment["PATH"] = path + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        return Process.Start(start)!;
    }

    private static async Task Until(Func<bool> isSo)
    {
        var clock = Stopwatch.StartNew();
        while (!isSo())
        {
            clock.Elapsed.Should().BeLessThan(_patience);
            await Task.Delay(20);
        }
    }
}
