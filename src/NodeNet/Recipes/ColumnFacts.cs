using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>What a training table had in a column.</summary>
/// <param name="Count">How many rows.</param>
/// <param name="MissingCount">In how many of them the value was missing.</param>
/// <param name="DistinctCount">How many different values.</param>
/// <param name="Least">The smallest number or first date; missing where there is no order.</param>
/// <param name="Most">The largest number or last date; missing where there is no order.</param>
public sealed record ColumnFacts(int Count, int MissingCount, int DistinctCount, Cell Least, Cell Most)
{
    /// <summary>"344 rows, 2 missing, 164 different, 32.1 to 59.6".</summary>
    public override string ToString()
    {
        string text = $"{MessageText.Count(Count, "row")}, {MissingCount} missing, {DistinctCount} different";
        return Least.IsMissing ? text : $"{text}, {Least} to {Most}";
    }

    /// <summary>Whether a value lies outside what the training table had.</summary>
    internal bool IsBeyond(Cell value)
    {
        if (Least.IsMissing || value.Kind != Least.Kind) return false;
        return value.Kind == CellKind.Date ? value.Date < Least.Date || value.Date > Most.Date : value.Number < Least.Number || value.Number > Most.Number;
    }
}
