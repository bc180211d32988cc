using NodeNet.Foundation;

namespace NodeNet.Data;

/// <summary>Brings the columns of a table to a common scale: x' = (x − offset) / factor, column by column. Immutable.</summary>
/// <remarks>Fit it on the training part only, and use the same scaler for the rest: what is held out must not influence what is learned.</remarks>
public sealed class Scaler
{
    private readonly double[] _offsets;
    private readonly double[] _factors;

    private Scaler(double[] offsets, double[] factors)
    {
        _offsets = offsets;
        _factors = factors;
    }

    /// <summary>What is taken off each column.</summary>
    public IReadOnlyList<double> Offsets => _offsets;

    /// <summary>What each column is then divided by; never 0.</summary>
    public IReadOnlyList<double> Factors => _factors;

    /// <summary>A scaler that gives each column mean 0 and standard deviation 1 (that of the population, dividing by n). A constant column only becomes 0.</summary>
    /// <param name="training">The rows to fit on.</param>
    public static Scaler Standard(Rows training)
    {
        Guard.NotNull(training);
        var means = new double[training.Width];
        var deviations = new double[training.Width];
        for (int column = 0; column < training.Width; column++)
        {
            double[] values = training.Column(column);
            double mean = values.Average();
            means[column] = mean;
            deviations[column] = NotZero(Math.Sqrt(values.Average(x => (x - mean) * (x - mean))), values);
        }
        return new Scaler(means, deviations);
    }

    /// <summary>A scaler that spreads each column over a range, its smallest value to <paramref name="low"/> and its largest to <paramref name="high"/>. A constant column becomes <paramref name="low"/>.</summary>
    /// <param name="training">The rows to fit on. Other rows may come out beyond the range.</param>
    /// <param name="low">The lower end of the range.</param>
    /// <param name="high">The upper end of the range; above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An end is not finite, or <paramref name="high"/> is not above <paramref name="low"/>.</exception>
    public static Scaler MinMax(Rows training, double low = 0.0, double high = 1.0)
    {
        Guard.NotNull(training);
        Guard.Finite(low);
        Guard.Finite(high);
        if (high <= low)
            throw new ArgumentOutOfRangeException(nameof(high), high, $"high is {Naming.Exact(high)}; it must be above low, {Naming.Exact(low)}.");
        var offsets = new double[training.Width];
        var factors = new double[training.Width];
        for (int column = 0; column < training.Width; column++)
        {
            double[] values = training.Column(column);
            double smallest = values.Min();
            factors[column] = NotZero((values.Max() - smallest) / (high - low), values);
            offsets[column] = smallest - low * factors[column];
        }
        return new Scaler(offsets, factors);
    }

    /// <summary>A scaler from its numbers, as <see cref="Offsets"/> and <see cref="Factors"/> show them.</summary>
    /// <param name="offsets">What is taken off each column; at least one, all finite.</param>
    /// <param name="factors">What each column is then divided by; as many, all finite, none 0.</param>
    /// <exception cref="ArgumentException">There is no column, the numbers of offsets and factors differ, or one is not finite or a factor is 0; the message names the column, from 0.</exception>
    public static Scaler From(IReadOnlyList<double> offsets, IReadOnlyList<double> factors)
    {
        Guard.NotNull(offsets);
        Guard.NotNull(factors);
        if (offsets.Count == 0 || offsets.Count != factors.Count)
            throw new ArgumentException($"There are {Naming.Count(offsets.Count, "offset")} and {Naming.Count(factors.Count, "factor")}; there must be as many of each, at least one.", nameof(factors));
        for (int column = 0; column < offsets.Count; column++)
        {
            if (!double.IsFinite(offsets[column]))
                throw new ArgumentException($"The offset of column {column} is {Naming.Exact(offsets[column])}; it must be a finite number.", nameof(offsets));
            if (!double.IsFinite(factors[column]) || factors[column] == 0.0)
                throw new ArgumentException($"The factor of column {column} is {Naming.Exact(factors[column])}; it must be a finite number other than 0.", nameof(factors));
        }
        return new Scaler([.. offsets], [.. factors]);
    }

    /// <summary>A scaled copy of a table.</summary>
    /// <param name="rows">Rows of the width that the scaler was fitted on.</param>
    /// <exception cref="ArgumentException">The width does not fit, or a scaled number overflows.</exception>
    public Rows Scale(Rows rows)
    {
        Guard.NotNull(rows);
        CheckWidth(rows.Width);
        var values = new double[rows.Count * rows.Width];
        for (int row = 0; row < rows.Count; row++)
            ScaleRow(rows[row], values.AsSpan(row * rows.Width, rows.Width));
        return Rows.From(values, rows.Width);
    }

    /// <summary>One row, scaled.</summary>
    /// <param name="row">As many numbers as the scaler was fitted on columns.</param>
    /// <exception cref="ArgumentException">The width does not fit.</exception>
    public double[] Scale(ReadOnlySpan<double> row)
    {
        CheckWidth(row.Length);
        var scaled = new double[row.Length];
        ScaleRow(row, scaled);
        return scaled;
    }

    /// <summary>One scaled row, back in its own units: x = x' · factor + offset.</summary>
    /// <param name="scaled">As many numbers as the scaler was fitted on columns.</param>
    /// <exception cref="ArgumentException">The width does not fit.</exception>
    public double[] Restore(ReadOnlySpan<double> scaled)
    {
        CheckWidth(scaled.Length);
        var row = new double[scaled.Length];
        RestoreRow(scaled, row);
        return row;
    }

    /// <summary>A table of scaled rows, back in its own units.</summary>
    /// <param name="scaled">Rows of the width that the scaler was fitted on.</param>
    /// <exception cref="ArgumentException">The width does not fit, or a restored number overflows.</exception>
    public Rows Restore(Rows scaled)
    {
        Guard.NotNull(scaled);
        CheckWidth(scaled.Width);
        var values = new double[scaled.Count * scaled.Width];
        for (int row = 0; row < scaled.Count; row++)
            RestoreRow(scaled[row], values.AsSpan(row * scaled.Width, scaled.Width));
        return Rows.From(values, scaled.Width);
    }

    /// <summary>One row of the right width; may be the same memory.</summary>
    internal void ScaleRow(ReadOnlySpan<double> row, Span<double> scaled)
    {
        for (int column = 0; column < row.Length; column++)
            scaled[column] = (row[column] - _offsets[column]) / _factors[column];
    }

    /// <inheritdoc cref="ScaleRow"/>
    internal void RestoreRow(ReadOnlySpan<double> scaled, Span<double> row)
    {
        for (int column = 0; column < row.Length; column++)
            row[column] = scaled[column] * _factors[column] + _offsets[column];
    }

    private static double NotZero(double factor, double[] values) =>
        factor > 0.0 && values.Min() < values.Max() ? factor : 1.0; // a constant column cannot be spread; its rounding noise must not be

    private void CheckWidth(int width)
    {
        if (width != _offsets.Length)
            throw new ArgumentException($"The rows have {Naming.Count(width, "column")}; the scaler was fitted on {_offsets.Length}.");
    }
}
