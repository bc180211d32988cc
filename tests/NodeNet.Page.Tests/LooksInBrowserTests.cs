namespace NodeNet.Page.Tests;

/// <summary>How the page looks and sounds: nothing scrolls sideways, and the live region speaks whole stops.</summary>
public class LooksInBrowserTests(Browser browser) : IClassFixture<Browser>
{
    [BrowserFact]
    public async Task Pictures_of_the_page_are_kept_where_they_are_wanted()
    {
        // .ci/run keeps them as artifacts, to be looked at.
        if (Environment.GetEnvironmentVariable("NODENET_SCREENSHOTS") is not { Length: > 0 } folder) return;
        Directory.CreateDirectory(folder);
        foreach ((int width, int height) in ((int, int)[])[(1280, 720), (1024, 768), (1400, 1000), (390, 844)])
        {
            foreach (bool dark in (bool[])[false, true])
            {
                await using Visit visit = await browser.Open(width, height, dark);
                await visit.Click("g.node[data-node=h1]");
                await visit.Click("#forward");
                await visit.Until("playground.state().step === 4 && playground.isIdle()");
                await Keep("xor");
                foreach ((int lesson, string name) in ((int, string)[])[(1, "forward"), (3, "landscape"), (5, "delta")])
                {
                    if (width < 800) await visit.Click($"#tabs button:nth-child({(lesson == 1 ? 4 : 1)})");
                    await visit.Lesson(lesson);
                    await Keep(name);
                }

                async Task Keep(string name)
                {
                    string file = Path.Combine(folder, $"{name}-{width}x{height}-{(dark ? "dark" : "light")}.png");
                    await visit.Page.ScreenshotAsync(new() { Path = file });
                    new FileInfo(file).Length.Should().BeGreaterThan(10_000);
                }
            }
        }
    }

    [BrowserFact]
    public async Task At_200_percent_and_at_320_pixels_nothing_scrolls_sideways_in_any_view_or_language()
    {
        const string over = "document.documentElement.scrollWidth - innerWidth";
        foreach (string language in Browser.All ? (string[])["en", "da", "de"] : ["de"])
        {
            await using Visit visit = await browser.Open(640, 360, language: language);
            foreach ((int width, int height) in ((int, int)[])[(640, 360), (320, 568)])
            {
                await visit.Resize(width, height);
                foreach (string tab in (string[])["3", "4", "2", "1"])
                {
                    await visit.Click($"#tabs button:nth-child({tab})");
                    (await visit.Evaluate<int>(over)).Should().BeLessThanOrEqualTo(0, $"tab {tab}, {width}, {language}");
                }
                await visit.Click("#net g.node >> nth=-1");
                foreach (string view in (string[])["landscape", "mistakes", "compare", "check", "worksheet", "arithmetic"])
                {
                    await visit.Page.SelectOptionAsync("#view", view);
                    await visit.Idle();
                    (await visit.Evaluate<int>(over)).Should().BeLessThanOrEqualTo(0, $"{view}, {width}, {language}");
                }
            }
        }
    }

    [BrowserFact]
    public async Task The_live_region_speaks_every_formula_of_a_stop_in_words()
    {
        const string first =
            "z h1 equals 0 plus 0.5 times 1 plus … (1 more) plus (minus 0.3) times 5 equals 2.6. a h1 equals sigmoid(2.6) equals 0.9309";
        await using Visit visit = await browser.Open();
        await visit.Preset("handout");
        foreach ((string pace, int stops) in ((string, int)[])[("Node", 8), ("Phase", 4)])
        {
            await visit.Page.SelectOptionAsync("#pace", pace);
            for (int stop = 0; stop < stops; stop++)
            {
                string before = await visit.Evaluate<string>("JSON.stringify([playground.state().step, playground.state().moment?.index])");
                await visit.Click("#forward");
                await visit.Until($"JSON.stringify([playground.state().step, playground.state().moment?.index]) !== '{before}'");
                string said = (await visit.Page.TextContentAsync("#status"))!;
                string[] formulas = await visit.Evaluate<string[]>("playground.state().stop");
                said.Should().NotContainAny("_", "·", "→", "−").And.NotBeEmpty();
                int spoken = said.Split(" equals ").Length - 1;
                spoken.Should().BeGreaterThanOrEqualTo(formulas.Count(formula => formula.Contains('=')), string.Join(" | ", formulas));
                if (pace == "Node" && stop == 3) said.Should().Be(first);
            }
        }
        await visit.Page.SelectOptionAsync("#pace", "Example");
        await visit.Click("#forward");
        await visit.Until("/after step \\d+ \\(row 1\\), epoch \\d+, loss .* to /.test(document.getElementById('status').textContent)");
    }

    [BrowserFact]
    public async Task Fields_and_pictures_say_their_name_value_and_range()
    {
        await using Visit visit = await browser.Open();
        (await visit.Page.GetAttributeAsync("#plane canvas", "aria-label")).Should().MatchRegex(
            "^y1 over x1, x2: ↖ .*, ↗ .*, ↙ .*, ↘ .*the network says 0\\.5, label 0$");
        (await visit.Page.GetAttributeAsync("#loss svg", "aria-label")).Should().MatchRegex("^Loss by epochs: α 0\\.5: 0\\.26");
        await visit.Click("#forward");
        await visit.Until("playground.state().step === 4");
        (await visit.Page.GetAttributeAsync("#slider", "aria-valuetext")).Should().Be("step 4 / 4, epoch 1, after step 4 (row 4)");
        string without = await visit.Evaluate<string>("""
            [...document.querySelectorAll('input, select, button, textarea, [role=button], [role=img]')].filter(e => e.getClientRects().length)
              .filter(e => !(e.getAttribute('aria-label') || e.labels?.length || e.textContent.trim())
                || e.role === 'spinbutton' && (e.value === '' || !e.ariaValueMin || e.ariaValueNow === null)).map(e => e.id || e.outerHTML).join('; ')
            """);
        without.Should().BeEmpty();
    }

    [BrowserFact]
    public async Task With_reduced_motion_the_picture_stands_still_between_a_few_changes_a_second()
    {
        await using Visit visit = await browser.Open();
        await visit.Page.EmulateMediaAsync(new() { ReducedMotion = Microsoft.Playwright.ReducedMotion.Reduce });
        await visit.Page.SelectOptionAsync("#until", "Never");
        (await visit.Evaluate<int>("document.getAnimations().length")).Should().Be(0);
        await visit.Click("#play");
        await visit.Until("playground.frames() > 0");
        double[] rate = await visit.Evaluate<double[]>("""
            (async () => { const from = playground.frames(), at = performance.now(); await new Promise(done => setTimeout(done, 2000));
              return [playground.frames() - from, (performance.now() - at) / 1000]; })()
            """);
        (rate[0] / rate[1]).Should().BeInRange(0.2, 3.1);
        (await visit.Evaluate<int>("document.getAnimations().length")).Should().Be(0);
        await visit.Click("#play");
    }
}
