using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Learning;

/// <content>How much each row counts.</content>
public sealed partial record Learner
{
    /// <summary>The column that says how much each row counts, numbers as <see cref="DataSet.WithWeights"/> takes them; it is no input. Null: all count alike.
    /// Only training knows it: a model is measured on rows that all count alike.</summary>
    public string? WeightColumn { get; init; }

    /// <summary>Whether each class counts as much as every other, however few rows it has (<see cref="ClassWeights.Balanced"/>). Default: false.</summary>
    public bool BalancesClasses { get; init; }

    /// <summary>"rows count as weight says, every class alike"; null where all rows count alike.</summary>
    internal string? WeightsInWords => (WeightColumn, BalancesClasses) switch
    {
        (null, false) => null,
        (null, true) => "every class counts alike",
        (string column, false) => $"rows count as {MessageText.Shown(column)} says",
        (string column, true) => $"rows count as {MessageText.Shown(column)} says, then every class alike",
    };

    /// <summary>Refuses weights that cannot be, before anything is learned.</summary>
    private void CheckWeights(Recipe recipe, ITable table)
    {
        if (WeightColumn is not null) _ = WeightsOf(recipe, table);
        CheckBalance(recipe);
    }

    private void CheckBalance(Recipe recipe)
    {
        if (BalancesClasses && recipe.ClassLabels is null)
        {
            throw new RecipeException(
                $"{MessageText.List(Targets)} are numbers and no classes, so there is nothing to balance; leave BalancesClasses out.");
        }
    }

    /// <summary>What is learned from: the rows of a table as the recipe makes numbers of them, and how much each counts.</summary>
    internal DataSet DataFor(Recipe recipe, ITable table)
    {
        DataSet data = recipe.DataSet(table);
        if (WeightColumn is not null) data = data.WithWeights(WeightsOf(recipe, table));
        CheckBalance(recipe);
        return BalancesClasses ? ClassWeights.Balanced(data).ApplyTo(data) : data;
    }

    private double[] WeightsOf(Recipe recipe, ITable table)
    {
        int place = new ColumnSearch(table).PlaceOf(WeightColumn!);
        int[] rows = TargetRows.Of(table, [.. recipe.Targets.Select(target => target.Name)], recipe.DropsMissingTargets).Rows;
        var weights = new double[rows.Length];
        for (int i = 0; i < weights.Length; i++)
        {
            var where = new CellPlace(table, rows[i], WeightColumn!);
            weights[i] = NumberEncoding.NumberOf(table[rows[i], place], where);
            if (RowWeights.TroubleOf(weights[i]) is { } trouble) throw where.Trouble(trouble, table[rows[i], place]);
        }
        return weights.Any(weight => weight > 0.0) ? weights
            : throw new RecipeException($"All rows have the weight 0 in the column {MessageText.Shown(WeightColumn!)}, so that nothing would count.");
    }
}
