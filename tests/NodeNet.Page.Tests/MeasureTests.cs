using System.Globalization;
using Microsoft.Playwright;

namespace NodeNet.Page.Tests;

/// <summary>How long what a hand does takes until it is seen. Nothing here fails for being slow: with NODENET_MEASURE=file the numbers are written there, and
/// docs/playground.md has those of one machine.</summary>
public class MeasureTests(Browser browser) : IClassFixture<Browser>
{
    [BrowserFact]
    public async Task The_times_of_the_page_are_measured()
    {
        if (Environment.GetEnvironmentVariable("NODENET_MEASURE") is not { Length: > 0 } file) return;
        var lines = new List<string>();
        await using Visit visit = await browser.Open();
        void Add(string what, double value, string unit) => lines.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {value:G3} {unit}"));
        Add("opened after", await visit.Evaluate<double>("playground.ready"), "ms");

        Add("a key at a weight until the picture", await visit.Evaluate<double>("""
            (async () => {
              const edge = document.querySelector('g.edge'), times = [];
              for (let i = 0; i < 20; i++) {
                const before = edge.getAttribute('aria-label'), from = performance.now();
                edge.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }));
                while (edge.getAttribute('aria-label') === before) await new Promise(requestAnimationFrame);
                times.push(performance.now() - from);
              }
              return times.sort((a, b) => a - b)[10];
            })()
            """), "ms (median of 20)");
        await visit.Click("#undo");

        await visit.Click("#restart");
        await visit.Page.SelectOptionAsync("#until", "Never");
        await visit.Click("#play");
        await visit.Page.WaitForTimeoutAsync(1000);
        double[] played = await visit.Evaluate<double[]>("""
            (async () => {
              const from = performance.now(), step = playground.state().step, frames = playground.frames();
              await new Promise(done => setTimeout(done, 4000));
              const seconds = (performance.now() - from) / 1000;
              return [(playground.state().step - step) / seconds, (playground.frames() - frames) / seconds];
            })()
            """);
        Add("XOR 2-3-1 learns", played[0], "samples/s");
        Add("while the page draws", played[1], "pictures/s");
        await visit.Click("#play");
        await visit.Until("document.getElementById('play').textContent === 'Play'");
        Add("10 000 steps and more in memory: a jump", await visit.Evaluate<double>("""
            (async () => {
              const times = [], reached = playground.state().reached;
              for (let i = 1; i <= 15; i++) {
                const from = performance.now();
                await playground.ask({ do: 'goto', step: Math.floor(reached * ((i * 7) % 16) / 16) + i });
                times.push(performance.now() - from);
              }
              return times.sort((a, b) => a - b)[7];
            })()
            """), "ms (median of 15)");

        await visit.Preset("digits");
        Network network = new NetworkBuilder(64).AddLayer(30, new Activations.ReLU()).AddLayer(10, new Activations.Sigmoid()).Build(1);
        using var model = new MemoryStream();
        network.Save(model);
        await visit.Evaluate<object>("void (globalThis.started = performance.now())");
        await visit.Page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "m.json", MimeType = "text/plain", Buffer = model.ToArray() });
        await visit.Until("document.querySelectorAll('g.square[aria-label^=\"h30 \"]').length === 1");
        Add("64-30-10 opens", await visit.Evaluate<double>("performance.now() - globalThis.started"), "ms");
        await visit.Click("g.square[aria-label^='h5 ']");
        Add("a step of it, with the arithmetic of a node", await visit.Evaluate<double>("""
            (async () => {
              const times = [];
              for (let i = 0; i < 9; i++) {
                const from = performance.now();
                await playground.ask({ do: 'forward', pace: 'Example', chosen: 'h5' });
                times.push(performance.now() - from);
              }
              return times.sort((a, b) => a - b)[4];
            })()
            """), "ms (median of 9)");
        // What a history takes, of the engine as a library: the same objects as in the page.
        string text = System.Text.Encoding.UTF8.GetString(model.ToArray());
        foreach ((string what, Setup setup) in ((string, Setup)[])[("XOR 2-3-1", Presets.Of("xor")), ("64-30-10", Presets.Of("digits") with { Model = text })])
        {
            long before = GC.GetTotalMemory(forceFullCollection: true);
            var session = new Session(setup);
            session.GoTo(10_000);
            double taken = (GC.GetTotalMemory(forceFullCollection: true) - before) / 1048576.0;
            Add($"{what}: 10 000 steps of history take", taken, $"MiB, in {session.Tape.Snapshots} snapshots");
            GC.KeepAlive(session);
        }
        await File.WriteAllLinesAsync(file, lines);
    }
}
