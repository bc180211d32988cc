using System.CommandLine;
using System.Text.Json.Nodes;
using NodeNet.Judging;
using NodeNet.Tables;
using NodeNet.Tool.Input;
using NodeNet.Tool.Output;

namespace NodeNet.Tool.Commands;

/// <summary>nodenet importance: which columns a model answers from.</summary>
internal static class ImportanceCommand
{
    public static Command Create(TextWriter output, TextWriter error)
    {
        Argument<string> model = Common.ModelFile();
        var table = new TableArguments("table", "Rows with their targets, which the model was not trained on.");
        var repeats = new Option<int>("--repeats") { Description = "How often each column is shuffled.", DefaultValueFactory = _ => 10 };
        var seed = new Option<long>("--seed") { Description = "The seed of the shuffling.", DefaultValueFactory = _ => 1 };
        Option<bool> json = Common.Json();
        var command = new Command(
            "importance",
            "Measures how much worse a model does when a column is shuffled among the rows.\n\nExample: nodenet importance model.json test.csv") { model };
        table.AddTo(command);
        foreach (Option option in (Option[])[repeats, seed, json]) command.Add(option);
        return Guarded.WithAction(command, error, parsed =>
        {
            Model judged = InputFile.LoadModel(parsed.GetRequiredValue(model));
            Table rows = table.Read(parsed, judged.Origin?.TableForm, error)!;
            Improvement.TellIfTrainedOn(judged, rows, error);
            int times = Lists.Whole(parsed.GetValue(repeats), "--repeats", 1, 10_000);
            PermutationImportance found = PermutationImportance.Of(judged, rows, times, parsed.GetValue(seed));
            if (parsed.GetValue(json)) Json.Print(output, Described(judged, found));
            else output.WriteLine($"{MeasureOf(judged)}: {found}");
        });
    }

    private static string MeasureOf(Model model) => model.ClassLabels is null ? "R²" : "accuracy";

    private static JsonObject Described(Model model, PermutationImportance found) => new()
    {
        ["measure"] = MeasureOf(model),
        ["score"] = Json.Of(found.Score),
        ["columns"] = new JsonArray([.. found.Columns.Select(column => (JsonNode)new JsonObject
        {
            ["name"] = column.Name,
            ["drop"] = Json.Of(column.Mean),
            ["deviation"] = Json.Of(column.Deviation),
        })]),
    };
}
