using System.Numerics;
using System.Runtime.CompilerServices;

namespace NodeNet.Vectors;

/// <summary>e^x over vectors, stated once for every width and precision: the same bits in every lane of every width, and for a single number.</summary>
/// <remarks>
/// x = n·ln 2 + r with a whole n and |r| ≤ ½ ln 2, so e^x = 2^n · e^r; and e^r = 1 + r + r²·q(r), where the polynomial q interpolates (e^r − 1 − r) / r² at
/// Chebyshev's points. With its roundings this is less than 1 unit of the last digit off. At the ends (where n would be too small or too large for an exponent:
/// from about e^±709, in single e^±88) the result is 0 or ∞.
/// </remarks>
internal static class Exponential<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Of(TVector x)
    {
        TVector minusOne = Reduced(x, out TVector shifted, out bool isWithin);
        TVector power = TVectors.PowerOfTwo(shifted);
        // Within the range of normal numbers 2^n takes part in no rounding, so that it may come first: the same bits, one operation sooner.
        return isWithin ? TVectors.MultiplyAdd(minusOne, power, power) : TVectors.Multiply(TVectors.Add(B(1.0), minusOne), power);
    }

    /// <summary>e^x − 1 = 2^n · (e^r − 1) + (2^n − 1), for x up to 40: near 0 n is 0, and nothing cancels.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector MinusOne(TVector x)
    {
        TVector minusOne = Reduced(x, out TVector shifted, out _);
        TVector power = TVectors.PowerOfTwo(shifted);
        return TVectors.MultiplyAdd(power, minusOne, TVectors.Subtract(power, B(1.0)));
    }

    /// <summary>e^r − 1, and n + 1.5 · 2^52 (in single, 2^23); also whether it is a single number for which 2^n is a normal one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Reduced(TVector x, out TVector shifted, out bool isWithin) =>
        typeof(T) == typeof(double) ? ReducedDouble(x, out shifted, out isWithin) : ReducedSingle(x, out shifted, out isWithin);

    // A single number is looked at first: a processor guesses the answer and goes on. With vectors that would cost more than it saves.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsWithin(TVector x, double limit) => TVectors.Width == 1 && TVectors.Largest(TVectors.Abs(x)) < Constant<T>.Of(limit);

    // Beyond ±709.5 n would leave what an exponent holds. At the ends 2^n is already ∞ or 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ReducedDouble(TVector x, out TVector shifted, out bool isWithin)
    {
        isWithin = IsWithin(x, 700.0);
        if (!isWithin) x = TVectors.Clamp(x, B(-709.0), B(709.5));
        TVector shift = B(6755399441055744.0); // 1.5 · 2^52: adding it rounds to a whole number, which then stands in the lowest bits
        shifted = TVectors.MultiplyAdd(x, B(1.4426950408889634), shift);
        TVector n = TVectors.Subtract(shifted, shift);
        // ln 2 in two parts: the first has so few digits that n times it is exact.
        TVector r = TVectors.MultiplyAdd(n, B(-0.6931471803691238), x);
        r = TVectors.MultiplyAdd(n, B(-1.9082149292705877e-10), r);

        // In pairs, and pairs of pairs: a processor has more hands than one.
        TVector r2 = TVectors.Multiply(r, r);
        TVector r4 = TVectors.Multiply(r2, r2);
        TVector q01 = TVectors.MultiplyAdd(B(0.16666666666666669), r, B(0.5000000000000001));
        TVector q23 = TVectors.MultiplyAdd(B(0.008333333333330051), r, B(0.04166666666662399));
        TVector q45 = TVectors.MultiplyAdd(B(0.00019841269863105968), r, B(0.0013888888917281794));
        TVector q67 = TVectors.MultiplyAdd(B(2.7557268378684192e-06), r, B(2.480152119021773e-05));
        TVector q89 = TVectors.MultiplyAdd(B(2.5100424157005067e-08), r, B(2.7620138719733994e-07));
        TVector q47 = TVectors.MultiplyAdd(q67, r2, q45);
        TVector q03 = TVectors.MultiplyAdd(q23, r2, q01);
        TVector q = TVectors.MultiplyAdd(TVectors.MultiplyAdd(q89, r4, q47), r4, q03);
        return TVectors.MultiplyAdd(q, r2, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector ReducedSingle(TVector x, out TVector shifted, out bool isWithin)
    {
        isWithin = IsWithin(x, 87.0);
        if (!isWithin) x = TVectors.Clamp(x, B(-88.0), B(88.8));
        TVector shift = B(12582912.0); // 1.5 · 2^23
        shifted = TVectors.MultiplyAdd(x, B(1.4426950408889634), shift);
        TVector n = TVectors.Subtract(shifted, shift);
        TVector r = TVectors.MultiplyAdd(n, B(-0.693359375), x);
        r = TVectors.MultiplyAdd(n, B(0.000212194440), r);

        TVector r2 = TVectors.Multiply(r, r);
        TVector q01 = TVectors.MultiplyAdd(B(0.166665763), r, B(0.5));
        TVector q23 = TVectors.MultiplyAdd(B(0.00836320315), r, B(0.0416665561));
        TVector q = TVectors.MultiplyAdd(TVectors.MultiplyAdd(B(0.00139262131), r2, q23), r2, q01);
        return TVectors.MultiplyAdd(q, r2, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector B(double value) => TVectors.Broadcast(Constant<T>.Of(value));
}
