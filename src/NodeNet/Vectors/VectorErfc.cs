using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Fast;

namespace NodeNet.Vectors;

/// <summary>The complementary error function erfc(x) = 1 − erf(x) over vectors, with small relative error in its tail too.</summary>
/// <remarks>Three rational approximations, each on its range of |x|; all are computed, and one is taken.
/// Source of the coefficients: W. J. Cody, "Rational Chebyshev Approximations for the Error Function", Mathematics of Computation 23 (1969).</remarks>
internal static class VectorErfc<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    public static TVector Of(TVector x)
    {
        TVector y = TVectors.Abs(x);
        TVector small = TVectors.Subtract(B(1.0), TVectors.Multiply(x, SmallRatio(TVectors.Multiply(x, x))));

        // From 28 on the result is below the smallest number; y² must not overflow.
        TVector reach = TVectors.Min(y, B(28.0));
        TVector ratio = TVectors.IfPositive(TVectors.Subtract(reach, B(4.0)), TailRatio(reach), MiddleRatio(TVectors.Min(reach, B(4.0))));
        TVector large = TVectors.Multiply(ExpOfMinusSquare(reach), ratio);
        TVector mirrored = TVectors.IfPositive(x, large, TVectors.Subtract(B(2.0), large));
        TVector result = TVectors.IfPositive(TVectors.Subtract(y, B(0.46875)), mirrored, small);
        return TVectors.IfPositive(TVectors.Subtract(x, B(28.0)), TVectors.Zero, result);
    }

    /// <summary>erf(x) / x where |x| ≤ 0.46875, of x².</summary>
    private static TVector SmallRatio(TVector s)
    {
        TVector top = Step(Step(Step(TVectors.Multiply(B(1.85777706184603153e-1), s), 3.16112374387056560, s), 1.13864154151050156e2, s), 3.77485237685302021e2, s);
        TVector bottom = Step(Step(Step(s, 2.36012909523441209e1, s), 2.44024637934444173e2, s), 1.28261652607737228e3, s);
        return TVectors.Divide(TVectors.Add(top, B(3.20937758913846947e3)), TVectors.Add(bottom, B(2.84423683343917062e3)));
    }

    /// <summary>erfc(y) · e^y² where 0.46875 ≤ y ≤ 4.</summary>
    private static TVector MiddleRatio(TVector y)
    {
        TVector top = TVectors.Multiply(B(2.15311535474403846e-8), y);
        top = Step(Step(Step(top, 5.64188496988670089e-1, y), 8.88314979438837594, y), 6.61191906371416295e1, y);
        top = Step(Step(Step(top, 2.98635138197400131e2, y), 8.81952221241769090e2, y), 1.71204761263407058e3, y);
        top = Step(top, 2.05107837782607147e3, y);
        TVector bottom = Step(Step(Step(y, 1.57449261107098347e1, y), 1.17693950891312499e2, y), 5.37181101862009858e2, y);
        bottom = Step(Step(Step(bottom, 1.62138957456669019e3, y), 3.29079923573345963e3, y), 4.36261909014324716e3, y);
        bottom = Step(bottom, 3.43936767414372164e3, y);
        return TVectors.Divide(TVectors.Add(top, B(1.23033935479799725e3)), TVectors.Add(bottom, B(1.23033935480374942e3)));
    }

    /// <summary>erfc(y) · e^y² where y ≥ 4.</summary>
    private static TVector TailRatio(TVector y)
    {
        TVector s = TVectors.Divide(B(1.0), TVectors.Multiply(y, y));
        TVector top = TVectors.Multiply(B(1.63153871373020978e-2), s);
        top = Step(Step(Step(Step(top, 3.05326634961232344e-1, s), 3.60344899949804439e-1, s), 1.25781726111229246e-1, s), 1.60837851487422766e-2, s);
        TVector bottom = Step(Step(Step(Step(s, 2.56852019228982242, s), 1.87295284992346725, s), 5.27905102951428412e-1, s), 6.05183413124413191e-2, s);
        TVector ratio = TVectors.Divide(TVectors.Add(top, B(6.58749161529837803e-4)), TVectors.Add(bottom, B(2.33520497626869185e-3)));
        return TVectors.Divide(TVectors.Subtract(B(0.56418958354775628695), TVectors.Multiply(s, ratio)), y);
    }

    /// <summary>(sum + c) · x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Step(TVector sum, double c, TVector x) => TVectors.Multiply(TVectors.Add(sum, B(c)), x);

    /// <summary>e^−y²: y is split into sixteenths, whose square is exact, and a rest, so that the rounding of a large y² costs no digits.</summary>
    private static TVector ExpOfMinusSquare(TVector y)
    {
        TVector shift = B(typeof(T) == typeof(double) ? 1.5 * (1L << 48) : 1.5 * (1L << 19)); // adding it rounds to a multiple of 1/16
        TVector rough = TVectors.Subtract(TVectors.Add(y, shift), shift);
        TVector rest = TVectors.Multiply(TVectors.Subtract(y, rough), TVectors.Add(y, rough));
        return TVectors.Multiply(Exp(TVectors.Multiply(rough, rough)), Exp(rest));

        static TVector Exp(TVector x) => Exponential<T, TVector, TVectors>.Of(TVectors.Subtract(TVectors.Zero, x));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector B(double value) => TVectors.Broadcast(T.CreateTruncating(value));
}
