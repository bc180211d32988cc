namespace NodeNet.Formulas;

/// <summary>The complementary error function erfc(x) = 1 − erf(x), for every kind of number that computes, with small relative error in its tail too.</summary>
/// <remarks>Three rational approximations, each on its range of |x|; all are computed, and one is taken. Source of the coefficients: W. J. Cody, "Rational
/// Chebyshev Approximations for the Error Function", Mathematics of Computation 23 (1969).</remarks>
public static class ErrorFunction
{
    /// <summary>From here on erfc is below the smallest double.</summary>
    private const double End = 28.0;

    /// <summary>erfc(x).</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="x">Any number.</param>
    /// <param name="rough">|x| rounded to sixteenths: its square is exact, so that the rounding of x² costs no digits.</param>
    public static T Complement<T>(T x, T rough)
        where T : IReal<T>
    {
        T size = T.Abs(x);
        T small = 1.0 - x * SmallRatio(T.Square(x));

        T reach = T.Min(size, T.Of(End)); // beyond it squares would overflow
        T ratio = T.IfPositive(reach - T.Of(4.0), TailRatio(reach), MiddleRatio(T.Min(reach, T.Of(4.0))));
        T large = T.Exp(-T.Square(rough)) * T.Exp(-(size - rough) * (size + rough)) * ratio;
        T mirrored = T.IfPositive(x, large, 2.0 - large);
        T result = T.IfPositive(size - T.Of(0.46875), mirrored, small);
        T atEnd = T.IfPositive(x, T.Of(0.0), T.Of(2.0));
        return T.IfPositive(size - T.Of(End), atEnd, result);
    }

    // The polynomials by Horner's rule, the highest power's coefficient first.

    /// <summary>erf(x) / x where |x| ≤ 0.46875, of s = x².</summary>
    private static T SmallRatio<T>(T s)
        where T : IReal<T>
    {
        T top = 1.85777706184603153e-1 * s + T.Of(3.16112374387056560);
        top = top * s + T.Of(1.13864154151050156e2);
        top = top * s + T.Of(3.77485237685302021e2);
        top = top * s + T.Of(3.20937758913846947e3);

        T bottom = s + T.Of(2.36012909523441209e1);
        bottom = bottom * s + T.Of(2.44024637934444173e2);
        bottom = bottom * s + T.Of(1.28261652607737228e3);
        bottom = bottom * s + T.Of(2.84423683343917062e3);
        return top / bottom;
    }

    /// <summary>erfc(y) · e^y² where 0.46875 ≤ y ≤ 4.</summary>
    private static T MiddleRatio<T>(T y)
        where T : IReal<T>
    {
        T top = 2.15311535474403846e-8 * y + T.Of(5.64188496988670089e-1);
        top = top * y + T.Of(8.88314979438837594);
        top = top * y + T.Of(6.61191906371416295e1);
        top = top * y + T.Of(2.98635138197400131e2);
        top = top * y + T.Of(8.81952221241769090e2);
        top = top * y + T.Of(1.71204761263407058e3);
        top = top * y + T.Of(2.05107837782607147e3);
        top = top * y + T.Of(1.23033935479799725e3);

        T bottom = y + T.Of(1.57449261107098347e1);
        bottom = bottom * y + T.Of(1.17693950891312499e2);
        bottom = bottom * y + T.Of(5.37181101862009858e2);
        bottom = bottom * y + T.Of(1.62138957456669019e3);
        bottom = bottom * y + T.Of(3.29079923573345963e3);
        bottom = bottom * y + T.Of(4.36261909014324716e3);
        bottom = bottom * y + T.Of(3.43936767414372164e3);
        bottom = bottom * y + T.Of(1.23033935480374942e3);
        return top / bottom;
    }

    /// <summary>erfc(y) · e^y² where y ≥ 4: (1/√π − s · a ratio of s = 1/y²) / y.</summary>
    private static T TailRatio<T>(T y)
        where T : IReal<T>
    {
        T s = 1.0 / T.Square(y);
        T top = 1.63153871373020978e-2 * s + T.Of(3.05326634961232344e-1);
        top = top * s + T.Of(3.60344899949804439e-1);
        top = top * s + T.Of(1.25781726111229246e-1);
        top = top * s + T.Of(1.60837851487422766e-2);
        top = top * s + T.Of(6.58749161529837803e-4);

        T bottom = s + T.Of(2.56852019228982242);
        bottom = bottom * s + T.Of(1.87295284992346725);
        bottom = bottom * s + T.Of(5.27905102951428412e-1);
        bottom = bottom * s + T.Of(6.05183413124413191e-2);
        bottom = bottom * s + T.Of(2.33520497626869185e-3);
        return (0.56418958354775628695 - s * (top / bottom)) / y;
    }
}
