using System.Diagnostics;

namespace NodeNet.Export.Tests;

/// <summary>A test that runs a program of this machine. Where there is none it is skipped and says what is missing; with NODENET_TOOLS=required it fails
/// instead, and with NODENET_TOOLS=off it is always skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolTheoryAttribute : TheoryAttribute
{
    public ToolTheoryAttribute(params string[] programs) => Skip = Tools.ReasonToSkip(programs);
}

/// <inheritdoc cref="ToolTheoryAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ToolFactAttribute : FactAttribute
{
    public ToolFactAttribute(params string[] programs) => Skip = Tools.ReasonToSkip(programs);
}

/// <summary>Programs of other languages.</summary>
internal static class Tools
{
    public const string Variable = "NODENET_TOOLS";

    // A whole JDK takes too long to install for every change; .ci/nightly requires it.
    private static readonly string[] _nightly = ["java", "javac", "psql", "soffice"];

    public static string? ReasonToSkip(params string[] programs)
    {
        string setting = Environment.GetEnvironmentVariable(Variable) ?? "";
        if (setting == "off") return $"{Variable} is off";
        string? missing = Array.Find(programs, program => Find(program) is null);
        bool isRequired = setting == "all" || (setting == "required" && !_nightly.Contains(missing));
        return missing is null || isRequired ? null : $"{missing} is not installed (.ci/install-tools brings it; {Variable}=required fails instead of "
            + $"skipping)";
    }

    /// <summary>Runs a program.</summary>
    /// <returns>Its exit code and all that it printed.</returns>
    public static (int ExitCode, string Output) Run(string folder, string program, params string[] arguments)
    {
        string path = Find(program) ?? throw new InvalidOperationException($"{program} is required and not installed.");
        var start = new ProcessStartInfo(path, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error.Result);
    }

    /// <summary>Runs a program that must succeed.</summary>
    public static string RunWell(string folder, string program, params string[] arguments)
    {
        (int code, string output) = Run(folder, program, arguments);
        code.Should().Be(0, "{0} {1} printed {2}", program, string.Join(" ", arguments), output);
        return output;
    }

    public static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => new[] { Path.Combine(folder, program), Path.Combine(folder, program + ".exe") }).FirstOrDefault(File.Exists);
}
