using NodeNet.Data;
using NodeNet.Export.Plan;
using NodeNet.Recipes;

namespace NodeNet.Export.Workbooks;

/// <summary>The rows that have targets, with these as training takes them.</summary>
internal static class TrainingExamples
{
    /// <param name="model">The model.</param>
    /// <param name="plan">The same as a plan.</param>
    /// <param name="rows">A table.</param>
    /// <param name="places">Which of its rows are on the sheet "predict", in their order.</param>
    /// <returns>The numbers of rows on that sheet, and their targets.</returns>
    /// <exception cref="NotSupportedException">There is none.</exception>
    public static (int Row, double[] Targets)[] Of(Model model, ModelPlan plan, ITable rows, int[] places)
    {
        var found = new List<(int, double[])>();
        string why = "";
        for (int i = 0; i < places.Length; i++)
        {
            try
            {
                double[]? targets = model.Recipe is { } recipe ? Encoded(recipe, rows, places[i]) : Numbers(model, plan, rows, places[i]);
                if (targets is not null) found.Add((i, targets));
            }
            catch (RecipeException missing)
            {
                why = missing.Message;
            }
        }
        return found.Count > 0 ? [.. found] : throw new NotSupportedException("No row has targets. " + why);
    }

    private static double[]? Encoded(Recipe recipe, ITable rows, int row)
    {
        Cell[] cells = [.. Enumerable.Range(0, rows.ColumnNames.Count).Select(column => rows[row, column])];
        DataSet data = recipe.DataSet(new Proof.CellTable(rows.ColumnNames, cells));
        return data.Count > 0 ? data.Targets[0].ToArray() : null;
    }

    private static double[]? Numbers(Model model, ModelPlan plan, ITable rows, int row)
    {
        string[] names = [.. rows.ColumnNames];
        int[] places = [.. plan.Answer.Names.Select(name => Array.IndexOf(names, name))];
        if (Array.IndexOf(places, -1) is var missing and >= 0)
            throw new NotSupportedException($"The rows have no column {plan.Answer.Names[missing]} with its targets.");
        Cell[] cells = Array.ConvertAll(places, place => rows[row, place]);
        if (!Array.TrueForAll(cells, cell => cell.Kind == CellKind.Number && double.IsFinite(cell.Number))) return null;
        double[] targets = Array.ConvertAll(cells, cell => cell.Number);
        return model.TargetScaling is { } scaler ? scaler.Scale(targets) : targets;
    }
}
