using System.Globalization;

namespace NodeNet.Writers;

/// <summary>Numbers with so many significant digits: a plain decimal where it is short, otherwise mantissa and power of ten.</summary>
internal static class LedgerNumbers
{
    /// <summary>As many digits as give the same double again.</summary>
    public const int Exact = 17;

    public const int Fewest = 3;

    private const int SmallestPlainExponent = -4;
    private const int LargestPlainExponent = 14;

    /// <summary>The digits with a minus sign of U+2212 where there is one, and the power of ten or 0.</summary>
    public static (string Digits, int Exponent) Split(double value, int digits)
    {
        if (double.IsNaN(value)) return ("NaN", 0);
        if (double.IsInfinity(value)) return (value > 0 ? "∞" : "−∞", 0);
        if (value == 0.0) return ("0", 0);

        if (digits >= Exact) return SplitExact(value);
        string scientific = value.ToString("E" + (digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        int e = scientific.IndexOf('E', StringComparison.Ordinal);
        int exponent = int.Parse(scientific.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (exponent is < SmallestPlainExponent or > LargestPlainExponent) return (Trim(scientific[..e]), exponent);
        int decimals = Math.Max(0, digits - 1 - exponent);
        return (Trim(value.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)), 0);
    }

    /// <summary>The number that is written.</summary>
    public static double Rounded(double value, int digits) => digits >= Exact || !double.IsFinite(value) ? value
        : double.Parse(value.ToString("E" + (digits - 1).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);

    private static (string Digits, int Exponent) SplitExact(double value)
    {
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        int e = shortest.IndexOf('E', StringComparison.Ordinal);
        return e < 0
            ? (Minus(shortest), 0)
            : (Minus(shortest[..e]), int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));
    }

    private static string Trim(string digits) => Minus(digits.Contains('.', StringComparison.Ordinal) ? digits.TrimEnd('0').TrimEnd('.') : digits);

    private static string Minus(string digits) => digits.Replace('-', '−');
}
