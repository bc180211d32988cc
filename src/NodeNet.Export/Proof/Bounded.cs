using NodeNet.Formulas;

namespace NodeNet.Export.Proof;

/// <summary>A number together with by how much another machine's may differ from it, where both compute the same formula in the same order: the running error
/// analysis that states a proof's bound.</summary>
/// <remarks>
/// <para>Sums, products, quotients, square roots, comparisons of numbers that are equal on both are equal on both: they are rounded alike everywhere. e^x, ln,
/// tanh and the like may differ by a few units in the last place (ε = 2^−52 of a double, 2^−23 of a float, <see cref="Allowed"/> of them), and from there on
/// differences are carried: through sums as they are, through products by the other factor, through functions by their slope, and one rounding is added on the
/// way.</para>
/// <para>Source: J. H. Wilkinson, "Error Analysis of Floating-Point Computation" (1960); N. J. Higham, "Accuracy and Stability of Numerical Algorithms", ch.
/// 3.</para>
/// </remarks>
/// <typeparam name="TFormat">The kind of numbers: every operation is rounded to it.</typeparam>
/// <param name="Value">The number here.</param>
/// <param name="Error">By how much it may differ, 0 or above.</param>
internal readonly record struct Bounded<TFormat>(double Value, double Error) : IReal<Bounded<TFormat>>
    where TFormat : struct, IFloatFormat
{

    /// <summary>By how many ε two machines' elementary functions may differ: each is within 1 or 2 of the true value, tanh and what is made of several
    /// operations within 4.</summary>
    public const double Allowed = 8.0;

    // Φ by W. J. Cody's ratios against a library's erfc.
    private const double AllowedNormal = 32.0;

    public static Bounded<TFormat> Of(double value) => new(TFormat.Round(value), 0.0);

    public static Bounded<TFormat> operator +(Bounded<TFormat> left, Bounded<TFormat> right) => Rounded(left.Value + right.Value, left.Error + right.Error);

    public static Bounded<TFormat> operator -(Bounded<TFormat> left, Bounded<TFormat> right) => Rounded(left.Value - right.Value, left.Error + right.Error);

    public static Bounded<TFormat> operator *(Bounded<TFormat> left, Bounded<TFormat> right) => Rounded(
        left.Value * right.Value, Times(left.Value, right.Error) + Times(right.Value, left.Error) + Times(left.Error, right.Error));

    public static Bounded<TFormat> operator /(Bounded<TFormat> left, Bounded<TFormat> right)
    {
        double quotient = TFormat.Round(left.Value / right.Value);
        double error = left.Error + Times(quotient, right.Error);
        return Rounded(quotient, error == 0.0 ? 0.0 : error / Math.Max(Math.Abs(right.Value) - right.Error, 0.0));
    }

    public static Bounded<TFormat> operator -(Bounded<TFormat> x) => new(-x.Value, x.Error);

    public static Bounded<TFormat> Power(Bounded<TFormat> x, long exponent)
    {
        double value = Math.Pow(x.Value, exponent);
        return Function(value, Math.Pow(Math.Abs(x.Value) + x.Error, exponent) - Math.Abs(value));
    }

    public static Bounded<TFormat> Sqrt(Bounded<TFormat> x)
    {
        double low = Math.Max(x.Value - x.Error, 0.0);
        return Rounded(Math.Sqrt(x.Value), x.Error == 0.0 ? 0.0 : low == 0.0 ? Math.Sqrt(2.0 * x.Error) : x.Error / Math.Sqrt(low));
    }

    public static Bounded<TFormat> Abs(Bounded<TFormat> x) => new(Math.Abs(x.Value), x.Error);

    public static Bounded<TFormat> Sign(Bounded<TFormat> x) => new(Scalar.Sign(x.Value).Value, IsUndecided(x) ? 2.0 : 0.0);

    public static Bounded<TFormat> Max(Bounded<TFormat> left, Bounded<TFormat> right) => Either(left - right, left, right, Math.Max(left.Value, right.Value));

    public static Bounded<TFormat> Min(Bounded<TFormat> left, Bounded<TFormat> right) => Either(right - left, left, right, Math.Min(left.Value, right.Value));

    public static Bounded<TFormat> Clamp(Bounded<TFormat> x, Bounded<TFormat> least, Bounded<TFormat> most) => Min(Max(x, least), most);

    public static Bounded<TFormat> IfPositive(Bounded<TFormat> x, Bounded<TFormat> then, Bounded<TFormat> otherwise)
    {
        Bounded<TFormat> taken = x.Value > 0.0 ? then : otherwise;
        return IsUndecided(x) ? new(taken.Value, Math.Max(then.Error, otherwise.Error) + Math.Abs(then.Value - otherwise.Value)) : taken;
    }

    public static Bounded<TFormat> Exp(Bounded<TFormat> x)
    {
        double value = Math.Exp(x.Value);
        return Function(value, Times(value, Grown(x.Error)));
    }

    public static Bounded<TFormat> ExpMinusOne(Bounded<TFormat> x) => Function(Scalar.ExpMinusOne(x.Value).Value, Times(Math.Exp(x.Value), Grown(x.Error)));

    public static Bounded<TFormat> Log(Bounded<TFormat> x) => Function(Math.Log(x.Value), Quotient(x.Error, x.Value - x.Error));

    public static Bounded<TFormat> LogOnePlus(Bounded<TFormat> x) => Function(Scalar.LogOnePlus(x.Value).Value, Quotient(x.Error, 1.0 + x.Value - x.Error));

    public static Bounded<TFormat> Tanh(Bounded<TFormat> x) => Function(Math.Tanh(x.Value), x.Error);

    public static Bounded<TFormat> Sigmoid(Bounded<TFormat> x) => Function(Scalar.Sigmoid(x.Value).Value, 0.25 * x.Error);

    public static Bounded<TFormat> Softplus(Bounded<TFormat> x) => Function(Scalar.Softplus(x.Value).Value, x.Error);

    public static Bounded<TFormat> NormalDistribution(Bounded<TFormat> x) => Function(Scalar.NormalDistribution(x.Value).Value, 0.4 * x.Error, AllowedNormal);

    /// <summary>Another machine's number may differ by so much more.</summary>
    public Bounded<TFormat> Beside(double other) => new(Value, Error + Math.Abs(Value - other));

    /// <summary>The number, which may differ by so much more.</summary>
    public Bounded<TFormat> OrMore(double error) => new(Value, Error + error);

    /// <summary>sin or cos.</summary>
    public static Bounded<TFormat> Wave(double value) => new(TFormat.Round(value), TFormat.Wave * TFormat.Epsilon);

    private static Bounded<TFormat> Function(double value, double carried, double allowed = Allowed) =>
        new(TFormat.Round(value), carried + allowed * TFormat.Epsilon * (Math.Abs(value) + carried) + TFormat.Tiny);

    /// <summary>One rounding on each machine, half a unit each; none where both round the same number.</summary>
    private static Bounded<TFormat> Rounded(double value, double error) =>
        new(TFormat.Round(value), error == 0.0 ? 0.0 : error + TFormat.Epsilon * (Math.Abs(value) + error) + TFormat.Least);

    /// <summary>e^x may grow by so many times itself.</summary>
    private static double Grown(double error) => error == 0.0 ? 0.0 : Scalar.ExpMinusOne(error).Value;

    private static double Times(double value, double error) => error == 0.0 || value == 0.0 ? 0.0 : Math.Abs(value) * error;

    private static double Quotient(double error, double bottom) => error == 0.0 ? 0.0 : error / Math.Max(bottom, 0.0);

    private static bool IsUndecided(Bounded<TFormat> x) => x.Error > 0.0 && Math.Abs(x.Value) <= x.Error;

    private static Bounded<TFormat> Either(Bounded<TFormat> difference, Bounded<TFormat> left, Bounded<TFormat> right, double value)
    {
        if (IsUndecided(difference)) return new(value, Math.Max(left.Error, right.Error));
        return new(value, difference.Value > 0.0 ? left.Error : right.Error);
    }
}
