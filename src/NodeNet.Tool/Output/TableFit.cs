using System.Text.Json.Nodes;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tool.Output;

/// <summary>What of a table a model can take.</summary>
/// <param name="Missing">Columns that the model reads and the table has not.</param>
/// <param name="NotRead">Columns that it neither reads nor predicts.</param>
/// <param name="Refused">Why rows are refused; of many the first.</param>
/// <param name="RefusedCount">How many rows are refused.</param>
/// <param name="BeyondCount">How many rows lie beyond what the training table had.</param>
/// <param name="Rows">How many rows there are.</param>
internal sealed record TableFit(
    IReadOnlyList<string> Missing, IReadOnlyList<string> NotRead, IReadOnlyList<string> Refused, int RefusedCount, int BeyondCount, int Rows)
{
    private const int MostShown = 5;

    public static TableFit Of(Model model, Table table)
    {
        Recipe recipe = model.Recipe ?? throw new UsageException("The model has no recipe, so it does not know what the table's columns are to it.");
        string[] missing = [.. recipe.ColumnNames.Except(table.ColumnNames)];
        string[] notRead = [.. table.ColumnNames.Except(recipe.ColumnNames).Except(recipe.Targets.Select(target => target.Name))];
        var refused = new List<string>();
        int refusedCount = 0;
        int beyond = 0;
        for (int row = 0; row < table.RowCount && missing.Length == 0; row++)
        {
            try
            {
                recipe.Inputs(table.Rows(row));
                if (recipe.Check(table, row).Count > 0) beyond++;
            }
            catch (RecipeException wrong)
            {
                if (refusedCount++ < MostShown) refused.Add(wrong.Message);
            }
        }
        return new TableFit(missing, notRead, refused, refusedCount, beyond, table.RowCount);
    }

    public override string ToString()
    {
        var lines = new List<string>();
        if (Missing.Count > 0) lines.Add($"The model reads columns that are not there: {string.Join(", ", Missing)}.");
        else lines.Add($"The model takes {Rows - RefusedCount} of {Rows} rows; {BeyondCount} of them lie beyond what its training table had.");
        lines.AddRange(Refused);
        if (RefusedCount > Refused.Count) lines.Add($"{RefusedCount - Refused.Count} more rows are refused.");
        if (NotRead.Count > 0) lines.Add($"It does not look at {string.Join(", ", NotRead)}.");
        return string.Join('\n', lines.Select(OneLine.Of));
    }

    public JsonObject Json() => new()
    {
        ["missing"] = Output.Json.Of(Missing),
        ["notRead"] = Output.Json.Of(NotRead),
        ["refused"] = RefusedCount,
        ["reasons"] = Output.Json.Of(Refused.Select(CommandWords.Of)),
        ["beyond"] = BeyondCount,
    };
}
