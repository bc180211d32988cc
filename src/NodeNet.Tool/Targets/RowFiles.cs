using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NodeNet.Export;
using NodeNet.Recipes;

namespace NodeNet.Tool.Targets;

/// <summary>Rows as a program reads them, and answers as it prints them. Texts of the rows never become code.</summary>
internal static class RowFiles
{
    /// <summary>How long programs are timed, in seconds of processor time: other work on the machine does not count.</summary>
    public const double Seconds = 0.3;

    /// <summary>The processor time of this process in seconds.</summary>
    public static double Spent() => Environment.CpuUsage.TotalTime.TotalSeconds;

    /// <summary>Lists of numbers, words and null.</summary>
    public static void WriteJson(Trial trial, string path)
    {
        var rows = new JsonArray([.. trial.Expected.Select(row => (JsonNode)new JsonArray([.. row.Cells.Select(Json)]))]);
        File.WriteAllText(path, rows.ToJsonString());
    }

    /// <summary>A cell a line: "-" for a missing one, "n" and a number, "d" and a date, "t" and words as Base64 of their UTF-8.</summary>
    public static void WriteLines(Trial trial, string path) =>
        File.WriteAllLines(path, trial.Expected.SelectMany(row => row.Cells.Select((cell, i) => Line(cell, trial.Columns[i].Kind))));

    /// <summary>Writes an export without its proof.</summary>
    /// <returns>Its size in bytes.</returns>
    public static long Save(ExportedCode code, string folder) =>
        code.Save(folder).Zip(code.Files).Where(file => !file.Second.IsProof).Sum(file => new FileInfo(file.First).Length);

    /// <summary>Reads what a program printed: a line for each row, "R" where it is refused, else "A", the number of the class and the outputs; and "T" with its
    /// rows per second.</summary>
    public static TargetRun Read(Trial trial, string printed, long size)
    {
        var answers = new List<TargetAnswer>();
        double? speed = null;
        foreach (string line in printed.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0] == "T") speed = Number(words[1]);
            else if (words[0] == "R") answers.Add(new TargetAnswer(null, null));
            else if (words[0] == "A") answers.Add(new TargetAnswer([.. words.Skip(2).Select(Number)], trial.LabelOf((int)Number(words[1]))));
            else throw new TargetFailedException($"the program printed \"{line}\"");
        }
        return new TargetRun(answers, trial.Expected, size, speed);
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) ? number : double.NaN;

    private static JsonNode? Json(Cell cell) => cell.Kind switch
    {
        CellKind.Missing => null,
        // JSON has no infinity; so large a number is read as one.
        CellKind.Number when double.IsInfinity(cell.Number) => JsonNode.Parse(cell.Number > 0.0 ? "1e999" : "-1e999"),
        CellKind.Number => cell.Number,
        _ => cell.ToString(),
    };

    private static string Line(Cell cell, CellKind kind) => kind switch
    {
        _ when cell.IsMissing => "-",
        CellKind.Number => "n" + cell.Number.ToString("R", CultureInfo.InvariantCulture).Replace("∞", "Infinity", StringComparison.Ordinal),
        CellKind.Date => "d" + cell.Date.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture),
        _ => "t" + Convert.ToBase64String(Encoding.UTF8.GetBytes(cell.ToString())),
    };
}
