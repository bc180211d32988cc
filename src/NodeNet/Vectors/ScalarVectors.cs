using System.Numerics;
using System.Runtime.CompilerServices;

namespace NodeNet.Vectors;

/// <summary>"Vectors" of one number: the fast loops without any vector instruction.</summary>
internal readonly struct ScalarVectors<T> : IVectors<T, T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static int Width => 1;

    public static T Zero => T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Load(ref readonly T source, nint offset) => Unsafe.Add(ref Unsafe.AsRef(in source), offset);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(T value, ref T target, nint offset) => Unsafe.Add(ref target, offset) = value;

    public static T Broadcast(T value) => value;

    public static T Add(T a, T b) => a + b;

    public static T Subtract(T a, T b) => a - b;

    public static T Multiply(T a, T b) => a * b;

    public static T Divide(T a, T b) => a / b;

    public static T Quotient(T a, T b) => a / b;

    public static T MultiplyAdd(T a, T b, T c) => T.MultiplyAddEstimate(a, b, c);

    public static T Sqrt(T a) => T.Sqrt(a);

    public static T Negate(T a) => -a;

    public static T Abs(T a) => T.Abs(a);

    public static T Signed(T size, T a) => a > T.Zero ? size : a < T.Zero ? -size : T.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T WithoutFaded(T a) => T.IsSubnormal(a) ? T.Zero : a;

    public static T Max(T a, T b) => T.Max(a, b);

    public static T Min(T a, T b) => T.Min(a, b);

    public static T Clamp(T a, T least, T most) => a > most ? most : a < least ? least : a;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T PowerOfTwo(T shifted) => typeof(T) == typeof(double)
        ? Unsafe.BitCast<long, T>((Unsafe.BitCast<T, long>(shifted) << 52) + (1023L << 52))
        : Unsafe.BitCast<int, T>((Unsafe.BitCast<T, int>(shifted) << 23) + (127 << 23));

    public static T Log(T a) => T.Log(a);

    public static T IfPositive(T a, T whenPositive, T otherwise) => a > T.Zero ? whenPositive : otherwise;

    public static uint NotZero(T a) => a == T.Zero ? 0u : 1u;

    public static T Sum(T a) => a;

    public static T Largest(T a) => a;
}
