using NodeNet.Foundation;
using NodeNet.Metrics;
using NodeNet.Recipes;

namespace NodeNet.Judging;

/// <summary>Whether two models of classes differ on the same rows: only the rows count where one is right and the other is wrong. McNemar's test, in its exact
/// form.</summary>
/// <param name="OnlyFirstRight">On how many rows only the first is right.</param>
/// <param name="OnlySecondRight">On how many rows only the second is right.</param>
/// <param name="Count">How many rows there are.</param>
public sealed record McNemar(int OnlyFirstRight, int OnlySecondRight, int Count)
{
    /// <summary>How often so uneven a division of those rows, either way, comes of chance where both models are equally good: twice the tail of a fair
    /// coin.</summary>
    public double PValue => Distributions.FairCoin(Math.Min(OnlyFirstRight, OnlySecondRight), OnlyFirstRight + OnlySecondRight);

    /// <summary>Compares two models on a table that neither was trained on.</summary>
    /// <param name="first">A model with a recipe, of classes.</param>
    /// <param name="second">Another, of the same target and classes.</param>
    /// <param name="table">A table with both recipes' columns and the target.</param>
    /// <exception cref="ArgumentException">The two predict different targets or classes.</exception>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused.</exception>
    /// <exception cref="InvalidOperationException">A model has no recipe or predicts numbers; or a network is being trained.</exception>
    public static McNemar Of(Model first, Model second, ITable table)
    {
        bool[] one = RightOf(first, table, nameof(first));
        bool[] two = RightOf(second, table, nameof(second));
        if (first.Recipe!.Targets[0].Name != second.Recipe!.Targets[0].Name || !first.ClassLabels!.SequenceEqual(second.ClassLabels!))
            throw new ArgumentException("The two models predict different targets or classes.", nameof(second));
        return Of(one, two);
    }

    /// <summary>Compares two lists of right and wrong answers.</summary>
    /// <param name="first">Whether the first was right, row by row.</param>
    /// <param name="second">Whether the second was, on the same rows.</param>
    /// <exception cref="ArgumentException">The two differ in length.</exception>
    public static McNemar Of(ReadOnlySpan<bool> first, ReadOnlySpan<bool> second)
    {
        if (first.Length != second.Length)
            throw new ArgumentException($"There are {first.Length} and {second.Length} answers; there must be as many, of the same rows.", nameof(second));
        int onlyFirst = 0;
        int onlySecond = 0;
        for (int row = 0; row < first.Length; row++)
        {
            if (first[row] && !second[row]) onlyFirst++;
            if (second[row] && !first[row]) onlySecond++;
        }
        return new McNemar(onlyFirst, onlySecond, first.Length);
    }

    /// <summary>"of 200 rows the first alone is right on 21, the second alone on 8: p 0.024".</summary>
    public override string ToString() =>
        $"of {MessageText.Count(Count, "row")} the first alone is right on {OnlyFirstRight}, the second alone on {OnlySecondRight}: "
            + $"p {MessageText.Short(PValue)}";

    private static bool[] RightOf(Model model, ITable table, string argument)
    {
        Guard.NotNull(model, argument);
        Guard.NotNull(table);
        Data.DataSet data = model.Required().DataSet(table);
        if (model.ClassLabels is null) throw new InvalidOperationException("The model predicts numbers; compare those by PairedComparison over folds.");
        Data.Rows outputs = model.Network.Predict(data.Inputs);
        return [.. Enumerable.Range(0, data.Count).Select(row => model.ClassOf(outputs[row], row) == data.ClassOf(row))];
    }
}
