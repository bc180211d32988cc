using System.Globalization;

namespace NodeNet.Drawing;

/// <summary>How numbers are written in pictures: the same in every culture, rounded, with a true minus sign.</summary>
internal static class Numbers
{
    /// <summary>A number to so many significant digits, without trailing zeros: 0.931, −0.3, 12500, 1.2e−7; "NaN", "∞" and "−∞" for what is no finite
    /// number.</summary>
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

    /// <summary>"1 epoch", "2 epochs", "2 classes".</summary>
    public static string Count(int count, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : noun.EndsWith('s') ? "es" : "s")}");

    /// <summary>How many decimals a number of a size needs for so many significant digits.</summary>
    private static int Decimals(double size, int digits) => Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(size)), 0, 15);

    /// <summary>How numbers that stand together are written: with as many decimals as the largest of them needs, so that they can be compared.</summary>
    public static NumberFormat FormatFor(IEnumerable<double> values, int digits)
    {
        double largest = values.Select(Math.Abs).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        return new NumberFormat(digits, largest is >= 1e-4 and < 1e6 ? Decimals(largest, digits) : null);
    }
}

/// <summary>How a group of numbers is written.</summary>
/// <param name="Digits">To how many significant digits, where decimals do not say it.</param>
/// <param name="Decimals">With how many decimals, trailing zeros left out; null where sizes differ too much for that.</param>
internal readonly record struct NumberFormat(int Digits, int? Decimals)
{
    /// <summary>A number of the group. What would be rounded to 0 keeps one digit: only 0 is shown as 0.</summary>
    public string Text(double value)
    {
        if (Decimals is not { } decimals || !double.IsFinite(value)) return Numbers.Text(value, Digits);
        double rounded = Math.Round(value, decimals);
        return rounded == 0 ? Numbers.Text(value, 1) : Numbers.Text(rounded, 15);
    }
}
