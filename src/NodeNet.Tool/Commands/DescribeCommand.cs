using System.CommandLine;
using System.Text.Json.Nodes;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet describe: what a model expects and is, what is in a table, or what of a table a model can take.</summary>
internal static class DescribeCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var first = new Argument<string?>("model")
        {
            Description = "A model file (.json), or nothing where a table is described.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var table = new TableArguments("table", "A table; after a model it is read as that one's training table was.", isOptional: true);
        Option<bool> json = Common.Json();
        var command = new Command(
            "describe",
            "Says what a model expects and is, what is in a table, or which of a table's rows a model takes.\n\n"
                + "Example: nodenet describe penguins.json\nExample: nodenet describe penguins.csv\nExample: nodenet describe penguins.json new.csv")
        {
            first,
        };
        table.AddTo(command);
        command.Add(json);
        return Guarded.WithAction(command, error, parsed =>
        {
            bool isJson = parsed.GetValue(json);
            string? named = parsed.GetValue(first);
            if (!InputFile.IsModel(named))
            {
                if (named is not null && parsed.GetValue(table.File) is not null)
                    throw new UsageException($"{named} is no model file; a model comes first and ends in .json.");
                Table alone = table.Read(parsed, named) ?? throw new UsageException("A model or a table is missing.");
                Say(output, isJson, alone, null);
                return;
            }
            Model model = InputFile.LoadModel(named!);
            Table? rows = table.Read(parsed, model.Origin?.TableForm, error);
            if (rows is not null) Say(output, isJson, rows, TableFit.Of(model.ForTables(), rows));
            else if (isJson) Json.Print(output, ModelDescription.Json(model));
            else ModelDescription.Print(output, model);
        });
    }

    private static void Say(TextWriter output, bool isJson, Table table, TableFit? fit)
    {
        if (isJson)
        {
            JsonObject described = Of(table, hasHints: fit is null);
            if (fit is not null) described["model"] = fit.Json();
            Json.Print(output, described);
            return;
        }
        output.WriteLine(CommandWords.Of(fit is null ? table.Describe().ToString() : WithoutHints(table.Describe())));
        if (fit is null) return;
        output.WriteLine();
        output.WriteLine(CommandWords.Of(fit.ToString()));
    }

    /// <summary>Beside a model the table is read in that one's form: hints at another form of reading would speak against what the model says below.</summary>
    private static string WithoutHints(TableSummary summary)
    {
        string[] hints = [.. summary.Columns.Where(column => column.Hint is not null).Select(column => OneLine.Of($"{column.Name}: {column.Hint}"))];
        return string.Join('\n', summary.ToString().Split('\n').Where(line => !hints.Contains(line)));
    }

    private static IEnumerable<string> NotesOf(Table table, bool hasHints) =>
        hasHints ? table.Notes : table.Notes.Except(table.Describe().Columns.Select(column => $"{column.Name}: {column.Hint}"));

    private static JsonObject Of(Table table, bool hasHints) => new()
    {
        ["kind"] = "table",
        ["rows"] = table.RowCount,
        ["columns"] = new JsonArray([.. table.Describe().Columns.Select(column => (JsonNode)new JsonObject
        {
            ["name"] = column.Name,
            ["kind"] = column.Kind.ToString(),
            ["missing"] = column.Missing,
            ["different"] = column.Distinct,
            ["least"] = Json.OfCell(column.Least),
            ["most"] = Json.OfCell(column.Most),
            ["mean"] = Json.Of(column.Mean),
            ["standardDeviation"] = Json.Of(column.StandardDeviation),
            ["mostFrequent"] = Json.OfCell(column.MostFrequent),
            ["mostFrequentCount"] = column.MostFrequentCount,
            ["hint"] = column.Hint is null || !hasHints ? null : CommandWords.Of(column.Hint),
        })]),
        ["notes"] = Json.Of(NotesOf(table, hasHints).Select(CommandWords.Of)),
    };
}
