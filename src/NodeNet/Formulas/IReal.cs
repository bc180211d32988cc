namespace NodeNet.Formulas;

/// <summary>A kind of number in which a formula can be read. A formula that is written over it once, as in <c>z * T.Sigmoid(z)</c>, can be computed with
/// doubles (<see cref="Scalar"/>) and with whole vectors, shown as text (<see cref="Expression"/>), and differentiated (<see cref="Dual{T}"/>).</summary>
/// <typeparam name="T">The kind of number itself.</typeparam>
/// <remarks>
/// <para>Every function is the number's own: exact to its last few digits, and safe where the textbook form would overflow. So formulas are written as they are
/// taught, and <c>T.Sigmoid(z)</c> is preferred to <c>1.0 / (1.0 + T.Exp(-z))</c>, <c>T.Softplus(z)</c> to <c>T.Log(1.0 + T.Exp(z))</c>.</para>
/// <para>A formula has no <c>if</c> on its numbers, because a vector holds several: <see cref="IfPositive"/> chooses, after both choices are computed.</para>
/// </remarks>
public interface IReal<T>
    where T : IReal<T>
{
    /// <summary>The number of a constant.</summary>
    /// <param name="value">The constant.</param>
    static abstract T Of(double value);

    /// <summary>½, which is shown as a fraction.</summary>
    static virtual T Half => T.Of(0.5);

    /// <summary>1 − a constant, taken in double: in single precision, 1 − 0.999 would have the rounding of 0.999, a thousand times as large.</summary>
    /// <param name="constant">The constant.</param>
    static virtual T OneMinus(double constant) => T.Of(1.0 - constant);

    /// <summary>left + right.</summary>
    /// <param name="left">The first term.</param>
    /// <param name="right">The second term.</param>
    static abstract T operator +(T left, T right);

    /// <summary>left − right.</summary>
    /// <param name="left">What is subtracted from.</param>
    /// <param name="right">What is subtracted.</param>
    static abstract T operator -(T left, T right);

    /// <summary>left · right.</summary>
    /// <param name="left">The first factor.</param>
    /// <param name="right">The second factor.</param>
    static abstract T operator *(T left, T right);

    /// <summary>left / right.</summary>
    /// <param name="left">The numerator.</param>
    /// <param name="right">The denominator.</param>
    static abstract T operator /(T left, T right);

    /// <summary>−x.</summary>
    /// <param name="x">The number.</param>
    static abstract T operator -(T x);

    /// <summary>left + right.</summary>
    /// <param name="left">A constant.</param>
    /// <param name="right">The second term.</param>
    static virtual T operator +(double left, T right) => T.Of(left) + right;

    /// <summary>left − right.</summary>
    /// <param name="left">A constant.</param>
    /// <param name="right">What is subtracted.</param>
    static virtual T operator -(double left, T right) => T.Of(left) - right;

    /// <summary>left · right.</summary>
    /// <param name="left">A constant.</param>
    /// <param name="right">The second factor.</param>
    static virtual T operator *(double left, T right) => T.Of(left) * right;

    /// <summary>left / right.</summary>
    /// <param name="left">A constant.</param>
    /// <param name="right">The denominator.</param>
    static virtual T operator /(double left, T right) => T.Of(left) / right;

    /// <summary>from − left · right, with one rounding instead of two where that is quicker.</summary>
    internal static virtual T MinusProduct(T from, T left, T right) => from - left * right;

    /// <summary>from − size · the sign of x: the same number either way, but a product less where that is quicker.</summary>
    internal static virtual T MinusSigned(T from, T size, T x) => T.MinusProduct(from, size, T.Sign(x));

    /// <summary>x².</summary>
    /// <param name="x">The number.</param>
    static virtual T Square(T x) => x * x;

    /// <summary>x to the power of a whole number, 0 or above.</summary>
    /// <param name="x">The base.</param>
    /// <param name="exponent">The exponent.</param>
    static abstract T Power(T x, long exponent);

    /// <summary>1 / x, to multiply by: cheaper than many divisions by the same number, and shown as a division.</summary>
    /// <param name="x">The number.</param>
    static virtual T Inverse(T x) => 1.0 / x;

    /// <summary>√x, for x ≥ 0.</summary>
    /// <param name="x">The number.</param>
    static abstract T Sqrt(T x);

    /// <summary>|x|.</summary>
    /// <param name="x">The number.</param>
    static abstract T Abs(T x);

    /// <summary>1 where x is above 0, −1 where it is below, otherwise 0.</summary>
    /// <param name="x">The number.</param>
    static abstract T Sign(T x);

    /// <summary>The larger of two numbers.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    static abstract T Max(T left, T right);

    /// <summary>The smaller of two numbers.</summary>
    /// <param name="left">The first.</param>
    /// <param name="right">The second.</param>
    static abstract T Min(T left, T right);

    /// <summary>x, but not below <paramref name="least"/> nor above <paramref name="most"/>; NaN stays NaN.</summary>
    /// <param name="x">The number.</param>
    /// <param name="least">The lower limit.</param>
    /// <param name="most">The upper limit.</param>
    static abstract T Clamp(T x, T least, T most);

    /// <summary><paramref name="then"/> where x is above 0, otherwise (and for NaN) <paramref name="otherwise"/>.</summary>
    /// <param name="x">What decides.</param>
    /// <param name="then">The result where x is above 0.</param>
    /// <param name="otherwise">The result elsewhere.</param>
    static abstract T IfPositive(T x, T then, T otherwise);

    /// <summary>A value within its domain, and +∞ outside it. Where the formula is shown, the value alone stands.</summary>
    /// <param name="x">What must be from <paramref name="least"/> to <paramref name="most"/>.</param>
    /// <param name="least">The lower end.</param>
    /// <param name="most">The upper end.</param>
    /// <param name="value">The result there.</param>
    static virtual T Within(T x, double least, double most, T value)
    {
        T outside = T.Of(double.PositiveInfinity);
        return T.IfPositive(T.Of(least) - x, outside, T.IfPositive(x - T.Of(most), outside, value));
    }

    /// <summary>e^x.</summary>
    /// <param name="x">The exponent.</param>
    static abstract T Exp(T x);

    /// <summary>e^x − 1, with all digits near x = 0.</summary>
    /// <param name="x">The exponent.</param>
    static abstract T ExpMinusOne(T x);

    /// <summary>ln x, for x ≥ 0; −∞ at 0.</summary>
    /// <param name="x">The number.</param>
    static abstract T Log(T x);

    /// <summary>ln(1 + x), with all digits near x = 0.</summary>
    /// <param name="x">The number, −1 or above.</param>
    static abstract T LogOnePlus(T x);

    /// <summary>factor · ln x, where 0 · ln 0 is 0.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="x">The number, 0 or above.</param>
    static virtual T TimesLog(T factor, T x) => T.IfPositive(T.Abs(factor), factor * T.Log(x), T.Of(0.0));

    /// <summary>factor · ln(1 + x), where 0 · ln 0 is 0.</summary>
    /// <param name="factor">The factor.</param>
    /// <param name="x">The number, −1 or above.</param>
    static virtual T TimesLogOnePlus(T factor, T x) => T.IfPositive(T.Abs(factor), factor * T.LogOnePlus(x), T.Of(0.0));

    /// <summary>top / bottom, where 0 / 0 is 0.</summary>
    /// <param name="top">The numerator.</param>
    /// <param name="bottom">The denominator.</param>
    static virtual T Ratio(T top, T bottom) => T.IfPositive(T.Abs(top), top / bottom, T.Of(0.0));

    /// <summary>tanh x.</summary>
    /// <param name="x">The number.</param>
    static abstract T Tanh(T x);

    /// <summary>sigmoid(x) = 1 / (1 + e^−x).</summary>
    /// <param name="x">The number.</param>
    static abstract T Sigmoid(T x);

    /// <summary>softplus(x) = ln(1 + e^x).</summary>
    /// <param name="x">The number.</param>
    static abstract T Softplus(T x);

    /// <summary>Φ(x), the distribution function of the standard normal: ½ · erfc(−x/√2).</summary>
    /// <param name="x">The number.</param>
    static abstract T NormalDistribution(T x);

    /// <summary>φ(x), the density of the standard normal: e^(−x²/2) / √(2π).</summary>
    /// <param name="x">The number.</param>
    static virtual T NormalDensity(T x) => 0.3989422804014327 * T.Exp(-T.Half * x * x);

    /// <summary>Σ of the terms, added in their order.</summary>
    /// <param name="terms">The terms, at least one.</param>
    static virtual T Sum(ReadOnlySpan<T> terms)
    {
        T sum = terms[0];
        for (int i = 1; i < terms.Length; i++)
            sum += terms[i];
        return sum;
    }
}
