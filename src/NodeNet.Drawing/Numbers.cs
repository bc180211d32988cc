using System.Globalization;

namespace NodeNet.Drawing;

/// <summary>How numbers are written in pictures: the same in every culture, rounded, with a true minus sign.</summary>
internal static class Numbers
{
    /// <summary>A number to so many significant digits, without trailing zeros: 0.931, −0.3, 12500, 1.2e−7; "NaN", "∞" and "−∞" for what is no finite number.</summary>
    public static string Text(double value, int digits)
    {
        if (double.IsNaN(value)) return "NaN";
        if (double.IsInfinity(value)) return value > 0.0 ? "∞" : "−∞";
        if (value == 0.0) return "0";
        double size = Math.Abs(value);
        string text = size < 1e-4 || size >= 1e6
            ? value.ToString("0." + new string('#', digits - 1) + "e+0", CultureInfo.InvariantCulture).Replace("e+", "e", StringComparison.Ordinal)
            : Math.Round(value, Decimals(size, digits)).ToString("0.###############", CultureInfo.InvariantCulture);
        return text.Replace('-', '−');
    }

    private static int Decimals(double size, int digits) => Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(size)), 0, 15);
}
