using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NodeNet.Tests.Replay;

/// <summary>A test in a real browser. Where there is none it is skipped and says what is missing; with NODENET_BROWSER=required it fails instead, and with
/// NODENET_BROWSER=off it is always
/// skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (Browser.IsOff)
        {
            Skip = $"{Browser.Variable} is off";
        }
        else if (Browser.Missing is { } missing && !Browser.IsRequired)
        {
            Skip =
            $"{missing} (.ci/install-browser brings everything; {Browser.Variable}=required fails instead of skipping)";
        }
    }
}

/// <summary>As <see cref="BrowserFactAttribute"/>, with data.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserTheoryAttribute : TheoryAttribute
{
    public BrowserTheoryAttribute() => Skip = new BrowserFactAttribute().Skip;
}

/// <summary>Chromium with a replay, driven by tests/browser/drive.js.</summary>
internal static class Browser
{
    public const string Variable = "NODENET_BROWSER";

    private static readonly string? _folder = FindFolder();
    private static readonly string? _node = FindProgram("node");
    private static readonly string? _chromium = FindProgram("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");

    public static bool IsRequired => Environment.GetEnvironmentVariable(Variable) == "required";

    public static bool IsOff => Environment.GetEnvironmentVariable(Variable) == "off";

    /// <summary>What a browser test needs and this machine lacks, or null.</summary>
    public static string? Missing =>
        _node is null ? "Node.js is not installed"
        : _chromium is null ? "chromium is not installed"
        : _folder is null || !Directory.Exists(Path.Combine(_folder, "node_modules", "playwright-core")) ? "playwright-core is not installed in tests/browser"
        : !Directory.Exists(Path.Combine(_folder, "node_modules", "axe-core")) ? "axe-core is not installed in tests/browser"
        : null;

    /// <summary>Opens a page and does what the commands say (see drive.js).</summary>
    /// <param name="html">The page.</param>
    /// <param name="view">How it is looked at.</param>
    /// <param name="commands">Arrays, as ["press", "ArrowRight"].</param>
    public static Visit Open(string html, View view, params JsonArray[] commands)
    {
        Missing.Should().BeNull("the browser tests are required");
        string page = Path.Combine(Path.GetTempPath(), $"nodenet-{Guid.NewGuid():N}.html");
        File.WriteAllText(page, html);
        try
        {
            var start = new ProcessStartInfo(_node!, [Path.Combine(_folder!, "drive.js"), _chromium!, page])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            };
            using Process process = Process.Start(start)!;
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> errors = process.StandardError.ReadToEndAsync();
            var plan = new JsonObject
            {
                ["width"] = view.Width,
                ["height"] = view.Height,
                ["dark"] = view.IsDark,
                ["reducedMotion"] = view.ReducedMotion,
                ["commands"] = new JsonArray([.. commands]),
            };
            process.StandardInput.Write(plan.ToJsonString());
            process.StandardInput.Close();
            if (!process.WaitForExit(TimeSpan.FromMinutes(2)))
            {
                process.Kill(entireProcessTree: true);
                throw new TimeoutException("The browser took more than two minutes.");
            }
            process.ExitCode.Should().Be(0, "the driver says: {0}", errors.Result);
            return JsonSerializer.Deserialize<Visit>(output.Result, _json)!;
        }
        finally
        {
            File.Delete(page);
        }
    }

    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    /// <summary>tests/browser, from wherever the tests were built to.</summary>
    private static string? FindFolder()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "NodeNet.sln"))) return Path.Combine(folder.FullName, "tests", "browser");
        }
        return null;
    }

    private static string? FindProgram(params string[] names)
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return names.SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}

/// <summary>How a page is looked at.</summary>
internal sealed record View(int Width = 1280, int Height = 720, bool IsDark = false, bool ReducedMotion = false);

/// <summary>What came of a visit to a page: the results of its commands, and what it must not do.</summary>
internal sealed record Visit(string[] Console, string[] Requests, string[] Dialogs, JsonElement[] Results)
{
    private static readonly JsonSerializerOptions _json = new(JsonSerializerDefaults.Web);

    /// <summary>What a "read" saw.</summary>
    public Sight Sight(int result) => Results[result].Deserialize<Sight>(_json)!;

    /// <summary>What a "walk" saw, stop by stop.</summary>
    public Sight[] Walk(int result) => Results[result].Deserialize<Sight[]>(_json)!;
}

/// <summary>What the page shows at a moment.</summary>
internal sealed record Sight(string Where, string Phase, string Position, string Live, string Focus, RunSight[] Runs)
{
    public RunSight Run => Runs[0];
}

/// <summary>What the page shows of a run.</summary>
internal sealed record RunSight(
    string Name, string Title, bool Differs, FormulaSight[] Formulas, Dictionary<string, NodeSight> Nodes, Dictionary<string, string> Weights,
    AboutSight? About, string? Curve,
    Dictionary<string, Dictionary<string, string>> Table)
{
    /// <summary>The number that the last formula ends in.</summary>
    public double Result() => ShownNumber.Parse(Formulas[^1].Result!);

    /// <summary>A number in the tables, by node or connection and column.</summary>
    public double Number(string of, string column) => ShownNumber.Parse(Table[of][column]);
}

internal sealed record FormulaSight(string Shown, string Spoken, string[] Numbers, string? Result);

internal sealed record NodeSight(string Value, string Delta, string Spoken);

internal sealed record AboutSight(string Title, string[] Lines, string[] Neighbours);
