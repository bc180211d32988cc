using NodeNet.Formulas;

namespace NodeNet.Export.Proof;

/// <summary>A number together with by how much another machine's may differ from it, where both compute the same formula in the same order: the running error
/// analysis that states a proof's bound.</summary>
/// <remarks>
/// <para>Sums, products, quotients, square roots, comparisons of numbers that are equal on both are equal on both: doubles round alike everywhere. e^x, ln,
/// tanh
/// and the like may differ by a few units in the last place (ε = 2^−52 of the number, <see cref="Allowed"/> of them), and from there on differences are
/// carried: through sums as they are, through products by the other factor, through functions by their slope, and one rounding is added on the way.</para>
/// <para>Source: J. H. Wilkinson, "Error Analysis of Floating-Point Computation" (1960); N. J. Higham, "Accuracy and Stability of Numerical Algorithms", ch.
/// 3.</para>
/// </remarks>
/// <param name="Value">The number here.</param>
/// <param name="Error">By how much it may differ, 0 or above.</param>
internal readonly record struct Bounded(double Value, double Error) : IReal<Bounded>
{
    /// <summary>2^−52, the distance from 1 to the next double.</summary>
    public const double Epsilon = 2.220446049250313e-16;

    /// <summary>By how many ε two machines' elementary functions may differ: each is within 1 or 2 of the true value, tanh and what is made of several
    /// operations within 4.</summary>
    public const double Allowed = 8.0;

    // Φ by W. J. Cody's ratios against a library's erfc.
    private const double AllowedNormal = 32.0;

    // Where a database raises an error for e^−709, the export says 0.
    private const double Smallest = 1e-307;

    public static Bounded Of(double value) => new(value, 0.0);

    public static Bounded operator +(Bounded left, Bounded right) => Rounded(left.Value + right.Value, left.Error + right.Error);

    public static Bounded operator -(Bounded left, Bounded right) => Rounded(left.Value - right.Value, left.Error + right.Error);

    public static Bounded operator *(Bounded left, Bounded right) => Rounded(
        left.Value * right.Value, Times(left.Value, right.Error) + Times(right.Value, left.Error) + Times(left.Error, right.Error));

    public static Bounded operator /(Bounded left, Bounded right)
    {
        double quotient = left.Value / right.Value;
        double error = left.Error + Times(quotient, right.Error);
        return Rounded(quotient, error == 0.0 ? 0.0 : error / Math.Max(Math.Abs(right.Value) - right.Error, 0.0));
    }

    public static Bounded operator -(Bounded x) => new(-x.Value, x.Error);

    public static Bounded Power(Bounded x, long exponent)
    {
        double value = Math.Pow(x.Value, exponent);
        return Function(value, Math.Pow(Math.Abs(x.Value) + x.Error, exponent) - Math.Abs(value));
    }

    public static Bounded Sqrt(Bounded x)
    {
        double low = Math.Max(x.Value - x.Error, 0.0);
        return Rounded(Math.Sqrt(x.Value), x.Error == 0.0 ? 0.0 : low == 0.0 ? Math.Sqrt(2.0 * x.Error) : x.Error / Math.Sqrt(low));
    }

    public static Bounded Abs(Bounded x) => new(Math.Abs(x.Value), x.Error);

    public static Bounded Sign(Bounded x) => new(Scalar.Sign(x.Value).Value, IsUndecided(x) ? 2.0 : 0.0);

    public static Bounded Max(Bounded left, Bounded right) => Either(left - right, left, right, Math.Max(left.Value, right.Value));

    public static Bounded Min(Bounded left, Bounded right) => Either(right - left, left, right, Math.Min(left.Value, right.Value));

    public static Bounded Clamp(Bounded x, Bounded least, Bounded most) => Min(Max(x, least), most);

    public static Bounded IfPositive(Bounded x, Bounded then, Bounded otherwise)
    {
        Bounded taken = x.Value > 0.0 ? then : otherwise;
        return IsUndecided(x) ? new(taken.Value, Math.Max(then.Error, otherwise.Error) + Math.Abs(then.Value - otherwise.Value)) : taken;
    }

    public static Bounded Exp(Bounded x)
    {
        double value = Math.Exp(x.Value);
        return Function(value, Times(value, Grown(x.Error)));
    }

    public static Bounded ExpMinusOne(Bounded x) => Function(Scalar.ExpMinusOne(x.Value).Value, Times(Math.Exp(x.Value), Grown(x.Error)));

    public static Bounded Log(Bounded x) => Function(Math.Log(x.Value), Quotient(x.Error, x.Value - x.Error));

    public static Bounded LogOnePlus(Bounded x) => Function(Scalar.LogOnePlus(x.Value).Value, Quotient(x.Error, 1.0 + x.Value - x.Error));

    public static Bounded Tanh(Bounded x) => Function(Math.Tanh(x.Value), x.Error);

    public static Bounded Sigmoid(Bounded x) => Function(Scalar.Sigmoid(x.Value).Value, 0.25 * x.Error);

    public static Bounded Softplus(Bounded x) => Function(Scalar.Softplus(x.Value).Value, x.Error);

    public static Bounded NormalDistribution(Bounded x) => Function(Scalar.NormalDistribution(x.Value).Value, 0.4 * x.Error, AllowedNormal);

    /// <summary>Another machine's number may differ by so much more.</summary>
    public Bounded Beside(double other) => new(Value, Error + Math.Abs(Value - other));

    /// <summary>The number, which may differ by so much more.</summary>
    public Bounded OrMore(double error) => new(Value, Error + error);

    /// <summary>sin or cos.</summary>
    public static Bounded Wave(double value) => new(value, Allowed * Epsilon);

    private static Bounded Function(double value, double carried, double allowed = Allowed) =>
        new(value, carried + allowed * Epsilon * (Math.Abs(value) + carried) + Smallest);

    /// <summary>One rounding on each machine, half a unit each; none where both round the same number.</summary>
    private static Bounded Rounded(double value, double error) => new(value, error == 0.0 ? 0.0 : error + Epsilon * (Math.Abs(value) + error) + double.Epsilon);

    /// <summary>e^x may grow by so many times itself.</summary>
    private static double Grown(double error) => error == 0.0 ? 0.0 : Scalar.ExpMinusOne(error).Value;

    private static double Times(double value, double error) => error == 0.0 || value == 0.0 ? 0.0 : Math.Abs(value) * error;

    private static double Quotient(double error, double bottom) => error == 0.0 ? 0.0 : error / Math.Max(bottom, 0.0);

    private static bool IsUndecided(Bounded x) => x.Error > 0.0 && Math.Abs(x.Value) <= x.Error;

    private static Bounded Either(Bounded difference, Bounded left, Bounded right, double value)
    {
        if (IsUndecided(difference)) return new(value, Math.Max(left.Error, right.Error));
        return new(value, difference.Value > 0.0 ? left.Error : right.Error);
    }
}
