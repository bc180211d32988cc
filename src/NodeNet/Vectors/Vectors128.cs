using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace NodeNet.Vectors;

/// <summary>Vectors of 128 bits.</summary>
internal readonly struct Vectors128<T> : IVectors<Vector128<T>, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Width => Vector128<T>.Count;

    public static Vector128<T> Zero => Vector128<T>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Load(ref readonly T source, nint offset) => Vector128.LoadUnsafe(in source, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<T> value, ref T target, nint offset) => value.StoreUnsafe(ref target, (nuint)offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Broadcast(T value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Add(Vector128<T> a, Vector128<T> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Subtract(Vector128<T> a, Vector128<T> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Multiply(Vector128<T> a, Vector128<T> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Divide(Vector128<T> a, Vector128<T> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Quotient(Vector128<T> a, Vector128<T> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> MultiplyAdd(Vector128<T> a, Vector128<T> b, Vector128<T> c) => typeof(T) == typeof(double)
        ? Vector128.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>()
        : Vector128.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Negate(Vector128<T> a) => Vector128.Negate(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Sqrt(Vector128<T> a) => Vector128.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Abs(Vector128<T> a) => Vector128.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Signed(Vector128<T> size, Vector128<T> a) =>
        (Vector128.GreaterThan(a, Vector128<T>.Zero) & size) - (Vector128.LessThan(a, Vector128<T>.Zero) & size);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> WithoutFaded(Vector128<T> a)
    {
        Vector128<T> isFaded = typeof(T) == typeof(double)
            ? Vector128.Equals(a.AsInt64() & Vector128.Create(0x7FF0000000000000), Vector128<long>.Zero).As<long, T>()
            : Vector128.Equals(a.AsInt32() & Vector128.Create(0x7F800000), Vector128<int>.Zero).As<int, T>();
        return Vector128.ConditionalSelect(isFaded, Vector128<T>.Zero, a);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Max(Vector128<T> a, Vector128<T> b) => Vector128.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Min(Vector128<T> a, Vector128<T> b) => Vector128.Min(a, b);

    // The instructions' own minimum and maximum give their second number where either is NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Clamp(Vector128<T> a, Vector128<T> least, Vector128<T> most) => Vector128.MaxNative(least, Vector128.MinNative(most, a));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> PowerOfTwo(Vector128<T> shifted) => typeof(T) == typeof(double)
        ? (Vector128.ShiftLeft(shifted.AsInt64(), 52) + Vector128.Create(1023L << 52)).As<long, T>()
        : (Vector128.ShiftLeft(shifted.AsInt32(), 23) + Vector128.Create(127 << 23)).As<int, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> Log(Vector128<T> a) => typeof(T) == typeof(double)
        ? Vector128.Log(a.AsDouble()).As<double, T>()
        : Vector128.Log(a.AsSingle()).As<float, T>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<T> IfPositive(Vector128<T> a, Vector128<T> whenPositive, Vector128<T> otherwise) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(a, Vector128<T>.Zero), whenPositive, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint NotZero(Vector128<T> a) => (uint)(Vector128.ExtractMostSignificantBits(Vector128.Equals(a, Vector128<T>.Zero)) ^ ((1UL << Width) - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(Vector128<T> a) => Vector128.Sum(a);

    public static T Largest(Vector128<T> a)
    {
        T largest = a[0];
        for (int i = 1; i < Vector128<T>.Count; i++)
            largest = T.Max(largest, a[i]);
        return largest;
    }
}
