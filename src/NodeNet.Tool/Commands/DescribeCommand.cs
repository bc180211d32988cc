using System.CommandLine;
using System.Text.Json.Nodes;
using NodeNet.Recipes;
using NodeNet.Tables;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet describe: what a model expects and is, or what is in a table.</summary>
internal static class DescribeCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        var table = new TableArguments("file", "A model file (.json) or a table.");
        Option<bool> json = Common.Json();
        var command = new Command("describe", "Says what a model expects and is, or what is in a table.\n\nExample: nodenet describe penguins.json");
        table.AddTo(command);
        command.Add(json);
        return Guarded.WithAction(command, error, parsed =>
        {
            bool isJson = parsed.GetValue(json);
            if (parsed.GetValue(table.File) is { } file && file.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            {
                Model model = Model.Load(file);
                if (isJson) Json.Print(output, Of(model));
                else Say(output, model);
                return;
            }
            Table read = table.Read(parsed)!;
            if (isJson) Json.Print(output, Of(read));
            else output.WriteLine(CommandWords.Of(read.Describe().ToString()));
        });
    }

    private static void Say(TextWriter output, Model model)
    {
        if (model.Recipe is { } recipe)
        {
            output.Write(recipe.Summary());
            foreach (RecipeColumn column in recipe.Columns) output.WriteLine($"  {column.Name} in training: {column.Facts}");
        }
        else
        {
            output.WriteLine(model);
        }
        if (model.ClassLabels is { Count: 2 } && model.Network.OutputLayer.Count == 1)
        {
            output.WriteLine(FormattableString.Invariant($"threshold {model.Threshold}"));
        }
        if (model.Loss is { } loss) output.WriteLine($"loss {loss.Name}");
        if (model.Origin is { } origin)
        {
            output.WriteLine(origin);
            if (origin.Training is { } training) output.WriteLine(training);
        }
        output.WriteLine();
        output.WriteLine(model.Network.Summary());
    }

    private static JsonObject Of(Model model) => new()
    {
        ["kind"] = "model",
        ["columns"] = new JsonArray([.. (model.Recipe?.Columns ?? []).Select(column => (JsonNode)new JsonObject
        {
            ["name"] = column.Name,
            ["kind"] = column.Kind.ToString(),
            ["encoding"] = column.Encoding.ToString(),
            ["missing"] = column.Missing.ToString(),
            ["inputs"] = Json.Of(column.InputNames),
            ["training"] = column.Facts.ToString(),
        })]),
        ["inputs"] = Json.Of(model.InputNames),
        ["outputs"] = Json.Of(model.OutputNames),
        ["classes"] = model.ClassLabels is { } labels ? Json.Of(labels) : null,
        ["threshold"] = model.Threshold,
        ["loss"] = model.Loss?.Name,
        ["network"] = model.Network.ToString(),
        ["origin"] = model.Origin is not { } origin ? null : new JsonObject
        {
            ["nodeNetVersion"] = origin.NodeNetVersion,
            ["source"] = origin.Source,
            ["rows"] = origin.Rows,
            ["tableHash"] = origin.TableHash,
            ["training"] = origin.Training,
            ["scores"] = new JsonObject(origin.Scores.Select(score => KeyValuePair.Create(score.Key, Json.Of(score.Value)))),
        },
    };

    private static JsonObject Of(Table table)
    {
        TableSummary summary = table.Describe();
        return new JsonObject
        {
            ["kind"] = "table",
            ["rows"] = table.RowCount,
            ["columns"] = new JsonArray(
                [.. summary.Columns.Select(column => (JsonNode)new JsonObject { ["name"] = column.Name, ["description"] = column.ToString() })]),
            ["notes"] = Json.Of(table.Notes.Select(CommandWords.Of)),
        };
    }
}
