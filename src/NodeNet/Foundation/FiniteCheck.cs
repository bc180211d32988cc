using System.Numerics;
using System.Runtime.InteropServices;

namespace NodeNet.Foundation;

/// <summary>Whether numbers are finite, several at a time.</summary>
internal static class FiniteCheck
{
    /// <summary>The largest |x|.</summary>
    public static double LargestMagnitude(ReadOnlySpan<double> values)
    {
        ReadOnlySpan<Vector<double>> vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        Vector<double> largest = default;
        foreach (Vector<double> vector in vectors)
            largest = Vector.Max(largest, Vector.Abs(vector));
        double most = 0.0;
        for (int i = 0; i < Vector<double>.Count; i++)
            most = Math.Max(most, largest[i]);
        foreach (double rest in values[(vectors.Length * Vector<double>.Count)..])
            most = Math.Max(most, Math.Abs(rest));
        return most;
    }

    public static bool AllFinite(ReadOnlySpan<double> values)
    {
        // x · 0 is 0 for a finite x, and NaN otherwise; a sum that has met NaN stays NaN.
        ReadOnlySpan<Vector<double>> vectors = MemoryMarshal.Cast<double, Vector<double>>(values);
        Vector<double> a = default, b = default, c = default, d = default;
        int i = 0;
        for (; i + 4 <= vectors.Length; i += 4)
        {
            a += vectors[i] * 0.0;
            b += vectors[i + 1] * 0.0;
            c += vectors[i + 2] * 0.0;
            d += vectors[i + 3] * 0.0;
        }
        for (; i < vectors.Length; i++)
            a += vectors[i] * 0.0;
        double rest = Vector.Sum(a + b + c + d);
        for (int k = vectors.Length * Vector<double>.Count; k < values.Length; k++)
            rest += values[k] * 0.0;
        return rest == 0.0;
    }
}
