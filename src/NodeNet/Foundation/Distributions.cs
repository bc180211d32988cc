namespace NodeNet.Foundation;

/// <summary>The distributions that comparisons ask: Student's t and the binomial of one half.</summary>
internal static class Distributions
{
    private const int MostSteps = 10_000;

    private static readonly double _smallest = 1e-300;

    /// <summary>The chance that a t of so many degrees of freedom is at most <paramref name="t"/>.</summary>
    public static double StudentT(double t, double degrees)
    {
        double tail = 0.5 * Beta(degrees / (degrees + t * t), 0.5 * degrees, 0.5);
        return t > 0.0 ? 1.0 - tail : tail;
    }

    /// <summary>The t that so large a share lies below; by halving an interval, to the last bits.</summary>
    /// <param name="share">Above 0 and below 1.</param>
    /// <param name="degrees">The degrees of freedom, above 0.</param>
    public static double StudentTQuantile(double share, double degrees)
    {
        if (share < 0.5) return -StudentTQuantile(1.0 - share, degrees);
        double low = 0.0;
        double high = 1.0;
        while (StudentT(high, degrees) < share) high *= 2.0;
        for (double middle = 0.5 * high; middle > low && middle < high; middle = low + 0.5 * (high - low))
        {
            if (StudentT(middle, degrees) < share) low = middle;
            else high = middle;
        }
        return high;
    }

    /// <summary>The chance of at most <paramref name="few"/> heads or at most so many tails in <paramref name="count"/> throws of a fair coin.</summary>
    public static double FairCoin(int few, int count)
    {
        if (2 * few >= count) return 1.0;
        double sum = 0.0;
        for (int heads = 0; heads <= few; heads++)
            sum += Math.Exp(LogFactorial(count) - LogFactorial(heads) - LogFactorial(count - heads) - count * Math.Log(2.0));
        return Math.Min(1.0, 2.0 * sum);
    }

    /// <summary>ln Γ(x) for x above 0, by Stirling's series from 15 on and Γ(x + 1) = x Γ(x) below.</summary>
    public static double LogGamma(double x)
    {
        double taken = 0.0;
        for (; x < 15.0; x++) taken += Math.Log(x);
        double square = 1.0 / (x * x);
        double series = (1.0 / 12.0 - square * (1.0 / 360.0 - square * (1.0 / 1260.0 - square * (1.0 / 1680.0 - square / 1188.0)))) / x;
        return (x - 0.5) * Math.Log(x) - x + 0.5 * Math.Log(2.0 * Math.PI) + series - taken;
    }

    private static double LogFactorial(int n) => LogGamma(n + 1.0);

    /// <summary>The regularized incomplete beta function I_x(a, b), by its continued fraction (Lentz's way of computing it).</summary>
    private static double Beta(double x, double a, double b)
    {
        if (x <= 0.0) return 0.0;
        if (x >= 1.0) return 1.0;
        if (x > (a + 1.0) / (a + b + 2.0)) return 1.0 - Beta(1.0 - x, b, a); // where the fraction is slow

        double front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + a * Math.Log(x) + b * Math.Log(1.0 - x)) / a;
        double numerator = 1.0;
        double denominator = 1.0 / Nonzero(1.0 - (a + b) * x / (a + 1.0));
        double fraction = denominator;
        for (int m = 1; m < MostSteps; m++)
        {
            Step(m * (b - m) * x / ((a + 2 * m - 1.0) * (a + 2 * m)));
            double factor = Step(-(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1.0)));
            if (Math.Abs(factor - 1.0) < 1e-16) break;
        }
        return front * fraction;

        double Step(double term)
        {
            denominator = 1.0 / Nonzero(1.0 + term * denominator);
            numerator = Nonzero(1.0 + term / numerator);
            double factor = numerator * denominator;
            fraction *= factor;
            return factor;
        }
    }

    private static double Nonzero(double value) => Math.Abs(value) < _smallest ? _smallest : value;
}
