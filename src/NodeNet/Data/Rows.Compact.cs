using NodeNet.Foundation;

namespace NodeNet.Data;

/// <content>Numbers that take less room than doubles.</content>
public sealed partial class Rows
{
    private readonly float[]? _floats; // row after row

    private Rows(float[] floats, int count, int width)
        : this(Array.Empty<double>(), count, width)
    {
        _floats = floats;
    }

    /// <summary>Whether the numbers are kept in a byte or a float each (see <see cref="Compact"/>).</summary>
    public bool IsCompact => _bytes is not null || _floats is not null;

    /// <summary>Copies floats that stand row after row into a table that keeps them as floats: half of the memory. Training in single precision uses them where
    /// they are; in double it widens what a step needs.</summary>
    /// <param name="values">The numbers of the first row, then those of the second, and so on; all finite.</param>
    /// <param name="width">How many a row has; at least 1.</param>
    /// <exception cref="ArgumentException">The numbers do not fill whole rows, at least one, or one is not finite; the message names row and column, both from
    /// 0.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is below 1.</exception>
    public static Rows FromFloats(ReadOnlySpan<float> values, int width)
    {
        Guard.AtLeast(width, 1);
        CheckWhole(values.Length, width, "value", nameof(values));
        float[] copy = values.ToArray();
        CheckFinite(copy, width, nameof(values));
        return new Rows(copy, copy.Length / width, width);
    }

    /// <summary>The same numbers in less memory, if none of them changes by it: in a byte each, an eighth, if no more than 256 different ones are among them,
    /// as in pictures; in a float each, half, if all of them are floats, as whole numbers up to 16 777 216 are; otherwise this table. Training and predicting
    /// take the same numbers from any, to the bit; a row by itself is made each time it is asked for.</summary>
    public Rows Compact() => IsCompact ? this : AsBytes() ?? AsFloats() ?? this;

    /// <summary>The floats, row after row; null where the numbers are not kept as floats. Not to be written to.</summary>
    internal float[]? Floats => _floats;

    /// <summary>Writes the numbers of some rows.</summary>
    internal void CopyTo(int row, Span<double> target)
    {
        int start = row * Width;
        if (_bytes is not null) Widen(_bytes.AsSpan(start, target.Length), target);
        else if (_floats is not null) Widen(_floats.AsSpan(start, target.Length), target);
        else _values.AsSpan(start, target.Length).CopyTo(target);
    }

    private double[] Widened(int row)
    {
        var values = new double[Width];
        CopyTo(row, values);
        return values;
    }

    private double[] WidenedAll()
    {
        var values = new double[Count * Width];
        CopyTo(0, values);
        return values;
    }

    private void Widen(ReadOnlySpan<byte> bytes, Span<double> target)
    {
        double[] meanings = _meanings!;
        for (int i = 0; i < bytes.Length; i++)
            target[i] = meanings[bytes[i]];
    }

    private static void Widen(ReadOnlySpan<float> floats, Span<double> target)
    {
        for (int i = 0; i < floats.Length; i++)
            target[i] = floats[i];
    }

    private Rows? AsFloats()
    {
        foreach (double value in _values)
        {
            if ((float)value != value) return null; // −0 stays −0
        }
        var floats = new float[_values.Length];
        for (int i = 0; i < floats.Length; i++)
            floats[i] = (float)_values[i];
        return new Rows(floats, Count, Width);
    }

    private T[] Taken<T>(T[] from, ReadOnlySpan<int> rows, int size)
    {
        var taken = new T[size];
        for (int i = 0; i < rows.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(rows[i], nameof(rows));
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(rows[i], Count, nameof(rows));
            from.AsSpan(rows[i] * Width, Width).CopyTo(taken.AsSpan(i * Width));
        }
        return taken;
    }
}
