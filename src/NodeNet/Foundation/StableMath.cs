namespace NodeNet.Foundation;

/// <summary>The few scalar functions that the base class library lacks or computes with a loss of digits.</summary>
internal static class StableMath
{
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
}
