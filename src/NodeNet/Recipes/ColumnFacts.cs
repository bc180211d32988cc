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
    /// <summary>By how many rows the median or the quartiles of the recipe may be off at most, as a share of all: where it was fitted on a table that was read
    /// piece by piece, and has them. 0: they are exact. Default: 0.</summary>
    public double RankError { get; init; }

    /// <summary>Whether <see cref="DistinctCount"/> is estimated (within some 5 %), as beyond a thousand values of a table that was read piece by piece.
    /// Default:
    /// false.</summary>
    public bool IsDistinctEstimated { get; init; }

    /// <summary>"344 rows, 2 missing, 164 different, 32.1 to 59.6"; with "about 164 different" and "quantiles within 0.5% of the rows" where these were
    /// found piece by piece.</summary>
    public override string ToString()
    {
        string text = $"{MessageText.Count(Count, "row")}, {MissingCount} missing, {(IsDistinctEstimated ? "about " : "")}{DistinctCount} different";
        if (!Least.IsMissing) text += $", {Least} to {Most}";
        return RankError == 0.0 ? text
            : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{text}, quantiles within {100.0 * RankError:0.###}% of the rows");
    }

    /// <summary>Whether a value lies outside what the training table had.</summary>
    internal bool IsBeyond(Cell value)
    {
        if (Least.IsMissing || value.Kind != Least.Kind) return false;
        return value.Kind == CellKind.Date ? value.Date < Least.Date || value.Date > Most.Date : value.Number < Least.Number || value.Number > Most.Number;
    }
}
