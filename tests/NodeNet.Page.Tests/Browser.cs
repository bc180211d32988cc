using System.Text.Json.Nodes;
using Microsoft.Playwright;
using NodeNet.Playground;

namespace NodeNet.Page.Tests;

/// <summary>A test with real clicks and keys in chromium. Where there is none, or no page was built, it is skipped and says why; with
/// NODENET_BROWSER=required it fails instead, and with NODENET_BROWSER=off it is always skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        string? wish = Environment.GetEnvironmentVariable("NODENET_BROWSER");
        if (wish == "off") Skip = "NODENET_BROWSER is off";
        else if (Browser.Missing is { } missing && wish != "required") Skip = $"{missing} (NODENET_BROWSER=required fails instead of skipping)";
    }
}

/// <summary>One chromium, and one file of the page, for all tests: started by the first that needs it, gone with the process.</summary>
public sealed class Browser
{
    private static readonly string? _chromium = ((string[])["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"])
        .SelectMany(name => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Select(folder => Path.Combine(folder, name)))
        .FirstOrDefault(File.Exists);

    private static readonly Lazy<Task<(string File, IBrowser Browser)>> _shared = new(Start);

    private readonly Lazy<Task<(string File, IBrowser Browser)>> _started = _shared;

    /// <summary>Whether the tests take their time: .ci/nightly sets NODENET_PAGE=all.</summary>
    internal static bool All => Environment.GetEnvironmentVariable("NODENET_PAGE") == "all";

    internal static string? Missing =>
        _chromium is null ? "chromium is not installed" : PlaygroundPage.IsThere ? null : "the page is not built: run web/publish";

    private static async Task<(string, IBrowser)> Start()
    {
        string file = Path.Combine(Path.GetTempPath(), $"nodenet-{Guid.NewGuid():N}.html");
        await File.WriteAllTextAsync(file, PlaygroundPage.Read());
        IPlaywright playwright = await Playwright.CreateAsync();
        IBrowser browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = _chromium, Args = ["--no-sandbox"] });
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            playwright.Dispose(); // and with it chromium
            File.Delete(file);
        };
        return (file, browser);
    }

    /// <summary>Opens the page from a server of this machine.</summary>
    public async Task<Visit> OpenAt(Uri address)
    {
        Missing.Should().BeNull("the browser tests are required");
        IBrowserContext context = await (await _started.Value).Browser.NewContextAsync(new() { Locale = "en" });
        var visit = new Visit(await context.NewPageAsync(), address.GetLeftPart(UriPartial.Authority));
        await visit.Page.GotoAsync(address.ToString());
        await visit.Page.WaitForFunctionAsync("() => globalThis.playground?.ready", null, new() { Timeout = 120_000 });
        return visit;
    }

    /// <summary>Opens the page from its file, with the network off.</summary>
    /// <param name="width">Of the window.</param>
    /// <param name="height">Of the window.</param>
    /// <param name="dark">Whether it is seen in dark colours.</param>
    /// <param name="hash">What stands in the address behind the file.</param>
    /// <param name="language">The reader's.</param>
    /// <param name="setup">What a program saved into the page, as JSON.</param>
    public async Task<Visit> Open(int width = 1280, int height = 720, bool dark = false, string hash = "", string language = "en", string? setup = null)
    {
        Missing.Should().BeNull("the browser tests are required");
        IBrowserContext context = await (await _started.Value).Browser.NewContextAsync(new()
        {
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light,
            Offline = true,
            Locale = language,
        });
        var visit = new Visit(await context.NewPageAsync());
        string file = (await _started.Value).File, own = Path.Combine(Path.GetTempPath(), $"nodenet-{Guid.NewGuid():N}.html");
        try
        {
            if (setup is not null) await File.WriteAllTextAsync(own, PlaygroundPage.With(PlaygroundPage.Read(), setup));
            await visit.Page.GotoAsync(new Uri(setup is null ? file : own) + hash);
            await visit.Page.WaitForFunctionAsync("() => globalThis.playground?.ready", null, new() { Timeout = 120_000 });
        }
        finally
        {
            File.Delete(own);
        }
        return visit;
    }
}

/// <summary>A page that is open, and what it must not do.</summary>
public sealed class Visit : IAsyncDisposable
{
    public Visit(IPage page, string own = "file:")
    {
        Page = page;
        page.SetDefaultTimeout(45_000);
        page.Request += (_, request) =>
        {
            if (!((string[])[own, "blob:", "data:"]).Any(scheme => request.Url.StartsWith(scheme, StringComparison.Ordinal)))
            {
                Requests.Add(request.Url);
            }
        };
        page.Console += (_, message) => Console.Add(message.Text);
        page.PageError += (_, error) => Console.Add(error);
        page.Dialog += async (_, dialog) => { Console.Add("dialog " + dialog.Message); await dialog.DismissAsync(); };
    }

    public IPage Page { get; }

    public List<string> Requests { get; } = [];

    public List<string> Console { get; } = [];

    public Task Click(string selector) => Page.ClickAsync(selector);

    /// <summary>What the page holds: the engine's last answer.</summary>
    public async Task<JsonNode> State() => JsonNode.Parse(await Page.EvaluateAsync<string>("JSON.stringify(playground.state())"))!;

    /// <summary>Asks the engine in the page's worker.</summary>
    public async Task<JsonNode> Ask(string request) =>
        JsonNode.Parse(await Page.EvaluateAsync<string>("async request => JSON.stringify(await playground.ask(JSON.parse(request)))", request))!;

    public async Task Preset(string name)
    {
        await Page.SelectOptionAsync("#preset", name);
        await Until($"playground.state().setup.preset === '{name}' && playground.isIdle()");
    }

    public async Task Lesson(int index)
    {
        await Page.SelectOptionAsync("#lessons", index.ToString(System.Globalization.CultureInfo.InvariantCulture));
        await Until($"playground.state().lesson?.index === {index} && playground.isIdle()");
    }

    /// <summary>Turns the teacher's switch on, so that a lesson shows what it asks for; a node must be chosen.</summary>
    public async Task Teacher()
    {
        await Page.SelectOptionAsync("#view", "check");
        await Page.CheckAsync("#teacher");
        await Page.SelectOptionAsync("#view", "arithmetic");
        await Idle();
    }

    /// <summary>Gives the page another size, as a window that is drawn larger; saves opening it anew.</summary>
    public async Task Resize(int width, int height)
    {
        await Page.SetViewportSizeAsync(width, height);
        // Two frames later the page has seen it.
        await Evaluate<object>("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0))))");
        await Idle();
    }

    /// <summary>Waits until what was begun is done: nothing is asked of the engine any more.</summary>
    public Task Idle() => Until("playground.isIdle()");

    /// <summary>Waits for what the page says to be so.</summary>
    public Task Until(string condition) => Page.WaitForFunctionAsync($"() => {condition}");

    public Task<T> Evaluate<T>(string script) => Page.EvaluateAsync<T>(script);

    public async ValueTask DisposeAsync()
    {
        await Page.Context.DisposeAsync();
        Requests.Should().BeEmpty("nothing leaves the page");
        Console.Should().BeEmpty();
    }
}
