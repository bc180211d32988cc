using System.Diagnostics;
using System.Text;

namespace NodeNet.Tool.Targets;

/// <summary>Programs of this machine, run without a shell and no longer than they may.</summary>
internal static class Programs
{
    /// <summary>Where a program is: its path, or null.</summary>
    public static string? Find(string program)
    {
        string[] ends = OperatingSystem.IsWindows() ? [".exe", ".cmd"] : [""];
        return (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => ends.Select(end => Path.Combine(folder, program + end))).FirstOrDefault(File.Exists);
    }

    /// <summary>The first of some programs that is there.</summary>
    public static string? FindAny(params string[] programs) => programs.Select(Find).FirstOrDefault(path => path is not null);

    /// <summary>Runs a program that must succeed.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="TargetFailedException">It ended with an error, or took longer than <paramref name="limit"/> and was stopped.</exception>
    /// <exception cref="OperationCanceledException">The user has stopped it all. Ctrl+C in a terminal reaches the program, too, which then ends with an
    /// error of its own.</exception>
    public static string Run(string folder, RunLimit limit, string path, params string[] arguments)
    {
        using Process process = Start(folder, path, arguments);
        using var clock = CancellationTokenSource.CreateLinkedTokenSource(limit.Stop);
        clock.CancelAfter(limit.Time);
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> error = process.StandardError.ReadToEndAsync(CancellationToken.None);
        try
        {
            process.WaitForExitAsync(clock.Token).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            limit.Stop.ThrowIfCancellationRequested();
            throw new TargetFailedException(FormattableString.Invariant($"{Path.GetFileName(path)} took longer than {limit.Time.TotalSeconds:0.#} s"));
        }
        limit.Stop.ThrowIfCancellationRequested();
        string printed = output.GetAwaiter().GetResult();
        return process.ExitCode == 0
            ? printed
            : throw new TargetFailedException(
                FormattableString.Invariant($"{Path.GetFileName(path)} ended with {process.ExitCode}: {Tail(error.GetAwaiter().GetResult() + printed)}"));
    }

    /// <summary>Starts a program whose output is read.</summary>
    public static Process Start(string folder, string path, params string[] arguments)
    {
        var start = new ProcessStartInfo(path, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        try
        {
            Process process = Process.Start(start)!;
            process.StandardInput.Close();
            return process;
        }
        catch (System.ComponentModel.Win32Exception wrong)
        {
            throw new TargetFailedException($"{path} cannot be started: {wrong.Message}");
        }
    }

    private static string Tail(string text)
    {
        const int Most = 400;
        string shown = text.Trim();
        return shown.Length <= Most ? shown : "…" + shown[^Most..];
    }
}
