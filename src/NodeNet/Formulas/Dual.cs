using NodeNet.Foundation;

namespace NodeNet.Formulas;

/// <summary>A number together with its slope, how fast it grows with a variable: computing a formula with such numbers differentiates it exactly, by the chain
/// rule.</summary>
/// <typeparam name="T">The kind of number of both parts.</typeparam>
/// <param name="Value">The number.</param>
/// <param name="Slope">Its derivative with respect to the variable.</param>
/// <remarks>
/// <para>The variable itself is <see cref="Variable"/>; a constant's slope is 0. Where a formula has a kink, the slope is that of the branch that
/// <see cref="IReal{T}.IfPositive"/>, <see cref="IReal{T}.Max"/> or <see cref="IReal{T}.Clamp"/> takes.</para>
/// <para>Source: W. K. Clifford, "Preliminary Sketch of Biquaternions" (1873); R. E. Wengert, "A Simple Automatic Derivative Evaluation Program" (1964).</para>
/// </remarks>
public readonly record struct Dual<T>(T Value, T Slope) : IReal<Dual<T>>
    where T : IReal<T>
{
    /// <summary>The variable: its slope is 1.</summary>
    /// <param name="value">Where the derivative is wanted.</param>
    public static Dual<T> Variable(T value) => new(value, T.Of(1.0));

    /// <inheritdoc/>
    public static Dual<T> Of(double value) => new(T.Of(value), T.Of(0.0));

    /// <inheritdoc/>
    public static Dual<T> operator +(Dual<T> left, Dual<T> right) => new(left.Value + right.Value, left.Slope + right.Slope);

    /// <inheritdoc/>
    public static Dual<T> operator -(Dual<T> left, Dual<T> right) => new(left.Value - right.Value, left.Slope - right.Slope);

    /// <inheritdoc/>
    public static Dual<T> operator *(Dual<T> left, Dual<T> right) => new(left.Value * right.Value, left.Slope * right.Value + left.Value * right.Slope);

    /// <inheritdoc/>
    public static Dual<T> operator /(Dual<T> left, Dual<T> right)
    {
        T quotient = left.Value / right.Value;
        return new(quotient, (left.Slope - quotient * right.Slope) / right.Value);
    }

    /// <inheritdoc/>
    public static Dual<T> operator -(Dual<T> x) => new(-x.Value, -x.Slope);

    /// <inheritdoc/>
    public static Dual<T> Power(Dual<T> x, long exponent) =>
        exponent == 0 ? Of(1.0) : new(T.Power(x.Value, exponent), (double)exponent * T.Power(x.Value, exponent - 1) * x.Slope);

    /// <inheritdoc/>
    public static Dual<T> Sqrt(Dual<T> x)
    {
        T root = T.Sqrt(x.Value);
        return new(root, x.Slope / (2.0 * root));
    }

    /// <inheritdoc/>
    public static Dual<T> Abs(Dual<T> x) => new(T.Abs(x.Value), T.Sign(x.Value) * x.Slope);

    /// <inheritdoc/>
    public static Dual<T> Sign(Dual<T> x) => new(T.Sign(x.Value), T.Of(0.0));

    /// <inheritdoc/>
    public static Dual<T> Max(Dual<T> left, Dual<T> right) =>
        new(T.Max(left.Value, right.Value), T.IfPositive(left.Value - right.Value, left.Slope, right.Slope));

    /// <inheritdoc/>
    public static Dual<T> Min(Dual<T> left, Dual<T> right) =>
        new(T.Min(left.Value, right.Value), T.IfPositive(right.Value - left.Value, left.Slope, right.Slope));

    /// <inheritdoc/>
    public static Dual<T> Clamp(Dual<T> x, Dual<T> least, Dual<T> most) => new(
        T.Clamp(x.Value, least.Value, most.Value),
        T.IfPositive(least.Value - x.Value, least.Slope, T.IfPositive(x.Value - most.Value, most.Slope, x.Slope)));

    /// <inheritdoc/>
    public static Dual<T> IfPositive(Dual<T> x, Dual<T> then, Dual<T> otherwise) =>
        new(T.IfPositive(x.Value, then.Value, otherwise.Value), T.IfPositive(x.Value, then.Slope, otherwise.Slope));

    /// <inheritdoc/>
    public static Dual<T> Exp(Dual<T> x)
    {
        T power = T.Exp(x.Value);
        return new(power, power * x.Slope);
    }

    /// <inheritdoc/>
    public static Dual<T> ExpMinusOne(Dual<T> x) => new(T.ExpMinusOne(x.Value), T.Exp(x.Value) * x.Slope);

    /// <inheritdoc/>
    public static Dual<T> Log(Dual<T> x) => new(T.Log(x.Value), x.Slope / x.Value);

    /// <inheritdoc/>
    public static Dual<T> LogOnePlus(Dual<T> x) => new(T.LogOnePlus(x.Value), x.Slope / (1.0 + x.Value));

    /// <inheritdoc/>
    public static Dual<T> Tanh(Dual<T> x)
    {
        T tanh = T.Tanh(x.Value);
        return new(tanh, (1.0 - tanh * tanh) * x.Slope);
    }

    /// <inheritdoc/>
    public static Dual<T> Sigmoid(Dual<T> x) => new(T.Sigmoid(x.Value), T.Sigmoid(x.Value) * T.Sigmoid(-x.Value) * x.Slope);

    /// <inheritdoc/>
    public static Dual<T> Softplus(Dual<T> x) => new(T.Softplus(x.Value), T.Sigmoid(x.Value) * x.Slope);

    /// <inheritdoc/>
    public static Dual<T> NormalDistribution(Dual<T> x) => new(T.NormalDistribution(x.Value), T.NormalDensity(x.Value) * x.Slope);

    /// <inheritdoc/>
    public static Dual<T> NormalDensity(Dual<T> x)
    {
        T density = T.NormalDensity(x.Value);
        return new(density, -(x.Value * density) * x.Slope);
    }

    /// <summary>The members with their numbers, as "Dual { … }", written the same way in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(Dual<>), PrintMembers);
}
