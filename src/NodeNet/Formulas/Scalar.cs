using System.Runtime.CompilerServices;
using NodeNet.Foundation;

namespace NodeNet.Formulas;

/// <summary>A double as a kind of number for formulas: how the reference loops compute.</summary>
/// <param name="Value">The double.</param>
public readonly record struct Scalar(double Value) : IReal<Scalar>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Scalar Of(double value) => new(value);

    /// <summary>A double, as such a number.</summary>
    /// <param name="value">The double.</param>
    public static implicit operator Scalar(double value) => new(value);

    /// <inheritdoc/>
    public static Scalar operator +(Scalar left, Scalar right) => new(left.Value + right.Value);

    /// <inheritdoc/>
    public static Scalar operator -(Scalar left, Scalar right) => new(left.Value - right.Value);

    /// <inheritdoc/>
    public static Scalar operator *(Scalar left, Scalar right) => new(left.Value * right.Value);

    /// <inheritdoc/>
    public static Scalar operator /(Scalar left, Scalar right) => new(left.Value / right.Value);

    /// <inheritdoc/>
    public static Scalar operator -(Scalar x) => new(-x.Value);

    /// <inheritdoc/>
    public static Scalar Power(Scalar x, long exponent) => new(Math.Pow(x.Value, exponent));

    /// <inheritdoc/>
    public static Scalar Sqrt(Scalar x) => new(Math.Sqrt(x.Value));

    /// <inheritdoc/>
    public static Scalar Abs(Scalar x) => new(Math.Abs(x.Value));

    /// <inheritdoc/>
    public static Scalar Sign(Scalar x) => new(x.Value > 0.0 ? 1.0 : x.Value < 0.0 ? -1.0 : 0.0);

    /// <inheritdoc/>
    public static Scalar Max(Scalar left, Scalar right) => new(Math.Max(left.Value, right.Value));

    /// <inheritdoc/>
    public static Scalar Min(Scalar left, Scalar right) => new(Math.Min(left.Value, right.Value));

    /// <inheritdoc/>
    public static Scalar Clamp(Scalar x, Scalar least, Scalar most) => new(Math.Clamp(x.Value, least.Value, most.Value));

    /// <inheritdoc/>
    public static Scalar IfPositive(Scalar x, Scalar then, Scalar otherwise) => x.Value > 0.0 ? then : otherwise;

    /// <inheritdoc/>
    public static Scalar Exp(Scalar x) => new(Math.Exp(x.Value));

    /// <inheritdoc/>
    public static Scalar ExpMinusOne(Scalar x) => new(StableMath.ExpMinusOne(x.Value));

    /// <inheritdoc/>
    public static Scalar Log(Scalar x) => new(Math.Log(x.Value));

    /// <inheritdoc/>
    public static Scalar LogOnePlus(Scalar x) => new(StableMath.LogOnePlus(x.Value));

    /// <inheritdoc/>
    public static Scalar Tanh(Scalar x) => new(Math.Tanh(x.Value));

    /// <inheritdoc/>
    public static Scalar Sigmoid(Scalar x) => new(StableMath.Sigmoid(x.Value));

    /// <inheritdoc/>
    public static Scalar Softplus(Scalar x) => new(StableMath.Softplus(x.Value));

    /// <inheritdoc/>
    public static Scalar NormalDistribution(Scalar x) => new(0.5 * Erfc(-0.70710678118654752 * x.Value));

    /// <summary>The complementary error function 1 − erf(x), to about 15 digits.</summary>
    internal static double Erfc(double x) => ErrorFunction.Complement<Scalar>(x, Math.Round(Math.Abs(x) * 16.0) / 16.0).Value;

    /// <summary>The members with their numbers, as "Scalar { … }", written the same way in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(Scalar), PrintMembers);
}
