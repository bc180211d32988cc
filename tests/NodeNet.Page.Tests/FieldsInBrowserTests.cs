using Microsoft.Playwright;

namespace NodeNet.Page.Tests;

/// <summary>What is typed into fields, and what the page says about it: commas and dots, what is wrong, damaged links, files that are none.</summary>
public class FieldsInBrowserTests(Browser browser) : IClassFixture<Browser>
{
    private const string Shown = "(s => s.classList.contains('shown') ? s.textContent : '')(document.getElementById('status'))";

    [BrowserFact]
    public async Task A_number_is_read_with_comma_or_dot_and_any_minus_and_arrow_keys_change_it()
    {
        await using Visit visit = await browser.Open();
        (await visit.Evaluate<int>("document.querySelectorAll('input[type=number]').length")).Should().Be(0, "such a field drops a comma");
        foreach ((string typed, double value) in ((string, double)[])[
            ("0,3", 0.3), ("0.05", 0.05), ("+2", 2), ("5×10⁻⁷", 5e-7), (",5", 0.5), ("1e-3", 0.001)])
        {
            await Type(visit, "#rate", typed);
            (await visit.Evaluate<double>("playground.state().rate")).Should().Be(value, typed);
        }
        foreach ((string key, double value) in ((string, double)[])[("ArrowUp", 0.002), ("ArrowDown", 0.001), ("ArrowDown", 0.0009)])
        {
            await visit.Page.PressAsync("#rate", key);
            await visit.Until($"playground.state().rate === {value.ToString(System.Globalization.CultureInfo.InvariantCulture)}");
        }
        await Type(visit, "#batch", "3");
        await visit.Page.PressAsync("#batch", "ArrowDown");
        await visit.Until("playground.state().setup.batch === 2");
        await Type(visit, "#seed", "17");
        (await visit.Evaluate<int>("playground.state().setup.seed")).Should().Be(17);
        await visit.Page.SelectOptionAsync("#view", "compare");
        await Type(visit, "#otherRate", "0,25");
        (await visit.Evaluate<double>("playground.state().rival.rate")).Should().Be(0.25);
        await Type(visit, "#table tbody tr:first-child td:nth-child(2) input", "–0,5");
        (await visit.Evaluate<double>("playground.state().rows[0][0]")).Should().Be(-0.5);
    }

    [BrowserFact]
    public async Task What_is_no_number_is_told_in_words_and_stays_until_it_is_mended()
    {
        await using Visit visit = await browser.Open();
        foreach ((string field, string typed, string says) in ((string, string, string)[])[
            ("#rate", "−1", "“−1” is too small: write 0 or more."),
            ("#rate", "abc", "“abc” is no number that can be used here. Write one as 0.3 or 0,3."),
            ("#rate", "", "Write a number, as 0.3."), ("#batch", "1.5", "“1.5” is not whole: write a whole number, as 2."),
            ("#batch", "9", "“9” is too large: write 4 or less."), ("#seed", "1,5", "“1,5” is not whole: write a whole number, as 2."),
            ("#table tbody tr:first-child td:nth-child(2) input", "1/3", "“1/3” is no number that can be used here. Write one as 0.3 or 0,3.")])
        {
            string before = await visit.Evaluate<string>("JSON.stringify([playground.state().rate, playground.state().setup, playground.state().rows])");
            await Type(visit, field, typed);
            (await visit.Evaluate<string>(Shown)).Should().Be(says);
            await visit.Click("#forward");
            await visit.Idle();
            (await visit.Page.InputValueAsync(field)).Should().Be(typed, "what was typed stays");
            (await visit.Evaluate<string>(Shown)).Should().StartWith(says, "and what is wrong with it is still told");
            (await visit.Evaluate<string>("JSON.stringify([playground.state().rate, playground.state().setup, playground.state().rows])")).Should().Be(before);
            await Type(visit, field, "1");
            (await visit.Evaluate<string>(Shown)).Should().BeEmpty();
        }
    }

    [BrowserFact]
    public async Task A_weights_field_shows_the_whole_number_from_its_sign_on_and_keeps_what_is_none()
    {
        await using Visit visit = await browser.Open();
        await visit.Click("#play");
        await visit.Until("document.getElementById('play').textContent === 'Play' && playground.state().right === 4 && playground.isIdle()");
        await visit.Click("g.edge[aria-label*='h1→y1'] text.value");
        await visit.Idle();
        (await visit.Page.InputValueAsync("#edit")).Should().StartWith("−").And.MatchRegex("^−\\d\\.\\d{12,}$");
        (await visit.Evaluate<bool>("(f => f.scrollLeft === 0 && f.scrollWidth <= f.clientWidth)(document.getElementById('edit'))")).Should().BeTrue();

        await visit.Page.Keyboard.TypeAsync("1/3");
        await visit.Page.Keyboard.PressAsync("Enter");
        (await visit.Evaluate<string>(Shown)).Should().Be("“1/3” is no number that can be used here. Write one as 0.3 or 0,3.");
        (await visit.Page.InputValueAsync("#edit")).Should().Be("1/3");
        (await visit.Page.IsVisibleAsync("#edit")).Should().BeTrue();
        await visit.Page.Keyboard.PressAsync("Escape");
        (await visit.Page.IsVisibleAsync("#edit")).Should().BeFalse();
        (await visit.Evaluate<string>(Shown)).Should().BeEmpty();
    }

    [BrowserFact]
    public async Task A_link_that_is_damaged_or_cut_anywhere_is_told_of_and_a_whole_one_is_not()
    {
        await using Visit visit = await browser.Open();
        await visit.Click("#forward");
        await visit.Click("#share");
        await visit.Until("location.hash.length > 1");
        string whole = await visit.Evaluate<string>("location.hash");
        int weights = whole.Length - whole.IndexOf('.', StringComparison.Ordinal);
        int[] cuts = Browser.All ? [20, 32, weights - 1, weights, weights + 40] : [32, weights];
        foreach (string hash in (string[])["#garbage", .. cuts.Select(cut => whole[..^cut])])
        {
            await using Visit other = await browser.Open(hash: hash);
            (await other.Evaluate<string>(Shown)).Should().Be("This link is incomplete or damaged. A fresh network is shown instead.", hash);
            await other.Resize(1100, 700);
            (await other.Evaluate<string>(Shown)).Should().NotBeEmpty("nothing was done yet");
            await other.Click("#forward");
            await other.Until(Shown + " === ''");
            await other.Evaluate<object>("void (location.hash = '#rubbish')");
            await other.Until(Shown + " === 'This link is incomplete or damaged. What was here stays.'");
        }
        await using Visit good = await browser.Open(hash: whole);
        (await good.Evaluate<string>(Shown)).Should().BeEmpty();
        (await good.Evaluate<long>("playground.state().step")).Should().Be(4);
    }

    [BrowserFact]
    public async Task Lists_fields_and_tasks_are_not_cut_in_any_language()
    {
        const string cut = """
            (() => {
              const pen = document.createElement('canvas').getContext('2d'), bad = [];
              for (const list of document.querySelectorAll('select')) {
                if (!list.getClientRects().length) continue;
                const style = getComputedStyle(list), arrow = style.appearance === 'none' ? 0 : 18;
                const sides = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight) + arrow;
                pen.font = style.font;
                const text = list.selectedOptions[0].text;
                if (pen.measureText(text).width > list.clientWidth - sides + 1) bad.push(list.id + ': ' + text);
              }
              for (const field of document.querySelectorAll('input.number'))
                if (field.getClientRects().length && field.scrollWidth > field.clientWidth) bad.push(field.id + ': ' + field.value);
              const task = document.getElementById('task');
              if (task.scrollHeight > task.clientHeight) bad.push(task.textContent);
              if (document.documentElement.scrollWidth > innerWidth) bad.push('sideways');
              return bad.join('; ');
            })()
            """;
        foreach (string language in (string[])["en", "da", "de"])
        {
            await using Visit visit = await browser.Open(language: language);
            await Type(visit, "#rate", "0.00525");
            foreach ((int width, int height) in ((int, int)[])[(1280, 720), (1024, 768)])
            {
                await visit.Resize(width, height);
                await visit.Until("document.getElementById('lossname') !== null");
                await visit.Page.SelectOptionAsync("#lossname", "binary_cross_entropy");
                await visit.Idle();
                foreach (int lesson in (int[])[-1, 3, 5, 8])
                {
                    await visit.Page.SelectOptionAsync("#lessons", lesson.ToString(System.Globalization.CultureInfo.InvariantCulture));
                    await visit.Idle();
                    await visit.Page.SelectOptionAsync("#view", "mistakes");
                    (await visit.Evaluate<string>(cut)).Should().BeEmpty($"{language}, lesson {lesson + 1}, {width}");
                }
                await visit.Page.SelectOptionAsync("#lessons", "-1");
                await visit.Idle();
            }
        }
    }

    [BrowserFact]
    public async Task What_is_said_covers_nothing_and_is_said_in_the_language_that_is_chosen()
    {
        const string covered = """
            (() => {
              const box = document.getElementById('status').getBoundingClientRect();
              return [...document.querySelectorAll('h2, #layers *, #depth *, #net text, #lessons, #top *')].filter(e => e.getClientRects().length).filter(e => {
                const r = e.getBoundingClientRect();
                return Math.min(r.right, box.right) - Math.max(r.left, box.left) > 1 && Math.min(r.bottom, box.bottom) - Math.max(r.top, box.top) > 1; })
                .map(e => e.id || e.textContent).join('; ');
            })()
            """;
        await using Visit visit = await browser.Open();
        await visit.Click("#play");
        await visit.Until(Shown + " === 'All are right and the loss is below 0.01.'");
        foreach ((int width, int height) in ((int, int)[])[(1280, 720), (1024, 768), (390, 844)])
        {
            await visit.Resize(width, height);
            (await visit.Evaluate<string>(covered)).Should().BeEmpty($"at {width}");
        }
        await visit.Resize(1280, 720);
        await visit.Page.SelectOptionAsync("#language", "da");
        await visit.Until(Shown + " === 'Alle er rigtige, og tabet er under 0,01.'");
        await Type(visit, "#rate", "x");
        await visit.Page.SelectOptionAsync("#language", "de");
        await visit.Until(Shown + " === ''");
        (await visit.Page.InputValueAsync("#rate")).Should().Be("0.5", "it is not said any more, so the number is back");
    }

    [BrowserFact]
    public async Task A_number_of_a_step_is_named_and_its_nodes_arithmetic_shown()
    {
        await using Visit visit = await browser.Open();
        await visit.Page.SelectOptionAsync("#pace", "Term");
        const string line = "document.getElementById('moment').textContent + ' | ' + document.querySelector('#lines h3 span').textContent";
        var seen = new List<string>();
        for (int i = 0; i < 80; i++)
        {
            await visit.Click("#forward");
            await visit.Until($"(playground.state().moment?.index ?? -1) === {i} && playground.isIdle()");
            seen.Add(await visit.Evaluate<string>(line));
        }
        seen.Should().Contain(["1/80: input x1 = 0 | x1", "4/80: product wx1→h1 · x1 = 0 | h1", "24/80: loss term Ly1 = 0.25 | y1"]);
        string all = string.Join('\n', seen);
        foreach (string words in (string[])["net input zh1", "push −∂L/∂ah1", "slope a′h1", "delta δh1", "gradient −∂L/∂wx1→h1", "change Δwx1→h1"])
            all.Should().Contain($": {words} = ");
        seen[^1].Should().StartWith("80/80: new value w⁺h3→y1 = 0.8993362");
        foreach ((string language, string word) in ((string, string)[])[("da", "ny værdi"), ("de", "neuer Wert")])
        {
            await visit.Page.SelectOptionAsync("#language", language);
            await visit.Until($"document.getElementById('moment')?.textContent.includes('{word}')");
        }
    }

    [BrowserFact]
    public async Task Playing_that_gets_nowhere_ends_with_advice_and_every_number_has_room()
    {
        await using Visit visit = await browser.Open();
        await visit.Lesson(7);
        await Type(visit, "#rate", "50");
        await visit.Click("#play");
        await visit.Until("document.getElementById('play').textContent === 'Play' && document.getElementById('status').textContent.includes('smaller α')");
        await visit.Idle();
        (await visit.Evaluate<string>(Shown)).Should().StartWith("In the last 5120 epochs, as many as before them, the loss has not fallen by even 1%");
        (await visit.Page.TextContentAsync("#loss svg")).Should().Contain("10240");
        string numbers = await visit.Evaluate<string>("[...document.querySelectorAll('#net text')].map(text => text.textContent).join(' ')");
        numbers.Should().Contain("×10⁻").And.NotMatchRegex(@"\de[−-]?\d").And.NotMatchRegex(@"\d\.\d{9}");
        (await visit.Evaluate<string>("""
            (() => {
              const field = document.getElementById('field').getBoundingClientRect();
              const shown = e => e.getClientRects().length && e.textContent && getComputedStyle(e).display !== 'none';
              const texts = [...document.querySelectorAll('#net text')].filter(shown).map(e => [e.textContent, e.getBoundingClientRect()]), bad = [];
              texts.forEach(([text, r], i) => {
                if (r.left < field.left - 1 || r.right > field.right + 1) bad.push('cut: ' + text);
                for (const [other, o] of texts.slice(i + 1))
                  if (Math.min(r.right, o.right) - Math.max(r.left, o.left) > 1 && Math.min(r.bottom, o.bottom) - Math.max(r.top, o.top) > 4)
                    bad.push(text + ' on ' + other);
              });
              return bad.join('; ');
            })()
            """)).Should().BeEmpty();
        await visit.Click("#smaller");
        await visit.Until("playground.state().rate === 5 && playground.state().step === 0");
    }

    [BrowserFact]
    public async Task Help_has_a_legend_a_picture_is_no_table_and_captions_fit_what_is_shown()
    {
        await using Visit visit = await browser.Open();
        await visit.Click("#help");
        (await visit.Page.Locator("#helpBox li").CountAsync()).Should().Be(12);
        (await visit.Page.InnerTextAsync("#helpBox")).Should().Contain("a weight below 0").And.Contain("frozen").And.NotContain("undefined");
        await visit.Page.Keyboard.PressAsync("Escape");
        (await visit.Evaluate<string>("document.activeElement.id")).Should().Be("help");

        byte[] picture = [0x89, .. "PNG\r\n"u8, 0, 1, .. "\",a"u8];
        await visit.Page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "photo.csv", MimeType = "text/csv", Buffer = picture });
        await visit.Until(Shown + ".startsWith('photo.csv is no text file')");
        byte[] western = [.. "h"u8, 0xf8, .. "jde,y\n1,2\n2,3\n"u8]; // "højde", as older spreadsheets write it
        await visit.Page.SetInputFilesAsync("input[type=file]", new FilePayload { Name = "a.csv", MimeType = "text/csv", Buffer = western });
        await visit.Until("document.querySelector('#table th:nth-child(2)')?.textContent === 'højde'");

        await visit.Preset("line");
        (await visit.Page.TextContentAsync("#plane figcaption")).Should().Be("y1 over x1");
        await visit.Preset("digits");
        (await visit.Page.TextContentAsync("#plane figcaption")).Should().Be("row 1: label 0");
        await visit.Click("#check");
        (await visit.Page.Locator("#filled summary").CountAsync()).Should().Be(1, "a filled sheet needs no node");
    }

    private static async Task Type(Visit visit, string field, string text)
    {
        await visit.Page.FillAsync(field, text);
        await visit.Page.PressAsync(field, "Enter");
        await visit.Idle();
    }
}
