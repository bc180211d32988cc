using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Playwright;
using NodeNet.Datasets;
using NodeNet.Learning;
using NodeNet.Tables;

namespace NodeNet.Page.Tests;

/// <summary>Models and tables with words and gaps in the real page: opened, named, saved and opened again.</summary>
public class ModelsInBrowserTests(Browser browser) : IClassFixture<Browser>
{
    private const string Fruit = "colour,size,kind\nred,small,apple\ngreen,,pear\nred,large,apple\ngreen,large,pear\nyellow,small,apple\n,large,pear\n";

    [BrowserFact]
    public async Task A_trained_model_opens_says_that_there_are_no_rows_takes_a_table_and_is_saved_whole()
    {
        Model model = (Learner.For("species") with { Hidden = [5], Epochs = 2 }).Train(Penguins.Table);
        await using Visit visit = await browser.Open();

        await Bring(visit, "penguins.json", Exports.Text(model));

        await visit.Until("playground.state().standIn && document.getElementById('openRows') !== null");
        (await visit.Page.TextContentAsync("#standIn")).Should().StartWith("There are no rows yet.");
        (await visit.Page.TextContentAsync("#status")).Should().Be("The model is open.");
        (await visit.Page.InputValueAsync("#lossname")).Should().Be("cross_entropy");
        (await visit.Page.InputValueAsync("#rate")).Should().Be("0.005");
        await Picture(visit, "model-without-rows");

        IFileChooser chooser = await visit.Page.RunAndWaitForFileChooserAsync(() => visit.Click("#openRows"));
        await chooser.SetFilesAsync(new FilePayload { Name = "penguins.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(Csv(Penguins.Table)) });
        await visit.Until("playground.state().rows.length === 344 && playground.isIdle()");
        (await visit.Page.TextContentAsync("#status")).Should().Be("The model has 344 rows now, read by its own recipe.");
        (await visit.Page.Locator("#standIn").CountAsync()).Should().Be(0);
        (await visit.Page.TextContentAsync("#understood pre")).Should().Contain("stands in for it");
        await visit.Click("#forward");
        await visit.Until("playground.state().epoch === 1 && playground.isIdle()");

        Model saved = await Saved(visit);
        saved.Recipe!.Summary().Should().Be(Load(Exports.Text(model)).Recipe!.Summary());
        saved.Loss!.Name.Should().Be("cross_entropy");
        saved.ClassLabels.Should().Equal("Adelie", "Chinstrap", "Gentoo");
        saved.Network.HasSameParametersAs(model.Network).Should().BeFalse("it has learnt");
        saved.Classify(Penguins.Table).Should().HaveCount(344);
        (await visit.Page.TextContentAsync("#status")).Should().StartWith("Saved as model.json");

        await Bring(visit, "model.json", Exports.Text(saved));
        await visit.Until("playground.isIdle()");
        (await visit.Evaluate<int>("playground.state().rows.length")).Should().Be(344, "they are of the same recipe, and stay");
    }

    [BrowserFact]
    public async Task A_table_with_words_and_gaps_has_its_names_everywhere()
    {
        await using Visit visit = await browser.Open();
        await Bring(visit, "penguins.csv", Csv(Penguins.Table));
        await visit.Until("document.getElementById('targetColumn') !== null && playground.isIdle()");

        await visit.Page.SelectOptionAsync("#targetColumn", "species");
        await visit.Until("playground.state().target === 'species' && playground.isIdle()");

        (await visit.Page.TextContentAsync("#status")).Should().Be("The table is open: 344 rows, species is to be learnt.");
        string shown = await visit.Evaluate<string>("""
            [...document.querySelectorAll('#net g.node')].map(g => g.getAttribute('aria-label') + ' | ' + g.querySelector('title')?.textContent).join('\n')
            """);
        shown.Should().Contain("x1: island = Biscoe").And.Contain("y1: Adelie").And.Contain("Gentoo sigmoid");
        string[] heads = await visit.Evaluate<string[]>("[...document.querySelectorAll('#table th')].map(th => th.title || th.textContent)");
        heads.Should().Equal(
            "row", "island", "bill_length_mm", "bill_depth_mm", "flipper_length_mm", "body_mass_g", "sex", "year", "species");
        string[] written = await visit.Evaluate<string[]>("[...document.querySelectorAll('#table th')].map(th => th.textContent)");
        written.Should().OnlyContain(name => name.Length <= 13, "long ones are cut");
        await Picture(visit, "penguins");

        await visit.Click("g.node[aria-label^='h1 ']");
        await visit.Until("document.querySelector('#lines h3 span')?.textContent === 'h1'");
        string[] terms = await visit.Evaluate<string[]>("[...document.querySelectorAll('#lines td button')].map(b => b.title || b.textContent)");
        terms.Should().Contain(["bill_length_mm", "island = Dream"]);
        await Picture(visit, "penguins-h1");
        await visit.Click("g.node[aria-label^='y2 ']");
        await visit.Until("document.querySelector('#lines h3 span')?.textContent === 'y2 · Chinstrap'");
        await visit.Page.FillAsync("#table tbody tr:nth-child(1) td:nth-child(2) input", "Dream");
        await visit.Page.PressAsync("#table tbody tr:nth-child(1) td:nth-child(2) input", "Enter");
        await visit.Idle();
        foreach ((int width, int height) in ((int, int)[])[(1024, 768), (1400, 1000), (390, 844)])
        {
            await visit.Resize(width, height);
            await Picture(visit, $"penguins-{width}");
            (await visit.Evaluate<bool>("document.documentElement.scrollWidth <= innerWidth")).Should().BeTrue();
        }
    }

    [BrowserFact]
    public async Task A_table_shows_what_its_pupil_wrote_and_what_the_network_takes_for_it()
    {
        await using Visit visit = await browser.Open();
        await Bring(visit, "ice.csv", "temp,ice\n10,3\n15,6\n20,10\n25,16\n30,21\n");
        await visit.Until("playground.state().target === 'ice' && playground.isIdle()");
        const string cells = "[...document.querySelectorAll('#table tbody input')].map(field => field.value).join(' ')";
        (await visit.Evaluate<string>(cells)).Should().Be("10 3 15 6 20 10 25 16 30 21");
        (await visit.Page.GetAttributeAsync("#table tbody input", "title")).Should().Be("10 → x1 = −1.414214");

        await visit.Click("g.node[aria-label^='x1 ']");
        await visit.Page.Keyboard.PressAsync("Escape");
        await visit.Until("document.getElementById('lines').textContent.includes('temp 10 → x1 = (10 − 20) / 7.071068 = −1.414214')");
        (await visit.Page.TextContentAsync("#numbers .says")).Should().MatchRegex("^ice: the network says [\\d.]+, label 3$");
        (await visit.Page.TextContentAsync("g.target .value")).Should().Be("−1.25 = 3");
        await visit.Click("g.node[aria-label^='y1 ']");
        await visit.Until("/y1 = .* → ice = .* · 6\\.554388 \\+ 11\\.2 = /.test(document.getElementById('lines').textContent)");

        await visit.Page.FillAsync("#table tbody tr:nth-child(1) td:nth-child(2) input", "12,5");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Until("Math.abs(playground.state().rows[0][0] - (12.5 - 20) / Math.sqrt(50)) < 1e-9 && playground.isIdle()");
        (await visit.Page.InputValueAsync("#table tbody input")).Should().Be("12.5");
        await visit.Page.FillAsync("#table tbody tr:nth-child(2) td:nth-child(2) input", "warm");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Until("document.getElementById('status').textContent.includes('is no number')");
        (await visit.Page.InputValueAsync("#table tbody tr:nth-child(2) input")).Should().Be("15");
        await visit.Click("#undo");
        await visit.Until($"{cells} === '10 3 15 6 20 10 25 16 30 21'");
        await visit.Click("#play");
        await visit.Until("playground.state().loss < 0.01");
        double says = await visit.Evaluate<double>("Number(document.querySelector('#numbers .says').textContent.match(/says ([\\d.]+)/)[1])");
        says.Should().BeApproximately(21, 2, "the last row's");
    }

    [BrowserFact]
    public async Task Words_are_columns_of_words_and_a_changed_word_changes_all_its_numbers()
    {
        await using Visit visit = await browser.Open();
        await Bring(visit, "fruit.csv", Fruit);
        await visit.Until("playground.state().target === 'kind' && playground.isIdle()");
        (await visit.Evaluate<string>("[...document.querySelectorAll('#table tr')[1].querySelectorAll('input')].map(f => f.value).join()"))
            .Should().Be("red,small,apple");

        await visit.Page.FillAsync("#table tbody tr:nth-child(1) td:nth-child(2) input", "yellow");
        await visit.Page.Keyboard.PressAsync("Enter");

        await visit.Until("playground.state().rows[0].join() === '0,0,1,0,1,0' && playground.isIdle()");
        await visit.Click("#undo");
        await visit.Until("playground.state().rows[0].join() === '0,1,0,0,1,0'");
    }

    [BrowserFact]
    public async Task Long_names_that_begin_alike_are_cut_so_that_they_differ()
    {
        string[] names = [.. Enumerable.Range(1, 10).Select(i => $"a very long name of column {i} in millimetres")];
        await using Visit visit = await browser.Open();
        await Bring(visit, "long.csv", string.Join(',', names) + ",y\n" + string.Join('\n', Enumerable.Range(1, 4).Select(row =>
            string.Join(',', Enumerable.Range(1, 10).Select(i => 20 + (row * i % 7))) + "," + (row % 2))));
        await visit.Until("playground.state().setup.inputs === 10 && playground.isIdle()");

        foreach (string where in (string[])["#table th:not(:first-child):not(:last-child)", "#net g.node .label"])
        {
            string[] texts = await visit.Evaluate<string[]>($"[...document.querySelectorAll('{where}')].map(text => text.textContent)");
            texts.Should().HaveCount(10).And.OnlyHaveUniqueItems().And.OnlyContain(text => text.Length <= 13);
        }
        (await visit.Page.GetAttributeAsync("#table th:nth-child(2)", "title")).Should().Be(names[0]);
    }

    [BrowserFact]
    public async Task Two_classes_are_told_by_name_at_the_output_in_the_table_and_aloud()
    {
        await using Visit visit = await browser.Open();

        await Bring(visit, "fruit.csv", Fruit);

        await visit.Until("playground.state().target === 'kind' && playground.isIdle()");
        (await visit.Page.TextContentAsync("g.target .value")).Should().Be("0 = apple");
        (await visit.Page.GetAttributeAsync("g.target", "aria-label")).Should().Be("label 0, apple, kind");
        (await visit.Page.GetAttributeAsync("#plane canvas", "aria-label")).Should().Contain("label apple");
        (await visit.Page.TextContentAsync("#plane figcaption")).Should().Be("kind over colour = green, colour = red");
        await visit.Click("g.node[aria-label^='x1 '] circle");
        await visit.Page.Keyboard.TypeAsync("0,5");
        await visit.Page.Keyboard.PressAsync("Enter");
        await visit.Until("document.getElementById('status').textContent === 'colour = green is 0.5'");
        await visit.Page.SelectOptionAsync("#pace", "Phase");
        for (int i = 0; i < 4; i++)
        {
            await visit.Click("#forward");
            await visit.Idle();
        }
        (await visit.Page.TextContentAsync("#status")).Should().Contain("colour = red to h1");
        await Picture(visit, "fruit");
    }

    [BrowserFact]
    public async Task What_a_pupil_made_of_a_table_is_saved_and_its_layers_still_change()
    {
        await using Visit visit = await browser.Open();
        await Bring(visit, "fruit.csv", Fruit);
        await visit.Until("playground.state().target === 'kind' && playground.isIdle()");
        await visit.Click("#more1");
        await visit.Until("playground.state().setup.hidden[0] === 5");
        await visit.Click("#addLayer");
        await visit.Until("playground.state().setup.hidden.length === 2");
        await visit.Page.SelectOptionAsync("#activation1", "sigmoid");
        await visit.Until("playground.state().nodes.find(n => n.layer === 1).activation === 'sigmoid'");
        await visit.Idle();

        Model saved = await Saved(visit);

        saved.Network.HiddenLayers.Select(layer => (layer.Count, layer.ActivationName)).Should().Equal((5, "sigmoid"), (3, "tanh"));
        saved.Classify(Table.ParseCsv(Fruit)).Should().HaveCount(6);
        await visit.Click("#new");
        await visit.Until("playground.state().setup.seed === 2 && playground.isIdle()");
        (await Saved(visit)).Recipe!.ColumnNames.Should().Equal("colour", "size");
        await visit.Preset("xor");
        (await visit.Page.Locator("#targetColumn").CountAsync()).Should().Be(0);
        await visit.Click("#undo");
        await visit.Until("playground.state().target === 'kind' && playground.isIdle()");
        (await visit.Page.TextContentAsync("#table th:nth-child(2)")).Should().Be("colour");
    }

    [BrowserFact]
    public async Task A_link_has_the_names_or_says_that_they_were_too_long_for_it()
    {
        string head = string.Join(',', Enumerable.Range(1, 12).Select(i => $"{i} {new string('n', 800)}"));
        string numbers = string.Join(
            '\n', Enumerable.Range(1, 6).Select(row => string.Join(',', Enumerable.Range(1, 12).Select(i => i * row % 7)) + $",{row}.5"));
        foreach ((string table, bool isShort) in ((string, bool)[])[(Fruit, false), ($"{head},kind\n{numbers}\n", true)])
        {
            await using Visit visit = await browser.Open();
            await Bring(visit, "table.csv", table);
            await visit.Until("playground.state().target === 'kind' && playground.isIdle()");
            await visit.Click("#share");
            await visit.Until("location.hash.length > 10");
            await visit.Until("document.getElementById('status').textContent.includes('link')");
            (await visit.Page.TextContentAsync("#status")).Should().Match(isShort ? "*too long for it*" : "The link is in the address bar*");

            await using Visit other = await browser.Open(hash: await visit.Evaluate<string>("location.hash"));
            JsonNode state = await other.State();
            (state["target"]?.GetValue<string>()).Should().Be(isShort ? null : "kind");
            JsonNode.DeepEquals(state["edges"], (await visit.State())["edges"]).Should().BeTrue();
            if (!isShort) continue;
            await visit.Click("g.node[aria-label^='h1 ']");
            await visit.Until("document.querySelector('#lines td button')?.title.length > 800");
        }
    }

    private static async Task Bring(Visit visit, string name, string text)
    {
        var file = new FilePayload { Name = name, MimeType = "text/plain", Buffer = Encoding.UTF8.GetBytes(text) };
        await visit.Page.SetInputFilesAsync("input[type=file]", file);
        await visit.Evaluate<object>("new Promise(done => setTimeout(done, 50))");
        await visit.Idle();
    }

    private static async Task<Model> Saved(Visit visit)
    {
        IDownload download = await visit.Page.RunAndWaitForDownloadAsync(() => visit.Click("#save"));
        download.SuggestedFilename.Should().Be("model.json");
        return Model.Load(await download.PathAsync());
    }

    private static Model Load(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return Model.Load(stream);
    }

    private static string Csv(Table table)
    {
        using var writer = new StringWriter();
        table.WriteCsv(writer);
        return writer.ToString();
    }

    private static async Task Picture(Visit visit, string name)
    {
        if (Environment.GetEnvironmentVariable("NODENET_SCREENSHOTS") is { Length: > 0 } folder)
            await visit.Page.ScreenshotAsync(new() { Path = Path.Combine(folder, name + ".png") });
    }
}
