namespace NodeNet.Minimizing;

/// <summary>Sums over many numbers, always in the same order.</summary>
internal static class Numbers
{
    public static double Dot(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double sum = 0.0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }

    /// <summary>√Σ a², without overflow.</summary>
    public static double Length(ReadOnlySpan<double> a)
    {
        double largest = Largest(a);
        if (largest == 0.0) return 0.0;
        double sum = 0.0;
        foreach (double number in a) sum += number / largest * (number / largest);
        return largest * Math.Sqrt(sum);
    }

    /// <summary>By how much a value has fallen along a step. Where the two values differ in their last digits only, the slopes at both ends tell it far
    /// better: the mean slope times the step.</summary>
    /// <param name="before">The value at the beginning.</param>
    /// <param name="after">The value at the end.</param>
    /// <param name="slopeBefore">The slope along the step at its beginning, times its length.</param>
    /// <param name="slopeAfter">The same at its end.</param>
    public static double Fall(double before, double after, double slopeBefore, double slopeAfter)
    {
        const double Digits = 1e-9;
        return Math.Abs(before - after) <= Digits * Math.Abs(before) ? -0.5 * (slopeBefore + slopeAfter) : before - after;
    }

    public static double Largest(ReadOnlySpan<double> a)
    {
        double largest = 0.0;
        foreach (double number in a) largest = Math.Max(largest, Math.Abs(number));
        return largest;
    }

    /// <summary>to = from + step · direction.</summary>
    public static void Move(ReadOnlySpan<double> from, double step, ReadOnlySpan<double> direction, Span<double> to)
    {
        for (int i = 0; i < to.Length; i++) to[i] = from[i] + step * direction[i];
    }
}
