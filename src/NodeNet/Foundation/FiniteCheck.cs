using System.Numerics;
using System.Runtime.InteropServices;

namespace NodeNet.Foundation;

/// <summary>Whether numbers are finite, several at a time.</summary>
internal static class FiniteCheck
{
    /// <summary>The largest |x|.</summary>
    public static double LargestMagnitude<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        Vector<T> largest = default;
        foreach (Vector<T> vector in vectors)
            largest = Vector.Max(largest, Vector.Abs(vector));
        T most = T.Zero;
        for (int i = 0; i < Vector<T>.Count; i++)
            most = T.Max(most, largest[i]);
        foreach (T rest in values[(vectors.Length * Vector<T>.Count)..])
            most = T.Max(most, T.Abs(rest));
        return double.CreateTruncating(most);
    }

    public static bool AllFinite(ReadOnlySpan<double> values) => AllFinite<double>(values);

    public static bool AllFinite<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
    {
        // x · 0 is 0 for a finite x, and NaN otherwise; a sum that has met NaN stays NaN.
        ReadOnlySpan<Vector<T>> vectors = MemoryMarshal.Cast<T, Vector<T>>(values);
        Vector<T> a = default, b = default, c = default, d = default;
        int i = 0;
        for (; i + 4 <= vectors.Length; i += 4)
        {
            a += vectors[i] * T.Zero;
            b += vectors[i + 1] * T.Zero;
            c += vectors[i + 2] * T.Zero;
            d += vectors[i + 3] * T.Zero;
        }
        for (; i < vectors.Length; i++)
            a += vectors[i] * T.Zero;
        T rest = Vector.Sum(a + b + c + d);
        for (int k = vectors.Length * Vector<T>.Count; k < values.Length; k++)
            rest += values[k] * T.Zero;
        return rest == T.Zero;
    }
}
