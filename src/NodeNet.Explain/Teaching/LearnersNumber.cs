using System.Globalization;

namespace NodeNet.Teaching;

/// <summary>A number as somebody has written it down: how far it may be from the true one hangs on the digits that are written.</summary>
/// <param name="Value">The number.</param>
/// <param name="Unit">What 1 more in its last digit is worth.</param>
/// <param name="Digits">How many significant digits it has; trailing zeros count, 0 has none.</param>
internal readonly record struct LearnersNumber(double Value, double Unit, int Digits)
{
    // Fewer digits fit too many numbers by chance.
    private const int FewestDigits = 2;
    private const int LongestText = 64;

    /// <summary>Whether the digits are enough to tell numbers apart.</summary>
    public bool CanTell => Digits >= FewestDigits;

    /// <summary>Reads a number: digits, a decimal point or comma, an exponent. Thousands separators are not allowed.</summary>
    public static LearnersNumber? Read(string text)
    {
        string plain = text.Trim().Replace('−', '-');
        if (plain.Length > LongestText) return null;
        if (plain.Count(c => c is ',' or '.') > 1) return null;
        plain = plain.Replace(',', '.');
        const NumberStyles styles = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        if (!double.TryParse(plain, styles, CultureInfo.InvariantCulture, out double value) || !double.IsFinite(value)) return null;

        int end = plain.AsSpan().IndexOfAny('e', 'E');
        ReadOnlySpan<char> mantissa = (end < 0 ? plain : plain.AsSpan(0, end)).TrimStart("+-");
        int exponent = end < 0 ? 0 : int.Parse(plain.AsSpan(end + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.');
        int decimals = point < 0 ? 0 : mantissa.Length - point - 1;
        int digits = 0;
        foreach (char c in mantissa)
        {
            if (c != '.' && (digits > 0 || c != '0')) digits++;
        }
        return new LearnersNumber(value, Math.Pow(10, exponent - decimals), digits);
    }

    /// <summary>Whether this is the number itself, up to the roundings of a computer.</summary>
    public bool Is(double number) => double.IsFinite(number) && Math.Abs(Value - number) <= 1e-12 * Math.Abs(number);

    /// <summary>Whether the number, rounded to the digits that are written, is this one; or is it already without rounding.</summary>
    public bool Rounds(double number) => Is(number) || (double.IsFinite(number) && Math.Abs(Value - number) <= 0.5 * Unit * (1 + 1e-9));

    /// <summary>Whether the number, cut off after the digits that are written, is this one.</summary>
    public bool CutsOff(double number) =>
        Digits > FewestDigits && double.IsFinite(number) && Math.Abs(number) >= Math.Abs(Value) && Math.Sign(number) == Math.Sign(Value) && Math.Abs(number - Value) < Unit;
}
