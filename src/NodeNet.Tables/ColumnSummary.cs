using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <summary>What is in a column.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What its cells hold.</param>
/// <param name="Missing">How many have no value.</param>
/// <param name="Distinct">How many different values there are; a gap is none.</param>
/// <param name="Least">The least value in the order of <see cref="Table.DistinctOf"/>; missing if there is none.</param>
/// <param name="Most">The greatest value; missing if there is none.</param>
/// <param name="Mean">Of numbers their mean; of yes and no the share of yes; otherwise NaN.</param>
/// <param name="StandardDeviation">Of numbers √(Σ(x − mean)² / n); otherwise NaN.</param>
/// <param name="MostFrequent">The value that most cells have, the first of several; missing if there is none.</param>
/// <param name="MostFrequentCount">How many cells have it.</param>
/// <param name="Hint">What it looks like that it is not read as (<see cref="Table.HintFor"/>), or null.</param>
public sealed record ColumnSummary(
    string Name,
    CellKind Kind,
    int Missing,
    int Distinct,
    Cell Least,
    Cell Most,
    double Mean,
    double StandardDeviation,
    Cell MostFrequent,
    int MostFrequentCount,
    string? Hint)
{
    internal static ColumnSummary Of(string name, Column column, int rows, string? hint)
    {
        var counts = new Dictionary<Cell, int>();
        int missing = 0;
        for (int row = 0; row < rows; row++)
        {
            if (column.IsMissing(row)) missing++;
            else counts[column[row]] = counts.GetValueOrDefault(column[row]) + 1;
        }
        (Cell frequent, int count) = counts.Aggregate((Cell.Missing, 0), (best, next) => next.Value > best.Item2 ? (next.Key, next.Value) : best);
        Cell[] sorted = CellOrder.Sorted([.. counts.Keys]);
        (double mean, double deviation) = MomentsOf(column, rows - missing, rows);
        return new ColumnSummary(
            name, column.Kind, missing, sorted.Length, sorted.FirstOrDefault(), sorted.LastOrDefault(), mean, deviation, frequent, count, hint);
    }

    private static (double Mean, double Deviation) MomentsOf(Column column, int present, int rows)
    {
        if (present == 0 || column.Kind is not (CellKind.Number or CellKind.Truth)) return (double.NaN, double.NaN);
        double scale = ScaleOf(column, rows);
        double mean = 0.0;
        double squares = 0.0;
        int seen = 0;
        for (int row = 0; row < rows; row++)
        {
            if (column.IsMissing(row)) continue;
            double value = NumberAt(column, row) / scale;
            seen++;
            double away = value - mean; // Welford: no sum of large squares
            mean += away / seen;
            squares += away * (value - mean);
        }
        return (mean * scale, column.Kind == CellKind.Number ? Math.Sqrt(squares / present) * scale : double.NaN);
    }

    private static double NumberAt(Column column, int row) => column.Kind == CellKind.Number ? column[row].Number : column[row].Truth ? 1.0 : 0.0;

    /// <summary>What numbers are divided by whose squares would be too large or too small for a double: a power of two, so that no digit changes.</summary>
    private static double ScaleOf(Column column, int rows)
    {
        const int Harmless = 400; // 2^±400 has a finite square
        const int Furthest = 1022;
        double largest = 0.0;
        for (int row = 0; row < rows; row++)
        {
            if (!column.IsMissing(row)) largest = Math.Max(largest, Math.Abs(NumberAt(column, row)));
        }
        if (largest == 0.0 || !double.IsFinite(largest)) return 1.0;
        int exponent = Math.ILogB(largest);
        return Math.Abs(exponent) <= Harmless ? 1.0 : Math.ScaleB(1.0, Math.Clamp(exponent, -Furthest, Furthest));
    }
}
