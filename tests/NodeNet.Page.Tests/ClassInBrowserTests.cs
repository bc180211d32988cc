using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;

namespace NodeNet.Page.Tests;

/// <summary>What a class needs: playing that ends by itself and stops at what is not finite, two rates side by side, worksheets and their marking.</summary>
public class ClassInBrowserTests(Browser browser) : IClassFixture<Browser>
{
    [BrowserFact]
    public async Task What_is_not_finite_stops_names_its_number_and_offers_the_way_back_and_a_smaller_rate()
    {
        await using Visit visit = await browser.Open();
        await visit.Preset("line");
        await visit.Page.FillAsync("#rate", "50");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Until("playground.state().rate === 50");

        await visit.Click("#play");
        await visit.Until("!document.getElementById('remedies').hidden");
        (await visit.Page.TextContentAsync("#play")).Should().Be("Play", "it has stopped");
        (await visit.Page.TextContentAsync("#status")).Should().MatchRegex("x1→y1|b_y1|y1");
        (await visit.Evaluate<bool>("playground.state().edges.every(edge => Number.isFinite(edge.weight))")).Should().BeTrue();
        long step = await visit.Evaluate<long>("playground.state().step");
        await visit.Click("#goBack");
        await visit.Until($"playground.state().step < {step}");
        (await visit.Page.IsHiddenAsync("#remedies")).Should().BeTrue();
        (await visit.Evaluate<string>("document.activeElement.id")).Should().Be("back", "the focus is where the hand was sent");

        await visit.Click("#restart");
        await visit.Click("#play");
        await visit.Until("!document.getElementById('remedies').hidden");
        await visit.Click("#smaller");
        await visit.Until("playground.state().rate === 5");
        (await visit.Page.IsHiddenAsync("#remedies")).Should().BeTrue();
    }

    [BrowserFact]
    public async Task Playing_ends_by_itself_when_all_are_right_the_loss_is_small_the_epochs_are_done_or_the_page_is_hidden()
    {
        await using Visit visit = await browser.Open();
        foreach ((string until, string reached, string before, string says) in ((string, string, string, string)[])[
            ("Right", "playground.state().right === 4", "playground.state().right < 4", "All are right."),
            ("Loss", "playground.state().loss < 0.01", "playground.state().loss >= 0.01", "The loss is below 0.01."),
            ("Epochs", "playground.state().epoch === 20", "playground.state().epoch === 19", "The epochs are done.")])
        {
            await visit.Click("#restart");
            await visit.Until("playground.state().step === 0");
            await visit.Page.SelectOptionAsync("#until", until);
            if (until == "Epochs") await visit.Page.FillAsync("#epochs", "20");
            if (until == "Epochs") await visit.Page.Keyboard.PressAsync("Enter");
            await visit.Click("#play");
            await visit.Until($"document.getElementById('play').textContent === 'Play' && document.getElementById('status').textContent === '{says}'");
            (await visit.Evaluate<bool>(reached)).Should().BeTrue(until);
            await visit.Click("#back");
            await visit.Until(before); // the epoch before, it was not so yet
        }
        await visit.Page.SelectOptionAsync("#until", "Never");
        await visit.Click("#play");
        await visit.Until("playground.state().epoch > 40");
        await visit.Evaluate<object>("Object.defineProperty(document, 'hidden', { get: () => true, configurable: true })");
        await visit.Until("document.getElementById('play').textContent === 'Play' && document.getElementById('status').textContent.includes('hidden')");
    }

    [BrowserFact]
    public async Task A_second_network_takes_the_same_steps_with_another_rate_and_a_branch_keeps_its_dashed_curve()
    {
        await using Visit visit = await browser.Open();
        await visit.Page.SelectOptionAsync("#view", "compare");
        await visit.Page.FillAsync("#otherRate", "2");
        await visit.Click("#goAlong");
        await visit.Until("playground.state().rival?.rate === 2");
        for (int epoch = 1; epoch <= 3; epoch++)
        {
            await visit.Click("#forward");
            await visit.Until($"playground.state().epoch === {epoch}");
        }
        JsonNode rival = (await visit.State())["rival"]!;
        var session = new Session(Presets.Of("xor") with { Rate = 2 });
        session.GoTo(12);
        rival["loss"]!.GetValue<double>().Should().BeApproximately(session.Tape.Loss, 1e-12);
        rival["parameters"]![0]!["wrong"]!.GetValue<double>().Should().BeApproximately(session.Tape.ValueOf("x1→h1"), 1e-12);
        (await visit.Page.InnerTextAsync("#rival")).Should().Contain("second").And.Contain("x1→h1");
        (await visit.Evaluate<string[]>("[...document.querySelectorAll('#loss path.other')].map(path => path.getAttribute('stroke-dasharray'))"))
            .Should().Equal("5 4");
        await visit.Click("#goAway");
        await visit.Until("playground.state().rival === undefined");

        await visit.Click("#back");
        await visit.Until("playground.state().epoch === 2");
        await visit.Page.FillAsync("#rate", "0.1");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Until("playground.state().curves.length === 2");
        (await visit.Evaluate<int>("document.querySelectorAll('#loss path.other').length")).Should().Be(1);
    }

    [BrowserFact]
    public async Task A_worksheet_has_the_blanks_that_were_clicked_as_page_workbook_and_table_and_prints_on_two_pages_at_most()
    {
        await using Visit visit = await browser.Open();
        await visit.Preset("handout");
        await visit.Click("#worksheet");
        await visit.Page.SelectOptionAsync("#panel select", "chosen");
        await visit.Click("#make");
        (await visit.Page.TextContentAsync("#status")).Should().Contain("Nothing is chosen");
        await visit.Click("g.node[aria-label^='h1 ']");
        await visit.Click("g.edge[aria-label*='h1→y1'] text.value");
        await visit.Until("document.getElementById('clicked').textContent === 'h1, h1→y1'");
        Dictionary<string, byte[]> files = await Make(visit);

        files.Keys.Should().Equal("sheet.html", "key.html", "sheet.xlsx", "key.xlsx", "sheet.csv", "key.csv", "sheet.md", "key.md");
        Encoding.UTF8.GetString(files["sheet.xlsx"], 0, 2).Should().Be("PK");
        string sheet = Encoding.UTF8.GetString(files["sheet.csv"]), key = Encoding.UTF8.GetString(files["key.md"]);
        sheet.Should().Contain("\n1,net input of h1,").And.NotContain("0.9308616", "the activation of h1 is a blank");
        key.Should().Contain("0.9308616");
        await Pages(visit, files["sheet.html"], 2);
        await Pages(visit, files["key.html"], 2);

        foreach (string phase in (string[])["forward", "backward", "update", "everything"])
        {
            await visit.Page.SelectOptionAsync("#panel select", phase);
            files = await Make(visit, "#files li:first-child a");
            await Pages(visit, files["sheet.html"], 2);
        }
        await visit.Page.FillAsync("#sheets", "30");
        await visit.Click("#make");
        await visit.Until("document.querySelector('#files a')?.textContent === 'sheets.html'");
    }

    [BrowserFact]
    public async Task A_filled_sheet_that_is_pasted_is_marked_and_no_answer_is_shown_before_two_tries_or_the_teachers_switch()
    {
        await using Visit visit = await browser.Open();
        await visit.Preset("handout");
        await visit.Click("#worksheet");
        await visit.Page.SelectOptionAsync("#panel select", "forward");
        string[] lines = Encoding.UTF8.GetString((await Make(visit))["sheet.csv"]).Split('\n');
        string filled = string.Join('\n', lines.Select(line => line.StartsWith("1,", StringComparison.Ordinal) ? Written(line, "2.6")
            : line.StartsWith("2,", StringComparison.Ordinal) ? Written(line, "0.5") : line));

        await visit.Click("g.node[aria-label^='h1 ']");
        await visit.Click("#check");
        await visit.Click("#filled summary");
        await visit.Page.FillAsync("#sheet", filled);
        await visit.Click("#markSheet");
        await visit.Until("document.querySelectorAll('#marks li').length > 3");
        (await visit.Page.InnerTextAsync("#marks")).Should().Contain("1 of ").And.Contain("✓ Right").And.Contain("✗ Not right").And.NotContain("0.9308");

        const string answers = "(document.getElementById('panel').innerText.match(/0\\.9308616/g) ?? []).length";
        for (int tries = 0; tries < 2; tries++)
        {
            await visit.Page.EvalOnSelectorAsync<object>("#reveal", "button => button.click()");
            (await visit.Evaluate<int>(answers)).Should().Be(0, "two tries come first");
            await visit.Click("#mark"); // an empty field is no try
            await visit.Page.FillAsync("#panel .answer:nth-of-type(2) input", $"0.{tries + 1}");
            await visit.Click("#mark");
            await visit.Until("document.querySelector('#panel .answer:nth-of-type(2) .verdict').textContent !== ''");
            await visit.Page.FillAsync("#panel .answer:nth-of-type(2) input", "");
        }
        await visit.Click("#reveal");
        await visit.Until(answers + " === 1");

        await visit.Click("g.node[aria-label^='h2 ']");
        await visit.Until("document.querySelector('#panel h3').textContent.endsWith('h2')");
        (await visit.Page.GetAttributeAsync("#reveal", "aria-disabled")).Should().Be("true");
        await visit.Page.CheckAsync("#teacher");
        await visit.Click("#reveal");
        await visit.Until("document.getElementById('panel').innerText.includes('0.9002495')");

        static string Written(string line, string answer)
        {
            string[] cells = line.TrimEnd('\r').Split(',');
            cells[3] = answer;
            return string.Join(',', cells);
        }
    }

    [BrowserFact]
    public async Task What_was_made_goes_out_as_a_program_a_table_and_a_model_file()
    {
        await using Visit visit = await browser.Open();
        await visit.Click("#forward");
        await visit.Until("playground.state().step === 4");
        await visit.Click("#export");
        await visit.Until("document.querySelectorAll('#exported a').length === 3");
        Dictionary<string, byte[]> files = await Files(visit, "#exported a");

        double weight = await visit.Evaluate<double>("playground.state().edges[0].weight");
        Encoding.UTF8.GetString(files["Program.cs"]).Should().Contain(weight.ToString("R", System.Globalization.CultureInfo.InvariantCulture));
        Encoding.UTF8.GetString(files["data.csv"]).Should().Be("x1,x2,y1\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n");
        using var model = new MemoryStream(files["model.json"]);
        Model.Load(model).Network.Connection("x1", "h1").Weight.Should().Be(weight);
    }

    private static async Task<Dictionary<string, byte[]>> Make(Visit visit, string links = "#files a")
    {
        await visit.Evaluate<object>("document.getElementById('files').replaceChildren()");
        await visit.Click("#make");
        await visit.Until("document.querySelectorAll('#files a').length > 1");
        return await Files(visit, links);
    }

    /// <summary>Saves what the links offer, with a click on each.</summary>
    private static async Task<Dictionary<string, byte[]>> Files(Visit visit, string links)
    {
        var files = new Dictionary<string, byte[]>();
        foreach (ILocator link in await visit.Page.Locator(links).AllAsync())
        {
            IDownload download = await visit.Page.RunAndWaitForDownloadAsync(() => link.ClickAsync());
            files[download.SuggestedFilename] = await File.ReadAllBytesAsync(await download.PathAsync());
        }
        return files;
    }

    /// <summary>Prints a page of HTML on A4 and counts.</summary>
    private static async Task Pages(Visit visit, byte[] html, int most)
    {
        IPage page = await visit.Page.Context.NewPageAsync();
        await page.SetContentAsync(Encoding.UTF8.GetString(html));
        byte[] pdf = await page.PdfAsync(new() { Format = "A4", PreferCSSPageSize = true });
        await page.CloseAsync();
        int pages = System.Text.RegularExpressions.Regex.Count(Encoding.Latin1.GetString(pdf), "/Type\\s*/Page\\b");
        pages.Should().BeInRange(1, most);
    }
}
