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

    /// <summary>A scaler that gives each column mean 0 and standard deviation 1 (that of the population, dividing by n). A constant column, whose smallest
    /// number is its largest, becomes exactly 0.</summary>
    /// <param name="training">The rows to fit on.</param>
    /// <remarks>Numbers may be of any size: nothing overflows on the way. The mean is rounded to a double; of numbers that differ in their last digits only,
    /// that may be a good part of the deviation.</remarks>
    /// <exception cref="ArgumentException">The numbers of a column differ, but their standard deviation is below 2.2E-308, the smallest number that doubles
    /// divide by with all their digits. The message names column and numbers.</exception>
    public static Scaler Standard(Rows training)
    {
        Guard.NotNull(training);
        var means = new double[training.Width];
        var deviations = new double[training.Width];
        for (int column = 0; column < training.Width; column++)
        {
            double[] values = training.Column(column);
            (means[column], double deviation) = Statistics.MeanAndDeviation(values);
            (double smallest, double largest) = Statistics.Range(values);
            deviations[column] = smallest == largest ? 1.0 : deviation; // a constant column cannot be spread
            CheckFitted(means[column], deviations[column], column, smallest, largest, nameof(training));
        }
        return new Scaler(means, deviations);
    }

    /// <summary>A scaler that spreads each column over a range, its smallest value to <paramref name="low"/> and its largest to <paramref name="high"/>. A
    /// constant column becomes <paramref name="low"/>.</summary>
    /// <param name="training">The rows to fit on. Other rows may be scaled beyond the range.</param>
    /// <param name="low">The lower end of the range.</param>
    /// <param name="high">The upper end of the range; above <paramref name="low"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">An end is not finite, or <paramref name="high"/> is not above <paramref name="low"/>.</exception>
    /// <exception cref="ArgumentException">A column's offset or factor would be no double: its numbers are too far apart (a factor above 1.8E+308, as of
    /// −1E+308 and 1E+308 for 0 to 1), or too close together (a factor below 2.2E-308). The message names column and numbers.</exception>
    public static Scaler MinMax(Rows training, double low = 0.0, double high = 1.0)
    {
        Guard.NotNull(training);
        Guard.Finite(low);
        Guard.Finite(high);
        if (high <= low)
            throw new ArgumentOutOfRangeException(nameof(high), high, $"high is {MessageText.Exact(high)}; it must be above low, {MessageText.Exact(low)}.");
        var offsets = new double[training.Width];
        var factors = new double[training.Width];
        for (int column = 0; column < training.Width; column++)
        {
            (double smallest, double largest) = Statistics.Range(training.Column(column));
            factors[column] = smallest == largest ? SizeOf(smallest, low) : Ratio(smallest, largest, low, high);
            offsets[column] = smallest - low * factors[column];
            CheckFitted(offsets[column], factors[column], column, smallest, largest, nameof(training));
        }
        return new Scaler(offsets, factors);
    }

    /// <summary>A scaler from its numbers, as <see cref="Offsets"/> and <see cref="Factors"/> show them.</summary>
    /// <param name="offsets">What is taken off each column; at least one, all finite.</param>
    /// <param name="factors">What each column is then divided by; as many, all finite, none 0.</param>
    /// <exception cref="ArgumentException">There is no column, the numbers of offsets and factors differ, or one is not finite or a factor is 0; the message
    /// names the column, from 0.</exception>
    public static Scaler From(IReadOnlyList<double> offsets, IReadOnlyList<double> factors)
    {
        Guard.NotNull(offsets);
        Guard.NotNull(factors);
        if (offsets.Count == 0 || offsets.Count != factors.Count)
        {
            throw new ArgumentException(
                $"There are {MessageText.Count(offsets.Count, "offset")} and {MessageText.Count(factors.Count, "factor")}; there must be as many of each, "
                    + "at least one.", nameof(factors));
        }

        for (int column = 0; column < offsets.Count; column++)
        {
            if (!double.IsFinite(offsets[column]))
            {
                throw new ArgumentException(
                    $"The offset of column {column} is {MessageText.Exact(offsets[column])}; it must be a finite number.", nameof(offsets));
            }

            if (!double.IsFinite(factors[column]) || factors[column] == 0.0)
            {
                throw new ArgumentException(
                    $"The factor of column {column} is {MessageText.Exact(factors[column])}; it must be a finite number other than 0.", nameof(factors));
            }
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
        {
            double offset = _offsets[column];
            double difference = row[column] - offset;
            // Two large numbers of different sign: their halves have a difference that is a double.
            scaled[column] = double.IsInfinity(difference) ? (0.5 * row[column] - 0.5 * offset) / _factors[column] * 2.0 : difference / _factors[column];
        }
    }

    /// <inheritdoc cref="ScaleRow"/>
    internal void RestoreRow(ReadOnlySpan<double> scaled, Span<double> row)
    {
        for (int column = 0; column < row.Length; column++)
        {
            double value = scaled[column] * _factors[column] + _offsets[column];
            row[column] = double.IsInfinity(value) ? (scaled[column] * (0.5 * _factors[column]) + 0.5 * _offsets[column]) * 2.0 : value;
        }
    }

    /// <summary>(largest − smallest) / (high − low); each difference may be twice the largest double.</summary>
    private static double Ratio(double smallest, double largest, double low, double high)
    {
        double span = largest - smallest;
        double range = high - low;
        double halves = (double.IsInfinity(span) ? 2.0 : 1.0) / (double.IsInfinity(range) ? 2.0 : 1.0);
        if (double.IsInfinity(span)) span = 0.5 * largest - 0.5 * smallest;
        if (double.IsInfinity(range)) range = 0.5 * high - 0.5 * low;
        return span / range * halves;
    }

    /// <summary>The factor of a constant column: 1 or, where the offset is value − low · factor and would round small numbers away beside a large one, the
    /// power of two at the value.</summary>
    private static double SizeOf(double value, double low) => low == 0.0 ? 1.0 : Math.Max(1.0, Math.ScaleB(1.0, Math.ILogB(value)));

    private static void CheckFitted(double offset, double factor, int column, double smallest, double largest, string argument)
    {
        if (double.IsFinite(offset) && double.IsNormal(factor)) return;
        string trouble = double.IsFinite(offset) && double.IsFinite(factor) ? "too close together" : "too far apart or too large";
        throw new ArgumentException(
            $"Column {column} runs from {MessageText.Exact(smallest)} to {MessageText.Exact(largest)}; these numbers are {trouble} to be scaled: " +
            $"x' = (x − {MessageText.Exact(offset)}) / {MessageText.Exact(factor)} cannot be computed with doubles. " +
            "Divide the column by a number of its size first.", argument);
    }

    private void CheckWidth(int width)
    {
        if (width != _offsets.Length)
            throw new ArgumentException($"The rows have {MessageText.Count(width, "column")}; the scaler was fitted on {_offsets.Length}.");
    }
}
