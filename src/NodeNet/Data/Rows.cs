using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using NodeNet.Foundation;

namespace NodeNet.Data;

/// <summary>An immutable table of finite numbers: so many rows, all of the same width.</summary>
public sealed partial class Rows
{
    private readonly double[] _values; // empty where the numbers are kept as bytes or floats
    private double _largestMagnitude = -1.0; // not known yet
    private bool _mayBeInfinite;

    private Rows(double[] values, int count, int width)
    {
        _values = values;
        Count = count;
        Width = width;
    }

    /// <summary>How many rows there are.</summary>
    public int Count { get; }

    /// <summary>How many numbers a row has.</summary>
    public int Width { get; }

    /// <summary>One row. Of numbers that are kept as bytes or floats (see <see cref="Compact"/>) it is made when it is asked for, each time anew.</summary>
    /// <param name="row">Its number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<double> this[int row]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(row);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Count);
            return IsCompact ? Widened(row) : _values.AsSpan(row * Width, Width);
        }
    }

    /// <summary>One number.</summary>
    /// <param name="row">The row, from 0.</param>
    /// <param name="column">The column, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row or column.</exception>
    public double this[int row, int column]
    {
        get
        {
            ArgumentOutOfRangeException.ThrowIfNegative(column);
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(column, Width);
            if ((uint)row < (uint)Count && _bytes is not null) return _meanings![_bytes[row * Width + column]];
            if ((uint)row < (uint)Count && _floats is not null) return _floats[row * Width + column];
            return this[row][column];
        }
    }

    /// <summary>Copies rows into a table.</summary>
    /// <param name="rows">At least one row; all of the same width, at least 1; all numbers finite.</param>
    /// <exception cref="ArgumentException">There is no row, rows differ in width, or a number is not finite (the message names row and column, both from 0); or
    /// they are more than the 2 147 483 527 numbers that a table holds.</exception>
    public static Rows From(IEnumerable<double[]> rows) => From(rows, nameof(rows));

    /// <summary>As the public one; errors name the caller's argument.</summary>
    internal static Rows From([NotNull] IEnumerable<double[]>? rows, string argument)
    {
        Guard.NotNull(rows, argument);
        double[][] all = rows as double[][] ?? [.. rows];
        if (all.Length == 0) throw new ArgumentException("There are no rows; there must be at least one.", argument);
        int width = all[0]?.Length ?? 0;
        if (width == 0) throw new ArgumentException("Row 0 has no columns; a row has at least one.", argument);

        var values = new double[ArraySize.OfTable(all.Length, width, argument)];
        for (int row = 0; row < all.Length; row++)
        {
            if (all[row]?.Length != width)
                throw new ArgumentException($"Row {row} has {MessageText.Count(all[row]?.Length ?? 0, "column")}; row 0 has {width}.", argument);
            all[row].CopyTo(values, row * width);
        }
        CheckFinite(values, width, argument);
        return new Rows(values, all.Length, width);
    }

    /// <summary>Copies numbers that stand row after row into a table.</summary>
    /// <param name="values">The numbers of the first row, then those of the second, and so on; all finite.</param>
    /// <param name="width">How many numbers a row has; at least 1.</param>
    /// <exception cref="ArgumentException">The numbers do not fill whole rows, at least one, or one is not finite; the message names row and column, both from
    /// 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is below 1.</exception>
    public static Rows From(ReadOnlySpan<double> values, int width)
    {
        Guard.AtLeast(width, 1);
        CheckWhole(values.Length, width, "value", nameof(values));
        double[] copy = values.ToArray();
        CheckFinite(copy, width, nameof(values));
        return new Rows(copy, copy.Length / width, width);
    }

    /// <summary>The rows as arrays: a copy.</summary>
    public double[][] ToArrays()
    {
        var arrays = new double[Count][];
        for (int row = 0; row < Count; row++)
            arrays[row] = this[row].ToArray();
        return arrays;
    }

    /// <summary>One column, top to bottom: a copy.</summary>
    /// <param name="column">The column, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public double[] Column(int column)
    {
        var values = new double[Count];
        for (int row = 0; row < Count; row++)
            values[row] = this[row, column];
        return values;
    }

    /// <summary>A table of some of the rows, in the order given; a row may be taken more than once.</summary>
    /// <param name="rows">The numbers of the rows, from 0; at least one.</param>
    /// <exception cref="ArgumentException"><paramref name="rows"/> is empty, or they are more than the 2 147 483 527 numbers that a table holds.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Rows Select(ReadOnlySpan<int> rows)
    {
        if (rows.Length == 0) throw new ArgumentException("rows is empty; at least one row must be selected.", nameof(rows));
        int size = ArraySize.OfTable(rows.Length, Width, nameof(rows));
        if (_bytes is not null) return new Rows(Taken(_bytes, rows, size), _meanings!, rows.Length, Width);
        if (_floats is not null) return new Rows(Taken(_floats, rows, size), rows.Length, Width);
        var values = new double[size];
        for (int i = 0; i < rows.Length; i++)
            this[rows[i]].CopyTo(values.AsSpan(i * Width, Width));
        return new Rows(values, rows.Length, Width);
    }

    /// <summary>"150 rows of 4".</summary>
    public override string ToString() => $"{MessageText.Count(Count, "row")} of {Width}";

    /// <summary>All numbers, row after row. Of numbers that are kept as bytes or floats a copy, each time: for what needs them once.</summary>
    internal ReadOnlySpan<double> Values => IsCompact ? WidenedAll() : _values.AsSpan(0, Count * Width);

    /// <summary>The largest number by its size: |x|. Looked for once.</summary>
    internal double LargestMagnitude => _largestMagnitude >= 0.0 ? _largestMagnitude
        : _largestMagnitude = _bytes is not null ? LargestMeaning()
            : _floats is not null ? FiniteCheck.LargestMagnitude<float>(_floats) : FiniteCheck.LargestMagnitude<double>(Values);

    /// <summary>A table over numbers that nobody else holds and that are known to be finite.</summary>
    internal static Rows Own(double[] values, int count, int width) => new(values, count, width);

    /// <summary>A table over answers that nobody else holds, which are shown as they are: a network with large weights may answer ∞.</summary>
    internal static Rows OwnAnswers(double[] values, int count, int width) => new(values, count, width) { _mayBeInfinite = true };

    /// <summary>Refuses answers that are not finite where numbers to compute with are wanted.</summary>
    internal void CheckFinite(string argument)
    {
        if (!_mayBeInfinite) return;
        int place = FiniteCheck.AllFinite(Values) ? -1 : Array.FindIndex(_values, value => !double.IsFinite(value));
        if (place >= 0)
        {
            throw new ArgumentException(
                $"Row {place / Width}, column {place % Width} (from 0) of {argument} is {MessageText.Exact(_values[place])}; it must be a finite number.",
                argument);
        }
        _mayBeInfinite = false;
    }

    /// <summary>As the other, in an array that may be longer; of numbers whose largest is known.</summary>
    internal static Rows Own(double[] values, int count, int width, double largestMagnitude) =>
        new(values, count, width) { _largestMagnitude = largestMagnitude };

    private static void CheckWhole(int count, int width, string noun, string argument)
    {
        if (count == 0 || count % width != 0)
            throw new ArgumentException($"{MessageText.Count(count, noun)} do not make whole rows of {width}.", argument);
    }

    private static void CheckFinite<T>(T[] values, int width, string argument)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        for (int i = 0; i < values.Length; i++)
        {
            if (!T.IsFinite(values[i]))
            {
                throw new ArgumentException(
                    $"Row {i / width}, column {i % width} is {MessageText.Exact(double.CreateTruncating(values[i]))}; data must be finite numbers (row and "
                        + "column count from 0).", argument);
            }
        }
    }
}
