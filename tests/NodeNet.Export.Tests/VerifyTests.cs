using System.Globalization;
using System.Text.Json;
using NodeNet.Activations;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Tool;
using NodeNet.Tool.Targets;

namespace NodeNet.Export.Tests;

/// <summary>nodenet verify: exports, run and compared on this machine.</summary>
public sealed class VerifyTests : IDisposable
{
    // What the tests themselves bring, and what NODENET_TOOLS=required asks for.
    private static readonly string[] _inThisProcess = ["sql, SQLite", "sql, DuckDB", "onnx"];
    private static readonly Dictionary<string, string> _required = new() { ["c"] = "gcc", ["js"] = "node", ["python"] = "python3", ["csharp"] = "dotnet" };

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_target_on_this_machine_answers_the_penguins_within_its_bound()
    {
        (string model, string rows) = Saved("penguins");

        (int code, string output, string error) = Run("verify", model, "--rows", rows, "--json");

        (code, error).Should().Be((0, ""));
        using JsonDocument json = JsonDocument.Parse(output);
        json.RootElement.GetProperty("rows").GetInt32().Should().Be(344);
        JsonElement[] targets = [.. json.RootElement.GetProperty("targets").EnumerateArray()];
        foreach (JsonElement target in targets) (OutcomeOf(target) is "proved" or "not on this machine").Should().BeTrue(target.ToString());
        foreach (string name in _inThisProcess.Concat(_required.Where(tool => Tools.ReasonToSkip(tool.Value) is null).Select(tool => tool.Key)))
        {
            JsonElement target = targets.Single(one => one.GetProperty("target").GetString() == name);
            OutcomeOf(target).Should().Be("proved", target.ToString());
            target.GetProperty("rows").GetInt32().Should().Be(344);
            target.GetProperty("wrong").GetInt32().Should().Be(0);
            target.GetProperty("difference").GetDouble().Should().BeInRange(0.0, 1e-13);
            target.GetProperty("shareOfBound").GetDouble().Should().BeInRange(0.0, 1.0);
            target.GetProperty("bytes").GetInt64().Should().BeGreaterThan(1000);
            target.GetProperty("rowsPerSecond").GetDouble().Should().BePositive();
        }
    }

    [Fact]
    public void Dates_gaps_and_orders_are_answered_too_and_what_a_target_cannot_express_is_named()
    {
        (string model, string rows) = Saved("mixed");

        (int code, string output, string error) = Run("verify", model, "--rows", rows);

        (code, error).Should().Be((0, ""));
        string[] lines = output.Split('\n');
        lines.Should().Contain("40 of 40 rows");
        lines[2].Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Should().Equal(
            "target", "rows", "largest difference", "ulp", "of its bound", "size", "rows/s");
        lines.Should().Contain(line => line.StartsWith("sql, SQLite ") && line.Contains(" 40 "));
        lines.Should().Contain("Cannot express the model:");
        lines.Should().Contain(line => line.StartsWith("  onnx: ") && line.Contains("seen"), "ONNX has no dates, and seen is one");
        output.Should().NotContain("Failed:");
    }

    [Fact]
    public void Names_and_words_are_never_commands()
    {
        (string model, string rows) = Saved("hostile", "a'b; touch stolen; $(touch stolen) `touch stolen`");

        (int code, string output, string error) = Run("verify", model, "--rows", rows);

        (code, error).Should().Be((0, ""), output);
        output.Should().NotContain("Failed:");
        File.Exists("stolen").Should().BeFalse();
    }

    [Fact]
    public void A_program_that_takes_too_long_is_stopped_and_fails()
    {
        (string model, string rows) = Saved("relu");

        (int code, string output, string error) = Run("verify", model, "--rows", rows, "--time-limit", "0.001");

        if (Tools.Find("gcc") is null) return;
        code.Should().Be(1, output);
        output.Should().Contain("  c: gcc took longer than 0 s");
        error.Should().MatchRegex("[0-9]+ of [0-9]+ targets failed");
    }

    [Fact]
    public void An_answer_beyond_its_bound_fails_and_the_folder_is_gone_either_way()
    {
        Trial trial = TrialOf("relu");
        string? folder = null;
        TargetRun Answered(double change, string place)
        {
            folder = place;
            File.WriteAllText(Path.Combine(place, "model.x"), "x");
            TargetAnswer[] answers = [.. trial.Expected.Select(row => new TargetAnswer([.. row.Outputs.Select(y => y + change)], row.Label))];
            return new TargetRun(answers, trial.Expected, 1, null);
        }

        TargetResult exact = new Target("exact", "", () => true, (_, place) => Answered(0.0, place)).Try(trial);
        TargetResult changed = new Target("changed", "", () => true, (_, place) => Answered(1e-9, place)).Try(trial);

        (exact.Outcome, exact.Words).Should().Be((TargetOutcome.Proved, null));
        (changed.Outcome, changed.Comparison!.Wrong).Should().Be((TargetOutcome.Failed, trial.Expected.Count));
        changed.Words.Should().StartWith("row 1: ").And.EndWith(" within 0");
        Directory.Exists(folder).Should().BeFalse();
    }

    [Fact]
    public void Refusals_classes_and_lost_rows_are_compared_too()
    {
        Trial trial = TrialOf("leaky");
        ExpectedAnswer first = trial.Expected[0];
        Comparison Of(ExpectedAnswer expected, TargetAnswer found) => Comparison.Of(new TargetRun([found], [expected], 0, null));
        double[] outputs = [.. first.Outputs];

        Of(first, new TargetAnswer(outputs, first.Label)).Should().Be(new Comparison(1, 0.0, 0.0, 0.0, 0, null));
        Of(first, new TargetAnswer(outputs, "maybe")).FirstWrong.Should().Be($"row 1: class maybe, expected {first.Label}");
        Of(first, new TargetAnswer(null, null)).FirstWrong.Should().Be("row 1: is refused");
        Of(first, new TargetAnswer([], null)).FirstWrong.Should().Be("row 1: has 0 outputs");
        Of(first with { Refused = "x1" }, new TargetAnswer(outputs, null)).FirstWrong.Should().Be("row 1: is answered; x1 is to be refused");
        Of(first with { Refused = "x1" }, new TargetAnswer(null, null)).Wrong.Should().Be(0);
        Of(first with { Bounds = [1.0] }, new TargetAnswer([Math.BitIncrement(outputs[0])], first.Label)).Ulps.Should().Be(1.0);
        FluentActions.Invoking(() => Comparison.Of(new TargetRun([], [first], 0, null))).Should().Throw<TargetFailedException>();
    }

    [Theory]
    [InlineData(2, "--rows names the rows to answer.", "")]
    [InlineData(2, "--most-rows is 0; it must be from 1 to 20000.", "--rows r.csv --most-rows 0")]
    [InlineData(1, "The table has no rows.", "--rows empty.csv")]
    public void What_is_wrong_is_said_in_one_message(int expected, string message, string options)
    {
        (string model, _) = Saved("relu");
        File.WriteAllText(Path.Combine(_folder.Path, "empty.csv"), "x1,x2,x3,x4\n");
        string[] words = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);

        (int code, _, string error) = Run(["verify", model, .. words.Select(word => word.Contains('.') ? Path.Combine(_folder.Path, word) : word)]);

        code.Should().Be(expected);
        error.Should().StartWith(message);
    }

    [Fact]
    public void Bounds_in_any_order_are_wider_and_an_answer_can_be_read()
    {
        Model model = Models.All["leaky"]().Model;
        ITable rows = RowsOf(model);

        ExpectedAnswer inOrder = model.Expect(rows)[0]!;
        ExpectedAnswer inAnyOrder = model.Expect(rows, inAnyOrder: true)[0]!;

        inOrder.Bounds.Should().Equal(0.0);
        inAnyOrder.Bounds[0].Should().BeInRange(1e-16, 1e-13);
        inAnyOrder.Outputs.Should().Equal(inOrder.Outputs).And.Equal(model.Network.Predict([.. inOrder.Cells.Select(cell => cell.Number)]));
        inOrder.ToString().Should().Be(string.Create(CultureInfo.InvariantCulture, $"{inOrder.Outputs[0]} ± 0: {inOrder.Label}"));
        (inOrder with { Refused = "x1" }).ToString().Should().Be("x1 is refused");
    }

    private static string? OutcomeOf(JsonElement target) => target.GetProperty("outcome").GetString();

    /// <summary>Five rows of numbers.</summary>
    private static Table RowsOf(Model model) => Table.FromColumns([.. model.InputNames.Select(
        (name, k) => (name, (System.Collections.IEnumerable)Enumerable.Range(0, 5).Select(i => 0.25 * i + k - 1.0).ToArray()))]);

    private static Trial TrialOf(string name)
    {
        Model model = Models.All[name]().Model;
        return new Trial(model, RowsOf(model), new RunLimit(TimeSpan.FromMinutes(1), CancellationToken.None));
    }

    /// <summary>Cells as a file has them.</summary>
    private static Table AsTable(ITable rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        string Quoted(string cell) => "\"" + cell.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
        text.WriteLine(string.Join(",", rows.ColumnNames.Select(Quoted)));
        for (int row = 0; row < rows.RowCount; row++) text.WriteLine(string.Join(",", rows.ColumnNames.Select((_, i) => Quoted(rows[row, i].ToString()))));
        return Table.ParseCsv(text.ToString());
    }

    private (string Model, string Rows) Saved(string name, string file = "m")
    {
        (Model model, ITable? rows) = Models.All[name]();
        string path = Path.Combine(_folder.Path, file + ".json");
        model.Save(path);
        string table = Path.Combine(_folder.Path, "r.csv");
        AsTable(rows ?? RowsOf(model)).WriteCsv(table);
        return (path, table);
    }

    private static (int Code, string Output, string Error) Run(params string[] args)
    {
        using var output = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        using var error = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        int code = NodeNetTool.Run(args, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
