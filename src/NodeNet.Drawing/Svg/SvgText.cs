using System.Globalization;
using System.Text;

namespace NodeNet.Drawing.Svg;

/// <summary>How coordinates and a user's words are written in SVG.</summary>
internal static class SvgText
{
    /// <summary>A coordinate, to a hundredth of a pixel: finer is not seen, and would differ between machines.</summary>
    public static string Number(double value)
    {
        double rounded = Math.Round(value, 2);
        return (rounded == 0.0 ? 0.0 : rounded).ToString("0.##", CultureInfo.InvariantCulture); // no "-0"
    }

    /// <summary><see cref="Printable"/> text that stays text whatever it holds: markup is escaped.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (char c in Printable(text))
        {
            _ = c switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                _ => escaped.Append(c),
            };
        }
        return escaped.ToString();
    }

    /// <summary>Text on one line that XML and UTF-8 can hold: what they cannot, as U+0001 and half a surrogate pair, becomes U+FFFD.</summary>
    public static string Printable(string text)
    {
        var printable = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes()) // half a pair comes as U+FFFD
        {
            _ = rune.Value switch
            {
                '\t' or '\n' or '\r' => printable.Append(' '),
                < 0x20 or 0xFFFE or 0xFFFF => printable.Append('\uFFFD'),
                _ => printable.Append(rune.ToString()),
            };
        }
        return printable.ToString();
    }
}
