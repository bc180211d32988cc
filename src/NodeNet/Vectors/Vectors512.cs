using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NodeNet.Vectors;

/// <summary>Vectors of 512 bits.</summary>
internal readonly struct Vectors512<T> : IVectors<Vector512<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Width => Vector512<T>.Count;

    public static Vector512<T> Zero => Vector512<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Load(ref readonly T source, nint offset) => Vector512.LoadUnsafe(in source, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<T> value, ref T target, nint offset) => value.StoreUnsafe(ref target, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Broadcast(T value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Add(Vector512<T> a, Vector512<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Subtract(Vector512<T> a, Vector512<T> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Multiply(Vector512<T> a, Vector512<T> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Divide(Vector512<T> a, Vector512<T> b) => a / b;

    // The instruction divides one number after the other. Multiplying by the reciprocal, which begins with 14 bits and doubles them (Newton), does not.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Quotient(Vector512<T> a, Vector512<T> b)
    {
        if (!Avx512F.IsSupported) return a / b;
        return typeof(T) == typeof(double)
            ? Quotient(a.AsDouble(), b.AsDouble()).As<double, T>()
            : Quotient(a.AsSingle(), b.AsSingle()).As<float, T>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Quotient(Vector512<double> a, Vector512<double> b)
    {
        Vector512<double> inverse = Avx512F.Reciprocal14(b);
        inverse = Avx512F.FusedMultiplyAdd(inverse, Avx512F.FusedMultiplyAddNegated(b, inverse, Vector512<double>.One), inverse);
        inverse = Avx512F.FusedMultiplyAdd(inverse, Avx512F.FusedMultiplyAddNegated(b, inverse, Vector512<double>.One), inverse);
        Vector512<double> quotient = a * inverse;
        quotient = Avx512F.FusedMultiplyAdd(inverse, Avx512F.FusedMultiplyAddNegated(b, quotient, a), quotient);
        // 0, ∞ and what has no reciprocal: they make NaN, which 0 times it is, too, or are beyond.
        bool isPlain = Vector512.LessThanAll(Avx512F.FusedMultiplyAdd(quotient, Vector512<double>.Zero, Vector512.Abs(b)), Vector512.Create(1e300));
        return isPlain ? quotient : a / b;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Quotient(Vector512<float> a, Vector512<float> b)
    {
        Vector512<float> inverse = Avx512F.Reciprocal14(b);
        inverse = Avx512F.FusedMultiplyAdd(inverse, Avx512F.FusedMultiplyAddNegated(b, inverse, Vector512<float>.One), inverse);
        Vector512<float> quotient = a * inverse;
        quotient = Avx512F.FusedMultiplyAdd(inverse, Avx512F.FusedMultiplyAddNegated(b, quotient, a), quotient);
        bool isPlain = Vector512.LessThanAll(Avx512F.FusedMultiplyAdd(quotient, Vector512<float>.Zero, Vector512.Abs(b)), Vector512.Create(1e30f));
        return isPlain ? quotient : a / b;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> MultiplyAdd(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(double)
        ? Vector512.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
        : Vector512.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Negate(Vector512<T> a) => Vector512.Negate(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Sqrt(Vector512<T> a) => Vector512.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Abs(Vector512<T> a) => Vector512.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Signed(Vector512<T> size, Vector512<T> a) =>
        (Vector512.GreaterThan(a, Vector512<T>.Zero) & size) - (Vector512.LessThan(a, Vector512<T>.Zero) & size);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> WithoutFaded(Vector512<T> a)
    {
        Vector512<T> isFaded = typeof(T) == typeof(double)
            ? Vector512.Equals(a.AsInt64() & Vector512.Create(0x7FF0000000000000), Vector512<long>.Zero).As<long, T>()
            : Vector512.Equals(a.AsInt32() & Vector512.Create(0x7F800000), Vector512<int>.Zero).As<int, T>();
        return Vector512.ConditionalSelect(isFaded, Vector512<T>.Zero, a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Max(Vector512<T> a, Vector512<T> b) => Vector512.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Min(Vector512<T> a, Vector512<T> b) => Vector512.Min(a, b);

    // The instructions' own minimum and maximum give their second number where either is NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Clamp(Vector512<T> a, Vector512<T> least, Vector512<T> most) => Vector512.MaxNative(least, Vector512.MinNative(most, a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> PowerOfTwo(Vector512<T> shifted) => typeof(T) == typeof(double)
        ? (Vector512.ShiftLeft(shifted.AsInt64(), 52) + Vector512.Create(1023L << 52)).As<long, T>()
        : (Vector512.ShiftLeft(shifted.AsInt32(), 23) + Vector512.Create(127 << 23)).As<int, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> Log(Vector512<T> a) => typeof(T) == typeof(double)
        ? Vector512.Log(a.AsDouble()).As<double, T>()
        : Vector512.Log(a.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<T> IfPositive(Vector512<T> a, Vector512<T> whenPositive, Vector512<T> otherwise) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(a, Vector512<T>.Zero), whenPositive, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint NotZero(Vector512<T> a) => (uint)(Vector512.ExtractMostSignificantBits(Vector512.Equals(a, Vector512<T>.Zero)) ^ ((1UL << Width) - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector512<T> a) => Vector512.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Largest(Vector512<T> a) => Vectors256<T>.Largest(Vector256.Max(a.GetLower(), a.GetUpper()));
}
