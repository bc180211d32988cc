using System.Numerics;
using System.Runtime.CompilerServices;

namespace NodeNet.Vectors;

/// <summary>Vectors whose division is <see cref="IVectors{TVector, T}.Quotient"/>; all else is as it is.</summary>
internal readonly struct QuickDivision<T, TVector, TVectors> : IVectors<TVector, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    public static int Width => TVectors.Width;

    public static TVector Zero => TVectors.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Load(ref readonly T source, nint offset) => TVectors.Load(in source, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TVector value, ref T target, nint offset) => TVectors.Store(value, ref target, offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Broadcast(T value) => TVectors.Broadcast(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add(TVector a, TVector b) => TVectors.Add(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Subtract(TVector a, TVector b) => TVectors.Subtract(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Multiply(TVector a, TVector b) => TVectors.Multiply(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Divide(TVector a, TVector b) => TVectors.Quotient(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Quotient(TVector a, TVector b) => TVectors.Quotient(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector MultiplyAdd(TVector a, TVector b, TVector c) => TVectors.MultiplyAdd(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Negate(TVector a) => TVectors.Negate(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sqrt(TVector a) => TVectors.Sqrt(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Abs(TVector a) => TVectors.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Signed(TVector size, TVector a) => TVectors.Signed(size, a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector WithoutFaded(TVector a) => TVectors.WithoutFaded(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Log(TVector a) => TVectors.Log(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Max(TVector a, TVector b) => TVectors.Max(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Min(TVector a, TVector b) => TVectors.Min(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Clamp(TVector a, TVector least, TVector most) => TVectors.Clamp(a, least, most);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector PowerOfTwo(TVector shifted) => TVectors.PowerOfTwo(shifted);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector IfPositive(TVector a, TVector whenPositive, TVector otherwise) => TVectors.IfPositive(a, whenPositive, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint NotZero(TVector a) => TVectors.NotZero(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Sum(TVector a) => TVectors.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Largest(TVector a) => TVectors.Largest(a);
}
