using NodeNet.Foundation;

namespace NodeNet.Data;

/// <summary>How much each row of a data set counts: checked numbers, and their sum.</summary>
internal sealed class RowWeights
{
    // Within these, weights and their sums are numbers of full precision in a float, too.
    private const double Smallest = 1e-15;
    private const double Largest = 1e15;

    private readonly double[] _values;

    private readonly long _count; // of all rows, of which these may be a piece

    private RowWeights(double[] values, double total, long count)
    {
        _values = values;
        Total = total;
        _count = count;
        Shown = Array.AsReadOnly(values);
    }

    /// <summary>Σ weight, in the order of the rows.</summary>
    public double Total { get; }

    /// <summary>The weights, for whom they are not to change.</summary>
    public IReadOnlyList<double> Shown { get; }

    /// <summary>The weight of a row.</summary>
    public double this[int row] => _values[row];

    /// <summary>What a step along the mean over a batch divides by: n · (mean weight of the data set); Σ weight for all its examples.</summary>
    /// <param name="examples">n, the number of examples in the batch.</param>
    public double DivisorOf(int examples) => examples == _count ? Total : examples * (Total / _count);

    public static RowWeights From(IReadOnlyList<double> weights, int rows, string argument)
    {
        if (weights.Count != rows)
        {
            throw new ArgumentException(
                $"There are {MessageText.Count(weights.Count, "weight")} for {MessageText.Count(rows, "example")}; each example needs one.", argument);
        }
        double[] values = [.. weights];
        for (int row = 0; row < values.Length; row++)
        {
            if (TroubleOf(values[row]) is { } trouble) throw new ArgumentException($"In row {row} (rows count from 0): {trouble}", argument);
        }
        return Of(values, argument);
    }

    /// <summary>Why a number cannot be a weight, in words; null if it can.</summary>
    public static string? TroubleOf(double weight)
    {
        if (weight is 0.0 or (>= Smallest and <= Largest)) return null;
        string remedy = weight switch
        {
            < 0.0 => "To leave an example out, give it the weight 0.",
            > 0.0 and < double.PositiveInfinity => "Divide all by the same number: only what they are to each other counts.",
            _ => "Give the example a number, or leave it out.",
        };
        return $"The weight is {MessageText.Exact(weight)}; a weight is 0 or from {MessageText.Exact(Smallest)} to {MessageText.Exact(Largest)}. {remedy}";
    }

    /// <summary>Weights of a piece of more rows, over an array that nobody changes while it is used.</summary>
    /// <param name="values">The weights of the piece, which were checked; the array may be longer.</param>
    /// <param name="total">Σ weight of all rows.</param>
    /// <param name="count">How many rows there are in all.</param>
    public static RowWeights Piece(double[] values, double total, long count) => new(values, total, count);

    /// <summary>The weights of some rows.</summary>
    public static RowWeights? Select(RowWeights? all, ReadOnlySpan<int> rows)
    {
        if (all is null) return null;
        var values = new double[rows.Length];
        for (int i = 0; i < values.Length; i++)
            values[i] = all._values[rows[i]];
        return Of(values, nameof(rows));
    }

    private static RowWeights Of(double[] values, string argument)
    {
        double total = 0.0;
        foreach (double weight in values)
            total += weight;
        return total > 0.0 ? new RowWeights(values, total, values.Length)
            : throw new ArgumentException(
                $"The weights of all {MessageText.Count(values.Length, "example")} are 0, so that nothing would count; leave such rows out before the data are "
                    + "divided.", argument);
    }
}
