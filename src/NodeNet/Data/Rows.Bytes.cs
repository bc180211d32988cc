using System.Runtime.InteropServices;
using NodeNet.Foundation;

namespace NodeNet.Data;

/// <content>Numbers that are kept in a byte each.</content>
public sealed partial class Rows
{
    private const int MostMeanings = 256;

    private readonly byte[]? _bytes; // row after row
    private readonly double[]? _meanings; // the number that each byte stands for; 256 of them

    private Rows(byte[] bytes, double[] meanings, int count, int width)
        : this(Array.Empty<double>(), count, width)
    {
        _bytes = bytes;
        _meanings = meanings;
    }

    /// <summary>Copies bytes that stand row after row into a table that keeps them as bytes: an eighth of the memory. Each is the number
    /// byte · <paramref name="scale"/>.</summary>
    /// <param name="values">The bytes of the first row, then those of the second, and so on.</param>
    /// <param name="width">How many a row has; at least 1.</param>
    /// <param name="scale">What each is multiplied by; 1/255 brings them to 0 to 1. Default: 1.</param>
    /// <exception cref="ArgumentException">The bytes do not fill whole rows, at least one.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="width"/> is below 1, or <paramref name="scale"/> is not finite or so large that a byte
    /// times it is not.</exception>
    public static Rows FromBytes(ReadOnlySpan<byte> values, int width, double scale = 1.0)
    {
        Guard.AtLeast(width, 1);
        if (!double.IsFinite(scale * byte.MaxValue))
        {
            throw new ArgumentOutOfRangeException(
                nameof(scale), scale, $"scale is {MessageText.Exact(scale)}; it and 255 times it must be finite numbers.");
        }
        CheckWhole(values.Length, width, "byte", nameof(values));
        var meanings = new double[MostMeanings];
        for (int i = 0; i < meanings.Length; i++)
            meanings[i] = i * scale;
        return new Rows(values.ToArray(), meanings, values.Length / width, width);
    }

    /// <summary>The same numbers in a byte each, if no more than 256 different ones are among them; otherwise null.</summary>
    private Rows? AsBytes()
    {
        var codes = new Dictionary<long, byte>();
        var meanings = new double[MostMeanings];
        var bytes = new byte[_values.Length];
        for (int i = 0; i < bytes.Length; i++)
        {
            ref byte code = ref CollectionsMarshal.GetValueRefOrAddDefault(codes, BitConverter.DoubleToInt64Bits(_values[i]), out bool isKnown);
            if (!isKnown)
            {
                if (codes.Count > MostMeanings) return null;
                code = (byte)(codes.Count - 1);
                meanings[code] = _values[i];
            }
            bytes[i] = code;
        }
        return new Rows(bytes, meanings, Count, Width);
    }

    /// <summary>The bytes, row after row; empty where the numbers are not kept as bytes.</summary>
    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>The number that each byte stands for.</summary>
    internal ReadOnlySpan<double> Meanings => _meanings;

    private double LargestMeaning()
    {
        double largest = 0.0;
        Span<bool> isThere = stackalloc bool[MostMeanings];
        isThere.Clear();
        foreach (byte code in _bytes!)
            isThere[code] = true;
        for (int code = 0; code < MostMeanings; code++)
        {
            if (isThere[code]) largest = Math.Max(largest, Math.Abs(_meanings![code]));
        }
        return largest;
    }
}
