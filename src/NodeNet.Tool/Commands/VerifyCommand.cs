using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using NodeNet.Tables;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;
using NodeNet.Tool.Targets;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet verify: a model is exported to everything that this machine can run, run there, and compared with NodeNet's own answers.</summary>
internal static class VerifyCommand
{
    private const int MostRows = 1000;

    public static Command Create(TextWriter output, TextWriter error)
    {
        Argument<string> file = Common.ModelFile();
        var rows = new Option<string?>("--rows") { Description = "The rows to answer. CSV or TSV, plain or .gz, or Parquet." };
        var most = new Option<int>("--most-rows")
        {
            Description = "How many of the rows are taken, evenly spread, 1 to 20000.",
            DefaultValueFactory = _ => MostRows,
        };
        var limit = new Option<string?>("--time-limit") { Description = "How many seconds each program may run. Default: 120." };
        Option<bool> json = Common.Json();
        var table = new TableArguments("table", "The rows to answer, as --rows.", isOptional: true);
        var command = new Command(
            "verify",
            "Exports a model to every target that can be run on this machine, runs it on rows, and compares the answers with NodeNet's.\n\n"
                + "Example: nodenet verify penguins.json --rows penguins.csv") { file, rows, most, limit, json };
        table.AddOptionsTo(command);
        return Guarded.WithAction(command, error, parsed =>
        {
            int count = parsed.GetValue(most);
            if (count is < 1 or > 20_000) throw new UsageException($"--most-rows is {count}; it must be from 1 to 20000.");
            TimeSpan time = TimeSpan.FromSeconds(Lists.Number(parsed.GetValue(limit), "--time-limit", 0.001, 86_400) ?? 120.0);
            Model model = InputFile.LoadModel(parsed.GetRequiredValue(file));
            Table given = table.Read(parsed, parsed.GetValue(rows), model.Origin?.TableForm, error)
                ?? throw new UsageException("--rows names the rows to answer.");
            if (given.RowCount == 0) throw new InvalidDataException("The table has no rows.");
            int taken = Math.Min(count, given.RowCount);
            Table tried = given.Rows([.. Enumerable.Range(0, taken).Select(i => (int)((long)i * given.RowCount / taken))]);
            (Trial trial, TargetResult[] results) = Try(model, tried, time);
            if (parsed.GetValue(json)) Json.Print(output, Described(model, trial, results));
            else Print(output, trial, given.RowCount, results);
            int failed = results.Count(result => result.Outcome == TargetOutcome.Failed);
            if (failed > 0) throw new InvalidDataException($"{failed} of {results.Count(result => result.Outcome != TargetOutcome.NotHere)} targets failed.");
        });
    }

    private static (Trial Trial, TargetResult[] Results) Try(Model model, Table rows, TimeSpan time)
    {
        try
        {
            return Cancelled.ByKey(token =>
            {
                var trial = new Trial(model, rows, new RunLimit(time, token));
                if (trial.Expected.Count == 0) throw new InvalidDataException("No row has an answer that is a finite number.");
                return (trial, (TargetResult[])[.. Target.All.Select(target => target.Try(trial))]);
            });
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException("Stopped.");
        }
    }

    private static void Print(TextWriter output, Trial trial, int given, TargetResult[] results)
    {
        output.WriteLine(FormattableString.Invariant($"{trial.Expected.Count} of {given} rows"));
        output.WriteLine();
        List<string[]> lines = [["target", "rows", "largest difference", "ulp", "of its bound", "size", "rows/s"]];
        lines.AddRange(results.Where(result => result.Comparison is not null).Select(Line));
        int[] widths = [.. Enumerable.Range(0, lines[0].Length).Select(column => lines.Max(line => line[column].Length))];
        foreach (string[] line in lines)
            output.WriteLine(string.Join("  ", line.Select((cell, i) => i == 0 ? cell.PadRight(widths[i]) : cell.PadLeft(widths[i]))).TrimEnd());
        foreach (TargetOutcome outcome in Enum.GetValues<TargetOutcome>())
        {
            TargetResult[] group = [.. results.Where(result => result.Outcome == outcome && result.Words is not null)];
            if (group.Length == 0) continue;
            output.WriteLine();
            output.WriteLine(outcome switch
            {
                TargetOutcome.Failed => "Failed:",
                TargetOutcome.Refused => "Cannot express the model:",
                _ => "Not on this machine:",
            });
            foreach (TargetResult result in group) output.WriteLine($"  {result.Target.Name}: {result.Words}");
        }
    }

    private static string[] Line(TargetResult result)
    {
        Comparison found = result.Comparison!;
        return
        [
            result.Target.Name, Text(found.Rows), found.Difference == 0.0 ? "0" : found.Difference.ToString("0.0E-0", CultureInfo.InvariantCulture),
            Text(found.Ulps), found.Wrong > 0 ? $"{found.Wrong} wrong" : found.ShareOfBound == 0.0 ? "same bits" : Percent(found.ShareOfBound),
            Bytes(result.Size), result.RowsPerSecond is { } speed ? Text(TwoDigits(speed)) : "",
        ];
    }

    private static string Percent(double share) => share < 0.01 ? "< 1 %" : (100.0 * share).ToString("0", CultureInfo.InvariantCulture) + " %";

    private static string Bytes(long size) => size < 1000
        ? $"{size} B"
        : (size / 1000.0).ToString("#,0.0", CultureInfo.InvariantCulture).Replace(',', ' ') + " kB";

    private static string Text(double number) =>
        number < 1e15 ? number.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', ' ') : number.ToString("0.0E0", CultureInfo.InvariantCulture);

    /// <summary>A speed is known to two digits at most.</summary>
    private static double TwoDigits(double speed)
    {
        double unit = Math.Pow(10.0, Math.Max(0.0, Math.Floor(Math.Log10(Math.Max(speed, 1.0))) - 1.0));
        return Math.Round(speed / unit) * unit;
    }

    private static JsonObject Described(Model model, Trial trial, TargetResult[] results) => new()
    {
        ["model"] = model.ToString(),
        ["rows"] = trial.Expected.Count,
        ["targets"] = new JsonArray([.. results.Select(result => (JsonNode)new JsonObject
        {
            ["target"] = result.Target.Name,
            ["outcome"] = result.Outcome switch
            {
                TargetOutcome.Proved => "proved",
                TargetOutcome.Failed => "failed",
                TargetOutcome.Refused => "cannot express the model",
                _ => "not on this machine",
            },
            ["words"] = result.Words,
            ["rows"] = result.Comparison?.Rows,
            ["difference"] = Json.Of(result.Comparison?.Difference),
            ["ulp"] = Json.Of(result.Comparison?.Ulps),
            ["shareOfBound"] = Json.Of(result.Comparison?.ShareOfBound),
            ["wrong"] = result.Comparison?.Wrong,
            ["bytes"] = result.Comparison is null ? null : result.Size,
            ["rowsPerSecond"] = Json.Of(result.RowsPerSecond),
        })]),
    };
}
