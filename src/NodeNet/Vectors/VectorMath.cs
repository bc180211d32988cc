using System.Numerics;
using System.Runtime.CompilerServices;

namespace NodeNet.Vectors;

/// <summary>The elementary functions over vectors, stated once for every width and precision. Each has the scalar function's value to a few units of the last
/// digit, for any number.</summary>
internal static class VectorMath<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    private static TVector One => B(1.0);

    /// <summary>−x, of −0 and 0 too.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Negate(TVector x) => TVectors.Negate(x);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Exp(TVector x) => Exponential<T, TVector, TVectors>.Of(x);

    /// <summary>1 / (1 + e^−x). Where e^−x overflows, 1/∞ is the 0 that it should be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Sigmoid(TVector x) => TVectors.Divide(One, TVectors.Add(One, Exp(Negate(x))));

    /// <summary>ln(1 + x), with Kahan's correction for the rounding of 1 + x; where 1 + x is 1, x itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector LogOnePlus(TVector x)
    {
        TVector rounded = TVectors.Add(One, x);
        TVector difference = TVectors.Subtract(rounded, One);
        TVector corrected = TVectors.Multiply(TVectors.Log(rounded), TVectors.Divide(x, difference));
        return TVectors.IfPositive(TVectors.Abs(difference), corrected, x);
    }

    /// <summary>e^x − 1. Where e^x is large, the 1 is beyond its digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector ExpMinusOne(TVector x) =>
        TVectors.IfPositive(TVectors.Subtract(x, B(40.0)), Exp(x), Exponential<T, TVector, TVectors>.MinusOne(x));

    /// <summary>ln(1 + e^x) = max(x, 0) + ln(1 + e^−|x|).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Softplus(TVector x) =>
        TVectors.Add(TVectors.Max(x, TVectors.Zero), LogOnePlus(Exp(Negate(TVectors.Abs(x)))));

    /// <summary>tanh|x| = −m / (m + 2) with m = e^(−2|x|) − 1: nothing overflows and small numbers keep their digits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Tanh(TVector x)
    {
        TVector size = TVectors.Abs(x);
        TVector m = Exponential<T, TVector, TVectors>.MinusOne(Negate(TVectors.Add(size, size)));
        TVector tanh = TVectors.Divide(Negate(m), TVectors.Add(m, B(2.0)));
        return TVectors.IfPositive(x, tanh, TVectors.Subtract(TVectors.Zero, tanh)); // 0 at 0, not −0
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector B(double value) => TVectors.Broadcast(Constant<T>.Of(value));
}
