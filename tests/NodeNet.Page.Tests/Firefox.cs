using System.Diagnostics;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using NodeNet.Playground;

namespace NodeNet.Page.Tests;

/// <summary>A test with real clicks and keys in Debian's firefox-esr. It runs where NODENET_FIREFOX is "required", as .ci/nightly sets it; elsewhere it is
/// skipped.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FirefoxFactAttribute : FactAttribute
{
    public FirefoxFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("NODENET_FIREFOX") != "required") Skip = "NODENET_FIREFOX is not \"required\"";
    }
}

/// <summary>Firefox with the playground from its file, driven by WebDriver BiDi, which it speaks without a driver beside it. Playwright drives only a Firefox
/// of its own.</summary>
internal sealed partial class Firefox : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("nodenet-firefox").FullName;
    private static CultureInfo Invariant => CultureInfo.InvariantCulture;

    private readonly ClientWebSocket _socket = new();
    private readonly Process _process;
    private string _context = "";
    private int _id;

    private Firefox()
    {
        File.WriteAllText(Path.Combine(_folder, "page.html"), PlaygroundPage.Read());
        string profile = Directory.CreateDirectory(Path.Combine(_folder, "profile")).FullName;
        // Nothing of its own goes out while the page is looked at; it counts in English.
        File.WriteAllText(Path.Combine(profile, "user.js"), """
            user_pref("browser.shell.checkDefaultBrowser", false);
            user_pref("datareporting.policy.dataSubmissionEnabled", false);
            user_pref("app.update.auto", false);
            user_pref("intl.accept_languages", "en");
            user_pref("remote.active-protocols", 1);
            """);
        _process = Process.Start(new ProcessStartInfo(
            "firefox-esr", ["--headless", "--no-remote", "--profile", profile, "--remote-debugging-port", "0", "--width", "1280", "--height", "720"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
    }

    /// <summary>Opens the page and waits until NodeNet has started in it.</summary>
    public static async Task<Firefox> Open()
    {
        var firefox = new Firefox();
        try
        {
            await firefox.Connect();
            return firefox;
        }
        catch
        {
            await firefox.DisposeAsync();
            throw;
        }
    }

    private async Task Connect()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        string? address = null;
        while (address is null)
        {
            string line = await _process.StandardError.ReadLineAsync(patience.Token) ?? throw new InvalidOperationException("firefox-esr has ended.");
            if (Listening().Match(line) is { Success: true } match) address = match.Value;
        }
        _ = _process.StandardError.ReadToEndAsync(CancellationToken.None);
        _ = _process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await _socket.ConnectAsync(new Uri(address + "/session"), patience.Token);
        await Send("session.new", new JsonObject { ["capabilities"] = new JsonObject() });
        _context = (await Send("browsingContext.getTree", []))["contexts"]![0]!["context"]!.GetValue<string>();
        var size = new JsonObject { ["width"] = 1280, ["height"] = 720 };
        await Send("browsingContext.setViewport", new JsonObject { ["context"] = _context, ["viewport"] = size });
        await Send("browsingContext.navigate", new JsonObject
        {
            ["context"] = _context,
            ["url"] = new Uri(Path.Combine(_folder, "page.html")).ToString(),
            ["wait"] = "complete",
        });
        await Until("globalThis.playground?.ready > 0");
    }

    /// <summary>What a script in the page gives: a text, a number, whether something is so; as text.</summary>
    public async Task<string> Evaluate(string script)
    {
        JsonObject answer = await Send("script.evaluate", new JsonObject
        {
            ["expression"] = $"(async () => String(await ({script})))()",
            ["target"] = new JsonObject { ["context"] = _context },
            ["awaitPromise"] = true,
        });
        return answer["type"]!.GetValue<string>() == "success" ? answer["result"]!["value"]!.GetValue<string>()
            : throw new InvalidOperationException(answer["exceptionDetails"]!["text"]!.GetValue<string>());
    }

    public async Task Until(string condition)
    {
        for (int tries = 0; tries < 600; tries++)
        {
            if (await Evaluate(condition) == "true") return;
            await Task.Delay(100);
        }
        throw new TimeoutException($"Waited in vain for {condition}");
    }

    /// <summary>A click in the middle of an element, once it is there.</summary>
    public async Task Click(string selector)
    {
        await Until($"document.querySelector(`{selector}`) !== null && playground.isIdle()");
        string[] at = (await Evaluate($$"""
            (r => [Math.round(r.x + r.width / 2), Math.round(r.y + r.height / 2)])(document.querySelector(`{{selector}}`).getBoundingClientRect())
            """)).Split(',');
        await Act("pointer", new JsonObject { ["type"] = "pointerMove", ["x"] = int.Parse(at[0], Invariant), ["y"] = int.Parse(at[1], Invariant) },
            new JsonObject { ["type"] = "pointerDown", ["button"] = 0 }, new JsonObject { ["type"] = "pointerUp", ["button"] = 0 });
    }

    /// <summary>Letters, one key after the other; \uE007 is Enter, \uE004 Tab.</summary>
    public Task Type(string text) => Act("key", [.. text.SelectMany(letter => (JsonObject[])[
        new() { ["type"] = "keyDown", ["value"] = letter.ToString() }, new() { ["type"] = "keyUp", ["value"] = letter.ToString() }])]);

    private Task Act(string kind, params JsonObject[] actions) => Send("input.performActions", new JsonObject
    {
        ["context"] = _context,
        ["actions"] = new JsonArray(new JsonObject { ["type"] = kind, ["id"] = kind, ["actions"] = new JsonArray([.. actions]) }),
    });

    private async Task<JsonObject> Send(string method, JsonObject parameters)
    {
        int id = ++_id;
        var message = new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters };
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        await _socket.SendAsync(Encoding.UTF8.GetBytes(message.ToJsonString()), WebSocketMessageType.Text, true, patience.Token);
        for (; ; )
        {
            JsonNode answer = JsonNode.Parse(await Receive(patience.Token))!;
            if (answer["id"]?.GetValue<int>() != id) continue; // an event
            return answer["result"]?.AsObject() ?? throw new InvalidOperationException($"{method}: {answer["message"]}");
        }
    }

    private async Task<byte[]> Receive(CancellationToken patience)
    {
        using var message = new MemoryStream();
        byte[] part = new byte[16384];
        WebSocketReceiveResult got;
        do
        {
            got = await _socket.ReceiveAsync(part, patience);
            message.Write(part, 0, got.Count);
        }
        while (!got.EndOfMessage);
        return message.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [GeneratedRegex(@"ws://\S+")]
    private static partial Regex Listening();
}
