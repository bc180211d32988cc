using System.Globalization;

namespace NodeNet.Teaching;

/// <summary>A number as somebody has written it down: how far it may be from the true one depends on the digits that are written.</summary>
/// <param name="Value">The number.</param>
/// <param name="Unit">What 1 more in its last digit is worth.</param>
/// <param name="Digits">How many significant digits it has; trailing zeros count, 0 has none.</param>
internal readonly record struct LearnersNumber(double Value, double Unit, int Digits)
{
    /// <summary>Fewer digits fit too many numbers by chance.</summary>
    public const int FewestDigits = 2;

    /// <summary>So many digits are enough to tell a number from what any of the mistakes makes of it; a new value may need more to be told from the old
    /// one.</summary>
    public const int EnoughDigits = 4;

    // The longest text that a double needs has 1,077 characters; whatever is longer is no number but a slip of the mouse.
    private const int LongestText = 1100;

    /// <summary>Whether the digits are enough to tell numbers apart.</summary>
    public bool CanTell => Digits >= FewestDigits;

    /// <summary>Reads a number: digits, a decimal point or comma, and an exponent as "e-5", "·10^-5" or "× 10⁻⁵", or a sign of percent or per mille. Thousands
    /// separators are not allowed.</summary>
    /// <returns>The number, or null for what is none, or is beyond the doubles: 1e400, or 1e-400, which would be read as 0.</returns>
    public static LearnersNumber? Read(string text)
    {
        if (text.Length > LongestText || NumberText.Parts(text) is not ({ } mantissa, var exponent)) return null;
        double value = double.Parse(string.Create(CultureInfo.InvariantCulture, $"{mantissa}e{exponent}"), NumberStyles.Float, CultureInfo.InvariantCulture);

        int point = mantissa.IndexOf('.', StringComparison.Ordinal);
        int decimals = point < 0 ? 0 : mantissa.Length - point - 1;
        int digits = 0;
        foreach (char c in mantissa)
        {
            if (char.IsAsciiDigit(c) && (digits > 0 || c != '0')) digits++;
        }
        double unit = Math.Pow(10, exponent - decimals);
        return double.IsFinite(value) && double.IsFinite(unit) && (value != 0) == (digits > 0) ? new LearnersNumber(value, unit, digits) : null;
    }

    /// <summary>Whether this is the number itself, up to the roundings of a computer.</summary>
    public bool Is(double number) => double.IsFinite(number) && Math.Abs(Value - number) <= 1e-12 * Math.Abs(number);

    /// <summary>Whether the number, rounded to the digits that are written, is this one; or is it already without rounding.</summary>
    public bool Rounds(double number) => Is(number) || (double.IsFinite(number) && Math.Abs(Value - number) <= 0.5 * Unit * (1 + 1e-9));

    /// <summary>Whether the number, cut off after the digits that are written, is this one.</summary>
    public bool CutsOff(double number) =>
        double.IsFinite(number) && Math.Abs(number) >= Math.Abs(Value) && (Value == 0.0 || Math.Sign(number) == Math.Sign(Value))
            && Math.Abs(number - Value) < Unit * (1 - 1e-9);

    /// <summary>Whether the number, rounded or cut off to the digits that are written, is this one.</summary>
    public bool Fits(double number) => Rounds(number) || CutsOff(number);
}
