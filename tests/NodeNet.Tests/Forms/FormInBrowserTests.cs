using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodeNet.Activations;
using NodeNet.Export;
using NodeNet.Recipes;
using NodeNet.Tests.Replay;

namespace NodeNet.Tests.Forms;

/// <summary>Model pages in a real browser: they answer as the model does, show its arithmetic, load nothing, and take names for names.</summary>
public class FormInBrowserTests
{
    private const string Answers = "[...document.querySelectorAll('#scores [data-value]')].map(cell => Number(cell.dataset.value))";
    private const string Answer = "document.querySelector('#answer').textContent";
    private const string Wrong = "[...document.querySelectorAll('.wrong:not([hidden])')].map(told => told.id + ': ' + told.textContent).join()";

    [BrowserFact]
    public void The_form_answers_as_the_model_does_and_shows_how()
    {
        Model model = Penguins();
        ITable table = NodeNet.Datasets.Penguins.Table;
        int[] rows = [0, 100, 200, 300];
        var commands = new List<JsonArray>();
        foreach (int row in rows)
        {
            IReadOnlyList<RecipeColumn> columns = model.Recipe!.Columns;
            for (int c = 0; c < columns.Count; c++) commands.Add(Fill(columns[c], c, CellOf(table, row, columns[c].Name)));
            commands.Add(["evaluate", Answers]);
            commands.Add(["evaluate", Answer]);
        }
        commands.Add(["evaluate", "document.querySelector('#steps').textContent"]);
        commands.Add(["axe"]);

        Visit visit = Browser.Open(model.ToPage(), new View(), [.. commands]);

        visit.Console.Should().BeEmpty();
        visit.Requests.Should().BeEmpty();
        JsonElement[] told = [.. visit.Results.Where(result => result.ValueKind is JsonValueKind.Array or JsonValueKind.String)];
        for (int i = 0; i < rows.Length; i++)
        {
            Classification own = model.Classify(table)[rows[i]];
            double[] shown = told[2 * i].Deserialize<double[]>()!;
            shown.Zip(own.Scores, (a, b) => Math.Abs(a - b)).Max().Should().BeLessThan(1e-14);
            told[2 * i + 1].GetString().Should().Be(own.Label);
        }
        string steps = told[^1].GetString()!;
        steps.Should().MatchRegex(@"bill_depth_mm: \(x − 17[.\d]+\) ?/ ?[.\d]+ with x = [.\d]+ is ");
        steps.Should().Contain("hidden 1: 6 nodes, tanh").And.Contain("; softmax over all z of the layer = ").And.Contain("The largest of ");
        ShouldHold(visit.Results[^1]);
    }

    [BrowserFact]
    public void Words_have_lists_and_dates_their_fields()
    {
        ITable table = Records.Table(Enumerable.Range(0, 30).Select(i => new Dictionary<string, object?>
        {
            ["colour"] = i % 9 == 8 ? null : new[] { "red", "green", "blue" }[i % 3],
            ["fresh"] = i % 2 == 0 ? "ja" : "nein",
            ["seen"] = new DateTime(2021, 1, 4, 6, 30, 0).AddHours(i * 321.25),
            ["price"] = 10.0 + i * i,
        }));
        Recipe recipe = Recipe.Fit(table, new RecipeOptions
        {
            Targets = ["price"],
            Columns = new()
            {
                ["colour"] = new ColumnOptions { Kind = ColumnKind.Category, Missing = MissingRule.OwnCategory, Unknown = UnknownRule.AllZeros },
                ["fresh"] = new ColumnOptions { Kind = ColumnKind.Truth },
                ["seen"] = new ColumnOptions { Kind = ColumnKind.Date, Dates = DateParts.DayOfYear | DateParts.Hour | DateParts.DaysSince },
            },
        });
        var model = new Model(new NetworkBuilder(recipe.InputCount).AddLayer(3, new ReLU()).AddLayer(1, new Identity()).Build(seed: 2)) { Recipe = recipe };
        Cell[][] rows =
        [
            ["green", "nein", new DateTime(2024, 2, 29, 13, 45, 0)], [Cell.Missing, "ja", new DateTime(1999, 12, 31)],
            ["mauve", "ja", new DateTime(2021, 5, 6, 7, 8, 0)],
        ];
        string[] choices = ["1", "", "other"];
        var commands = new List<JsonArray> { new JsonArray("evaluate", "[...document.querySelectorAll('select, input')].map(field => field.type)") };
        for (int i = 0; i < rows.Length; i++)
        {
            commands.Add(["select", "#f0", choices[i]]);
            commands.Add(["select", "#f1", rows[i][1].Text == "ja" ? "0" : "1"]);
            commands.Add(Typed(2, rows[i][2].Date.ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture)));
            commands.Add(["evaluate", Answers]);
        }
        commands.Add(["evaluate", "document.querySelector('#steps').textContent"]);

        Visit visit = Browser.Open(model.ToPage(), new View(), [.. commands]);

        visit.Console.Should().BeEmpty();
        visit.Results[0].Deserialize<string[]>().Should().Equal("select-one", "select-one", "datetime-local");
        double[] shown = [.. visit.Results.Where((result, i) => i > 0 && result.ValueKind == JsonValueKind.Array).Select(result => result[0].GetDouble())];
        for (int i = 0; i < rows.Length; i++)
        {
            Cell[] row = rows[i];
            double own = model.Predict(Records.Table([new Dictionary<string, object?>
            {
                ["colour"] = row[0].IsMissing ? null : row[0].Text,
                ["fresh"] = row[1].Text,
                ["seen"] = row[2].Date,
            }]))[0][0];
            shown[i].Should().BeApproximately(own, 1e-9 * Math.Abs(own));
        }
        visit.Results[^1].GetString().Should().Contain("in the units of the target");
    }

    [BrowserFact]
    public void What_cannot_be_used_is_told_at_its_field_and_to_those_who_listen()
    {
        Visit visit = Browser.Open(
            Plain().ToPage("Plain"), new View(320, 640, IsDark: true), ["evaluate", "document.documentElement.scrollWidth"], ["evaluate", Answers],
            ["click", "#f1"], ["press", "Control+a"], ["press", "Delete"], ["evaluate", Wrong], ["evaluate", Answer],
            ["evaluate", "document.activeElement.getAttribute('aria-invalid') + document.activeElement.getAttribute('aria-describedby')"], ["press", "4"],
            ["evaluate", Wrong], ["evaluate", Answers], ["press", "Tab"], ["evaluate", "document.activeElement.id"], ["axe"]);

        visit.Console.Should().BeEmpty();
        visit.Results[0].GetInt32().Should().BeLessThanOrEqualTo(320);
        visit.Results[1].Deserialize<double[]>().Should().Equal(Plain().Network.Forward([0.0, 0.0, 0.0]), "the bits are the same");
        visit.Results[2].GetString().Should().Be("f1-wrong: A value is needed.");
        visit.Results[3].GetString().Should().Be("No answer yet");
        visit.Results[4].GetString().Should().Be("truef1-hint f1-wrong");
        visit.Results[5].GetString().Should().BeEmpty();
        visit.Results[6].Deserialize<double[]>().Should().Equal(Plain().Network.Forward([0.0, 4.0, 0.0]));
        visit.Results[7].GetString().Should().Be("f2");
        ShouldHold(visit.Results[8]);
    }

    [BrowserFact]
    public void Names_never_become_markup()
    {
        string[] hostile =
        [
            "</script><script>alert(1)</script>", "<img src=x onerror=alert(2)>", "\"><b id=bold>", "{{script}}", "</style>", "<!--", "]]>",
            "a\u0001\u202Eb", "${1}`",
        ];
        ITable table = Records.Table(Enumerable.Range(0, 30).Select(i =>
        {
            var row = hostile.ToDictionary(name => name, name => (object?)(double)((i * 7 + name.Length) % 5));
            row["word</select>"] = hostile[i % hostile.Length];
            row["<i>target"] = hostile[i % 3];
            return row;
        }));
        var columns = new Dictionary<string, ColumnOptions> { ["word</select>"] = new ColumnOptions { Kind = ColumnKind.Category } };
        Recipe recipe = Recipe.Fit(table, new RecipeOptions { Targets = ["<i>target"], Columns = columns });
        var model = new Model(new NetworkBuilder(recipe.InputCount).AddLayer(recipe.OutputCount, new Softmax()).Build(seed: 1)) { Recipe = recipe };

        Visit visit = Browser.Open(
            model.ToPage("</title><script>alert(3)</script>"), new View(),
            ["evaluate", "document.querySelectorAll('img, b, i, script').length"],
            ["evaluate", "[...document.querySelectorAll('label')].map(label => label.textContent)"], ["evaluate", Answer], ["evaluate", "document.title"]);

        visit.Dialogs.Should().BeEmpty();
        visit.Console.Should().BeEmpty();
        visit.Requests.Should().BeEmpty();
        visit.Results[0].GetInt32().Should().Be(1, "the page has one script");
        visit.Results[1].Deserialize<string[]>().Should().Equal(recipe.ColumnNames.Select(name => name.Replace('\u0001', '\uFFFD')));
        recipe.ClassLabels.Should().Contain(visit.Results[2].GetString());
        visit.Results[3].GetString().Should().Be("</title><script>alert(3)</script>");
    }

    [Fact]
    public void A_page_is_one_file_that_names_its_only_script()
    {
        string path = Path.GetTempFileName();
        Plain().SavePage(path, "Plain & simple");

        string page = File.ReadAllText(path);
        File.Delete(path);

        page.Should().Be(Plain().ToPage("Plain & simple"));
        page.Should().Contain("<title>Plain &amp; simple</title>").And.Contain("default-src 'none'; script-src 'sha256-");
        page.Should().NotContainAny("http:", "https:", "unsafe", "export ");
        Plain().ToPage().Should().Contain("<title>Predict y1, y2</title>");
    }

    private static void ShouldHold(JsonElement axe)
    {
        axe.GetProperty("rules").GetInt32().Should().BeGreaterThan(10);
        axe.GetProperty("violations").EnumerateArray().Select(violation => violation.GetString()).Should().BeEmpty();
    }

    private static Cell CellOf(ITable table, int row, string name) =>
        table[row, Enumerable.Range(0, table.ColumnNames.Count).First(c => table.ColumnNames[c] == name)];

    private static JsonArray Fill(RecipeColumn column, int place, Cell cell)
    {
        bool isList = column.Encoding is CategoryEncoding or TruthEncoding;
        string value = cell.IsMissing ? ""
            : column.Encoding is CategoryEncoding category ? category.Categories.ToList().IndexOf(cell.ToString()).ToString(CultureInfo.InvariantCulture)
            : cell.Number.ToString("R", CultureInfo.InvariantCulture);
        return isList
            ? ["select", $"#f{place}", value]
            : Typed(place, value);
    }

    private static JsonArray Typed(int place, string value) =>
        ["evaluate", $"(f => (f.value = '{value}', f.dispatchEvent(new Event('input', {{ bubbles: true }})), 0))(document.querySelector('#f{place}'))"];

    private static Model Plain() => new(
        new NetworkBuilder(3).AddLayer(4, new ReLU(), biases: new NodeNet.Initializers.Uniform(-1, 1)).AddLayer(2, new Identity()).Build(seed: 3));

    private static Model Penguins()
    {
        ITable table = NodeNet.Datasets.Penguins.Table;
        Recipe recipe = Recipe.Fit(
            table, new RecipeOptions { Targets = ["species"], Defaults = new ColumnOptions { Missing = MissingRule.Median } });
        return new(new NetworkBuilder(recipe.InputCount).AddLayer(6, new Tanh()).AddLayer(3, new Softmax()).Build(seed: 2)) { Recipe = recipe };
    }
}
