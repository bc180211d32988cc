namespace NodeNet.Recipes;

/// <summary>Mean and deviation of numbers that come one by one. The sums, of what the numbers are beyond the first one and of its squares, are kept in twice
/// the
/// digits of a double (as a double and what rounding took from it), so nothing is lost that a second pass would find.</summary>
internal sealed class Moments
{
    /// <summary>The largest number whose square, 2^31 times, is a double.</summary>
    public static readonly double Most = Math.ScaleB(1.0, 400);

    private bool _isAny;
    private double _first;
    private (double High, double Low) _sum;
    private (double High, double Low) _squares;

    /// <summary>How many numbers there are.</summary>
    public double Count { get; private set; }

    /// <summary>One more number, of at most <see cref="Most"/>.</summary>
    public void Add(double value, double times = 1.0)
    {
        if (times == 0.0) return;
        if (!_isAny) (_isAny, _first) = (true, value);
        Count += times;
        (double high, double low) = TwoSum(value, -_first);
        double square = high * high;
        double rest = Math.FusedMultiplyAdd(high, high, -square) + 2.0 * high * low;
        _sum = Plus(_sum, Times(high, low, times));
        _squares = Plus(_squares, Times(square, rest, times));
    }

    /// <summary>The mean, and √(Σ (x − mean)² / n).</summary>
    public (double Mean, double Deviation) Value
    {
        get
        {
            (double High, double Low) mean = Divided(_sum, Count);
            // Σ d² − (Σ d)² / n
            double square = _sum.High * mean.High;
            double rest = Math.FusedMultiplyAdd(_sum.High, mean.High, -square) + _sum.High * mean.Low + _sum.Low * mean.High;
            (double high, double low) = Plus(_squares, (-square, -rest));
            double variance = Math.Max((high + low) / Count, 0.0);
            (double whole, double part) = TwoSum(_first, mean.High);
            return (whole + (part + mean.Low), Math.Sqrt(variance));
        }
    }

    private static (double High, double Low) TwoSum(double a, double b)
    {
        double sum = a + b;
        double part = sum - a;
        return (sum, a - (sum - part) + (b - part));
    }

    private static (double High, double Low) Plus((double High, double Low) a, (double High, double Low) b)
    {
        (double high, double low) = TwoSum(a.High, b.High);
        return TwoSum(high, low + a.Low + b.Low);
    }

    private static (double High, double Low) Times(double high, double low, double times)
    {
        if (times == 1.0) return (high, low);
        double product = high * times;
        return (product, Math.FusedMultiplyAdd(high, times, -product) + low * times);
    }

    private static (double High, double Low) Divided((double High, double Low) a, double by)
    {
        double quotient = a.High / by;
        return (quotient, (Math.FusedMultiplyAdd(-quotient, by, a.High) + a.Low) / by);
    }
}
