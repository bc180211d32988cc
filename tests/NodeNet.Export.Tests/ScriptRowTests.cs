using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodeNet.Activations;
using NodeNet.Recipes;

namespace NodeNet.Export.Tests;

/// <summary>What JavaScript and Python take as a row: the texts that <see cref="Cell.Parse"/> reads, the shapes of a row, and nothing else.</summary>
public class ScriptRowTests
{
    internal static readonly string[] Numbers =
    [
        "5", "-5", "+5", "5.", ".5", "5.25", "007", "1e3", "1E+3", "-2e-3", "9007199254740993", " 5 ", "\t5\n", "5\r", "\v5\f", "1e999", "1e-999", "0x10",
        "abc", "5,3", "1 000", "1,000", "1_000", "-", "+", ".", "e5", "1e", "1e+", "--5", "+-5", "5-", "(5)", "$5", "Infinity", "-Infinity", "inf", "NaN",
        "nan", " ", "\u00a05", "\u0665", "\u22125", "true", "5abc", "1.2.3", "0b1", "1n", "\uff15",
    ];

    internal static readonly string[] Dates =
    [
        "2024-03-05", "2024-3-5", "2024-03-05T14:30", "2024-03-05 14:30", "2024-3-5T4:5", "2024-03-05T14:30:59", "2024-03-05 14:30:59.1234567",
        "2024-03-05T14:30:59.12345678", "2024-03-05T14:30:59.", "2024-03-05T14:30:59.1Z", "2024-03-05T14:30Z", "2024-03-05 14:30Z", "2024-03-05 14:30:00Z",
        "2024-03-05T14:30+02:00", "2024-03-05T14:30:00+0200", "2024-03-05T14:30-14:00", "2024-03-05T14:30+14:01", "2024-03-05T14:30+01:60",
        "2024-03-05 14:30+02:00", "2024-03-05 14:30:00+02:00", "2024-03-05T14:30+02", "2024-03-05T14:30z", "2024-03-05t14:30", "2024-03-05T14", "2024-03-05T",
        "2024-03-05Z", " 2024-03-05 ", "2024 -03-05", "2024-W10-2", "2024-065", "20240305", "20240305T143000", "2000-02-29", "2000-02-30", "1900-02-29",
        "2023-02-29", "2024-02-29", "2023-04-31", "0000-01-01", "0001-01-01", "9999-12-31T23:59:59.9999999", "10000-01-01", "2024-13-01", "2024-00-01",
        "2024-01-00", "2024-01-32", "2024-03-05T24:00:00", "2024-03-05T23:60", "2024-03-05T23:59:60", "2024-03-05T1:2:3.4", "2024-03-05T001:02",
        "2024-003-05", "24-03-05", "05.03.2024", "03/05/2024", "2024/03/05", "0001-01-01T01:00+02:00", "0001-01-01T02:00+02:00", "9999-12-31T23:00-01:00",
        "9999-12-31T22:59:59-01:00", "2024-03-05T14:30:00,5", "2024-03-05T-1:30", "", " ", "now",
    ];

    /// <summary>A number, a word and a date, each of which may be missing.</summary>
    internal static Model Fruit()
    {
        ITable table = Records.Table(Enumerable.Range(0, 20).Select(i => new Dictionary<string, object?>
        {
            ["size"] = i % 7 == 6 ? null : (double)i,
            ["colour"] = i % 5 == 4 ? null : i % 2 == 0 ? "red" : "green",
            ["when"] = i % 6 == 5 ? null : new DateTime(2024, 1, 1).AddHours(7.5 * i),
            ["price"] = 2.0 * i,
        }));
        Recipe recipe = Recipe.Fit(table, new RecipeOptions
        {
            Targets = ["price"],
            Defaults = new ColumnOptions { Missing = MissingRule.Median },
            Columns = new()
            {
                ["colour"] = new ColumnOptions { Kind = ColumnKind.Category, Missing = MissingRule.OwnCategory },
                ["when"] = new ColumnOptions
                {
                    Kind = ColumnKind.Date,
                    Missing = MissingRule.Median,
                    Dates = DateParts.DaysSince | DateParts.Hour | DateParts.Year | DateParts.Weekday | DateParts.DayOfYear,
                },
            },
        });
        return new Model(new NetworkBuilder(recipe.InputCount).AddLayer(1, new Identity()).Build(seed: 3)) { Recipe = recipe };
    }

    private static Model Plain() => new(new NetworkBuilder(2).AddLayer(1, new Identity()).Build(seed: 3));

    [ToolFact("node")]
    public void JavaScript_reads_the_texts_that_NodeNet_reads() => ShouldReadTexts(RunJavaScript);

    [ToolFact("python3")]
    public void Python_reads_the_texts_that_NodeNet_reads() => ShouldReadTexts(RunPython);

    private static void ShouldReadTexts(Func<Model, IEnumerable<string>, string[]> run)
    {
        Model model = Fruit();
        var rows = new List<Cell[]>();
        rows.AddRange(Numbers.Select(text => new Cell[] { text, "red", "2024-01-02" }));
        rows.AddRange(Dates.Select(text => new Cell[] { 3.0, "red", text }));

        string[] answers = run(model, rows.Select(row => JsonSerializer.Serialize(row.Select(cell => cell.Kind == CellKind.Number ? (object)cell.Number
            : cell.IsMissing ? "" : cell.Text))));

        int refused = 0;
        for (int i = 0; i < rows.Count; i++)
        {
            string expected = AnswerOf(model, rows[i]);
            string row = string.Join(" | ", rows[i]);
            double wanted = expected.Length > 0 ? Value(expected) : 0.0;
            if (expected.Length > 0) Value(answers[i]).Should().BeApproximately(wanted, 1e-9 * (1.0 + Math.Abs(wanted)), row);
            else answers[i].Should().StartWith(i < Numbers.Length ? "refused size: " : "refused when: ", row);
            if (expected.Length == 0) refused++;
        }
        refused.Should().BeInRange(50, rows.Count - 40);
    }

    internal static string AnswerOf(Model model, Cell[] row)
    {
        try
        {
            double[] inputs = model.Recipe!.Inputs(Records.Table([new Dictionary<string, object?>
            {
                ["size"] = row[0],
                ["colour"] = row[1],
                ["when"] = row[2],
            }]))[0].ToArray();
            Formulas.Expression answer = ((NumberTarget)model.Recipe.Targets[0]).Encoding.Restored(model.Network.Forward(inputs)[0]);
            return answer.Value.ToString("R", CultureInfo.InvariantCulture);
        }
        catch (RecipeException)
        {
            return "";
        }
    }

    private static double Value(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    [ToolFact("node")]
    public void JavaScript_takes_as_a_gap_what_is_told_as_one_and_refuses_other_types_and_shapes_by_name()
    {
        const string Rest = "colour: 'red', when: '2024-01-02'";
        string[] gaps = RunJavaScript(Fruit(), ((string[])["null", "undefined", "NaN", "''"]).Select(gap => $"{{ size: {gap}, {Rest} }}"));
        gaps.Should().OnlyContain(answer => answer == gaps[0] && !answer.StartsWith("refused"));
        RunJavaScript(Fruit(), ["{ size: '3', extra: {}, when: '2024-01-02', colour: 'red' }", $"{{ size: 3, {Rest} }}", "[3, 'red', '2024-01-02']"])
            .Distinct().Should().ContainSingle().Which.Should().NotStartWith("refused");

        string[] cells = ["{}", "[1, 2]", "[]", "() => 1", "true", "false", "new Date()", "5n", "Symbol()", "[5]", "' '", "Infinity", "'0x10'"];
        RunJavaScript(Fruit(), cells.Select(cell => $"{{ size: {cell}, {Rest} }}")).Should().OnlyContain(answer => answer.StartsWith("refused size: "));
        RunJavaScript(Fruit(), ["{ size: 3, when: '2024-01-02', colour: ['red'] }", "{ size: 3, when: '2024-01-02', colour: 'mauve' }"])
            .Should().Equal("refused colour: the value is missing or unknown.", "refused colour: the value is missing or unknown.");
        RunJavaScript(Fruit(), ["{ size: 3, colour: 'red', when: new Date() }", "{ size: 3, colour: 'red', when: 'soon' }"])
            .Should().OnlyContain(answer => answer == "refused when: the value is missing or no date such as 2024-03-05 or 2024-03-05T14:30.");

        string[] shapes = ["{ Size: 5, colour: 'red' }", "{}", "[]", "[5]", "[5, 'red', null, 1]", "'red'", "5", "null", "undefined", "new Map()",
            "new DataView(new ArrayBuffer(8))", "new Float64Array(2)"];
        string[] refused = RunJavaScript(Fruit(), shapes);
        refused.Should().OnlyContain(answer => answer.StartsWith("refused "));
        refused[0].Should().StartWith("refused size: the row has no such column");
        refused[3].Should().Be("refused The row has 1 values; there are 3 columns: size, colour, when.");

        string[] plain = RunJavaScript(Plain(), ["[1, 2]", "['1', ' 2 ']", "new Float64Array([1, 2])", "{ x1: '1', x2: 2 }",
            "[1, true]", "[1, null]", "[1,,]", "[1]", "[1, 2, 3]", "{ x1: 1 }", "new Float64Array(3)", "{ x1: 1, X2: 2 }"]);
        plain[..4].Distinct().Should().ContainSingle().Which.Should().NotStartWith("refused");
        plain[4..].Should().OnlyContain(answer => answer.StartsWith("refused "));
    }

    [ToolFact("python3")]
    public void Python_takes_as_a_gap_what_is_told_as_one_and_refuses_other_types_and_shapes_by_name()
    {
        const string Rest = "'colour': 'red', 'when': '2024-01-02'";
        string[] gaps = RunPython(Fruit(), ((string[])["None", "float('nan')", "''"]).Select(gap => $"{{'size': {gap}, {Rest}}}"));
        gaps.Should().OnlyContain(answer => answer == gaps[0] && !answer.StartsWith("refused"));
        gaps = RunPython(Fruit(), ((string[])["None", "float('nan')", "''"]).Select(gap => $"[3, 'red', {gap}]"));
        gaps.Should().OnlyContain(answer => answer == gaps[0] && !answer.StartsWith("refused"));
        RunPython(Fruit(), [$"{{'size': '3', 'extra': 1, {Rest}}}", "[3, 'red', datetime.date(2024, 1, 2)]", "(3.0, 'red', datetime.datetime(2024, 1, 2))",
            "[fractions.Fraction(3), 'red', '2024-01-02T00:00Z']", "[decimal.Decimal(3), 'red', '2024-1-2']"])
            .Distinct().Should().ContainSingle().Which.Should().NotStartWith("refused");

        string[] cells = ["True", "[1]", "{}", "b'5'", "object()", "5j", "10**400", "' '", "'1_000'", "'nan'", "float('inf')", "datetime.date(2024, 1, 1)"];
        RunPython(Fruit(), cells.Select(cell => $"{{'size': {cell}, {Rest}}}")).Should().OnlyContain(answer => answer.StartsWith("refused size: "));
        RunPython(Fruit(), ["[3, ['red'], '']", "[3, 'mauve', '']"]).Should().OnlyContain(
            answer => answer == "refused colour: the value is missing or unknown.");
        RunPython(Fruit(), ["[3, 'red', 20240305]", "[3, 'red', 'soon']"])
            .Should().OnlyContain(answer => answer == "refused when: the value is missing or no date such as 2024-03-05 or 2024-03-05T14:30.");

        string[] shapes = ["{'Size': 5, 'colour': 'red'}", "{}", "[]", "[5]", "[5, 'red', None, 1]", "'red'", "5", "None", "{1, 2, 3}", "iter([])"];
        string[] refused = RunPython(Fruit(), shapes);
        refused.Should().OnlyContain(answer => answer.StartsWith("refused "));
        refused[0].Should().StartWith("refused size: the row has no such column");
        refused[3].Should().Be("refused The row has 1 values; there are 3 columns: size, colour, when.");

        string[] plain = RunPython(Plain(), ["[1, 2]", "['1', ' 2 ']", "{'x1': '1', 'x2': 2}", "[1, True]", "[1, None]", "[1]", "[1, 2, 3]", "{'x1': 1}"]);
        plain[..3].Distinct().Should().ContainSingle().Which.Should().NotStartWith("refused");
        plain[3..].Should().OnlyContain(answer => answer.StartsWith("refused "));
    }

    [Fact]
    public void Types_ask_for_every_column()
    {
        string types = Fruit().ToCode(Language.JavaScript, "fruit").Files[1].Text;

        types.Should().Contain("\"size\": number | string | null | undefined;").And.Contain("\"when\": string | null | undefined;").And.NotContain("?:");
    }

    private static string[] RunJavaScript(Model model, IEnumerable<string> rows)
    {
        using var folder = new Folder();
        model.ToCode(Language.JavaScript, "fruit").Save(folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, "package.json"), "{ \"type\": \"module\" }");
        File.WriteAllText(Path.Combine(folder.Path, "run.js"), $$"""
            import { predict } from "./fruit.js";
            for (const row of [
                {{string.Join(",\n    ", rows)}}
            ]) {
                let answer;
                try {
                    answer = predict(row)[0];
                } catch (wrong) {
                    if (!(wrong instanceof RangeError)) throw wrong;
                    answer = `refused ${wrong.message}`;
                }
                console.log(JSON.stringify(String(answer)));
            }
            """);
        return Lines(Tools.RunWell(folder.Path, "node", "run.js"));
    }

    private static string[] RunPython(Model model, IEnumerable<string> rows)
    {
        using var folder = new Folder();
        model.ToCode(Language.Python, "fruit").Save(folder.Path);
        File.WriteAllText(Path.Combine(folder.Path, "run.py"), $$"""
            import datetime, decimal, fractions, json
            from fruit import predict
            for row in [
                {{string.Join(",\n    ", rows)}}
            ]:
                try:
                    answer = repr(predict(row)[0])
                except ValueError as wrong:
                    answer = "refused %s" % wrong
                print(json.dumps(answer))
            """);
        return Lines(Tools.RunWell(folder.Path, "python3", "-B", "-W", "error", "run.py"));
    }

    private static string[] Lines(string printed) =>
        [.. printed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!.GetValue<string>())];
}
