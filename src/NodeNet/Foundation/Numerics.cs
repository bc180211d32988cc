namespace NodeNet.Foundation;

/// <summary>The few scalar functions that the base class library lacks or computes with a loss of digits.</summary>
internal static class Numerics
{
    private static readonly double _twoOverSqrtPi = 2.0 / Math.Sqrt(Math.PI);

    /// <summary>ln(1 + x) without losing the digits of a small x, for x > −1.</summary>
    public static double LogOnePlus(double x)
    {
        // 1 + x rounds; what the rounding took is put back by the factor x / ((1 + x) − 1). (Kahan)
        double rounded = 1.0 + x;
        return rounded == 1.0 ? x : Math.Log(rounded) * (x / (rounded - 1.0));
    }

    /// <summary>e^x − 1 without losing the digits of a small x.</summary>
    public static double ExpMinusOne(double x)
    {
        double rounded = Math.Exp(x);
        if (rounded == 1.0) return x;
        double difference = rounded - 1.0;
        if (difference == -1.0 || double.IsInfinity(rounded)) return difference;
        return difference * (x / Math.Log(rounded)); // Kahan's correction, as above
    }

    /// <summary>1 / (1 + e^−x), computed on the side where the exponential cannot overflow.</summary>
    public static double Sigmoid(double x)
    {
        if (x >= 0) return 1.0 / (1.0 + Math.Exp(-x));
        double e = Math.Exp(x);
        return e / (1.0 + e);
    }

    /// <summary>ln(1 + e^x) for any finite x.</summary>
    public static double Softplus(double x) => Math.Max(x, 0.0) + LogOnePlus(Math.Exp(-Math.Abs(x)));

    /// <summary>The complementary error function 1 − erf(x), with small relative error in its tail too.</summary>
    /// <remarks>
    /// Below 2.5 the series erf(x) = 2/√π · e^(−x²) · Σ 2ⁿ x^(2n+1) / (1·3·5···(2n+1)), whose terms are all positive
    /// (Abramowitz and Stegun 7.1.6); from there the continued fraction 7.1.14, evaluated from its tail.
    /// </remarks>
    public static double Erfc(double x)
    {
        if (x < 0) return 2.0 - Erfc(-x);
        if (x > 28) return 0.0; // e^(−784) is below the smallest double
        if (x < 2.5) return 1.0 - ErfSeries(x);

        double fraction = x;
        for (int k = 60; k >= 1; k--)
            fraction = x + 0.5 * k / fraction;
        return 0.5 * _twoOverSqrtPi * Math.Exp(-x * x) / fraction;
    }

    private static double ErfSeries(double x)
    {
        double term = x;
        double sum = x;
        for (int n = 1; term > sum * 1e-17; n++)
        {
            term *= 2.0 * x * x / (2 * n + 1);
            sum += term;
        }
        return _twoOverSqrtPi * Math.Exp(-x * x) * sum;
    }
}
