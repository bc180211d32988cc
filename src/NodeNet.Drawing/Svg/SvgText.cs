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

    /// <summary>Text that stays text whatever it holds: markup is escaped, and what XML cannot hold becomes U+FFFD.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes()) // half a surrogate pair comes as U+FFFD
        {
            _ = rune.Value switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\t' or '\n' or '\r' => escaped.Append(' '),
                < 0x20 or 0xFFFE or 0xFFFF => escaped.Append('\uFFFD'),
                _ => escaped.Append(rune.ToString()),
            };
        }
        return escaped.ToString();
    }
}
