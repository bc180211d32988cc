using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NodeNet.Formulas;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>A vector as a kind of number for formulas: the same formula in every lane.</summary>
internal readonly struct Lanes<T, TVector, TVectors>(TVector value) : IReal<Lanes<T, TVector, TVectors>>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    public readonly TVector Value = value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> Of(double value) => new(TVectors.Broadcast(Number(value)));

    // The instruction that turns one double into a float waits for whatever was in the same register before, as a root. That for two does not.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Number(double value) => typeof(T) == typeof(float) && Sse2.IsSupported
        ? (T)(object)Sse2.ConvertToVector128Single(Vector128.CreateScalarUnsafe(value)).ToScalar()
        : Constant<T>.Of(value);

    // As the interface has it, but copied into its callers.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> OneMinus(double constant) => Of(1.0 - constant);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> Load(ref readonly T source, nint offset) => new(TVectors.Load(in source, offset));

    /// <summary>It, but 0 where it has not all its digits any more: what an optimizer remembers of it.</summary>
    public Lanes<T, TVector, TVectors> WithoutFaded
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(TVectors.WithoutFaded(Value));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Store(ref T target, nint offset) => TVectors.Store(Value, ref target, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> operator +(Lanes<T, TVector, TVectors> left, Lanes<T, TVector, TVectors> right) =>
        new(TVectors.Add(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> operator -(Lanes<T, TVector, TVectors> left, Lanes<T, TVector, TVectors> right) =>
        new(TVectors.Subtract(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> operator *(Lanes<T, TVector, TVectors> left, Lanes<T, TVector, TVectors> right) =>
        new(TVectors.Multiply(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> operator /(Lanes<T, TVector, TVectors> left, Lanes<T, TVector, TVectors> right) =>
        new(TVectors.Divide(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> operator -(Lanes<T, TVector, TVectors> x) => new(VectorMath<T, TVector, TVectors>.Negate(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes<T, TVector, TVectors> IReal<Lanes<T, TVector, TVectors>>.MinusProduct(
        Lanes<T, TVector, TVectors> from, Lanes<T, TVector, TVectors> left, Lanes<T, TVector, TVectors> right) =>
        new(TVectors.MultiplyAdd(VectorMath<T, TVector, TVectors>.Negate(left.Value), right.Value, from.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Lanes<T, TVector, TVectors> IReal<Lanes<T, TVector, TVectors>>.MinusSigned(
        Lanes<T, TVector, TVectors> from, Lanes<T, TVector, TVectors> size, Lanes<T, TVector, TVectors> x) =>
        new(TVectors.Subtract(from.Value, TVectors.Signed(size.Value, x.Value)));

    public static Lanes<T, TVector, TVectors> Power(Lanes<T, TVector, TVectors> x, long exponent)
    {
        TVector power = TVectors.Broadcast(T.One);
        TVector square = x.Value;
        for (long rest = exponent; rest > 0; rest >>= 1)
        {
            if ((rest & 1) == 1) power = TVectors.Multiply(power, square);
            square = TVectors.Multiply(square, square);
        }
        return new(power);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> Sqrt(Lanes<T, TVector, TVectors> x) => new(TVectors.Sqrt(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> Abs(Lanes<T, TVector, TVectors> x) => new(TVectors.Abs(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> Sign(Lanes<T, TVector, TVectors> x) => new(TVectors.Signed(TVectors.Broadcast(T.One), x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> Max(Lanes<T, TVector, TVectors> left, Lanes<T, TVector, TVectors> right) =>
        new(TVectors.Max(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> Min(Lanes<T, TVector, TVectors> left, Lanes<T, TVector, TVectors> right) =>
        new(TVectors.Min(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> Clamp(Lanes<T, TVector, TVectors> x, Lanes<T, TVector, TVectors> least, Lanes<T, TVector, TVectors> most) =>
        new(TVectors.Clamp(x.Value, least.Value, most.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> IfPositive(
        Lanes<T, TVector, TVectors> x, Lanes<T, TVector, TVectors> then, Lanes<T, TVector, TVectors> otherwise) =>
        new(TVectors.IfPositive(x.Value, then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> Exp(Lanes<T, TVector, TVectors> x) => new(VectorMath<T, TVector, TVectors>.Exp(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> ExpMinusOne(Lanes<T, TVector, TVectors> x) => new(VectorMath<T, TVector, TVectors>.ExpMinusOne(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> Log(Lanes<T, TVector, TVectors> x) => new(TVectors.Log(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> LogOnePlus(Lanes<T, TVector, TVectors> x) => new(VectorMath<T, TVector, TVectors>.LogOnePlus(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> Tanh(Lanes<T, TVector, TVectors> x) => new(VectorMath<T, TVector, TVectors>.Tanh(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> Sigmoid(Lanes<T, TVector, TVectors> x) => new(VectorMath<T, TVector, TVectors>.Sigmoid(x.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Lanes<T, TVector, TVectors> Softplus(Lanes<T, TVector, TVectors> x) => new(VectorMath<T, TVector, TVectors>.Softplus(x.Value));

    public static Lanes<T, TVector, TVectors> NormalDistribution(Lanes<T, TVector, TVectors> x)
    {
        Lanes<T, TVector, TVectors> turned = Of(-0.70710678118654752) * x;
        Lanes<T, TVector, TVectors> shift = Of(typeof(T) == typeof(double) ? 1.5 * (1L << 48) : 1.5 * (1L << 19)); // adding it rounds to sixteenths
        return Of(0.5) * ErrorFunction.Complement(turned, Abs(turned) + shift - shift);
    }
}
