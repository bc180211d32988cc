using System.Globalization;
using System.Text;

namespace NodeNet.Export;

/// <summary>Numbers and names as source files have them, whatever stands in the names.</summary>
internal static class Texts
{
    /// <summary>The shortest decimals, at most 17 digits, that read back to the same double; always with a point or an exponent.</summary>
    public static string Number(double value)
    {
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny(".EN") >= 0 || double.IsInfinity(value) ? text : text + ".0";
    }

    /// <summary>The shortest decimals, at most 9 digits, that read back to the same float; always with a point or an exponent.</summary>
    public static string Single(double value)
    {
        string text = ((float)value).ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().IndexOfAny(".EN") >= 0 ? text : text + ".0";
    }

    /// <summary>A double in hexadecimal digits, which no reader can round: 0x1.8p+1.</summary>
    public static string Hexadecimal(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        string sign = bits < 0 ? "-" : "";
        int exponent = (int)((bits >> 52) & 0x7FF);
        long fraction = bits & 0xFFFFFFFFFFFFF;
        if (exponent == 0 && fraction == 0) return sign + "0x0p+0";
        string digits = fraction.ToString("x13", CultureInfo.InvariantCulture).TrimEnd('0');
        int power = exponent == 0 ? -1022 : exponent - 1023;
        return string.Create(CultureInfo.InvariantCulture, $"{sign}0x{(exponent == 0 ? 0 : 1)}{(digits.Length > 0 ? "." : "")}{digits}p{power:+0;-0;+0}");
    }

    /// <summary>A text that can stand in any comment: letters, digits and harmless signs, on one line.</summary>
    public static string Comment(string text)
    {
        const int Most = 120;
        var safe = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool harmless = Rune.IsLetterOrDigit(rune) || " .,;:()[]=<>+_'→−·%|&-".Contains(rune.ToString(), StringComparison.Ordinal);
            safe.Append(harmless ? rune.ToString() : "?");
        }
        string result = safe.ToString().Replace("--", "- -", StringComparison.Ordinal).Replace("??", "? ?", StringComparison.Ordinal);
        return result.Length <= Most ? result : result[..(char.IsHighSurrogate(result[Most - 1]) ? Most - 1 : Most)] + "…";
    }

    /// <summary>A name of ASCII letters, digits and _ that no other one is, no keyword, and reminds of the text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="taken">What is taken, keywords included; the new name is added.</param>
    public static string Identifier(string text, ISet<string> taken)
    {
        var name = new StringBuilder();
        foreach (char c in text)
        {
            if (char.IsAsciiLetterOrDigit(c)) name.Append(c);
            else if (name.Length > 0 && name[^1] != '_') name.Append('_');
            if (name.Length == 60) break;
        }
        string wanted = name.ToString().Trim('_');
        if (wanted.Length == 0 || char.IsAsciiDigit(wanted[0])) wanted = "c" + (wanted.Length == 0 ? "" : "_" + wanted);
        string found = wanted;
        for (int i = 2; !taken.Add(found); i++) found = string.Create(CultureInfo.InvariantCulture, $"{wanted}_{i}");
        return found;
    }

    /// <summary>A string literal with \u escapes in double quotes, as C#, Java and JavaScript read it, and Python but for what lies beyond U+FFFF.</summary>
    public static string Quoted(string text) => Quoted(text, Escape);

    /// <summary>A string literal in double quotes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="escape">How a character is written that is neither a quote nor a backslash, nor from space to ~.</param>
    public static string Quoted(string text, Func<char, string> escape)
    {
        var quoted = new StringBuilder("\"");
        foreach (char c in text)
        {
            if (c is '"' or '\\') quoted.Append('\\').Append(c);
            else if (c is >= ' ' and <= '~') quoted.Append(c);
            else quoted.Append(escape(c));
        }
        return quoted.Append('"').ToString();
    }

    /// <summary>\u and four hexadecimal digits.</summary>
    public static string Escape(char c) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");

    /// <summary>Whether a text can be written as UTF-8, without U+0000: what C's strings and databases hold.</summary>
    public static bool IsCleanText(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\0') return false;
            if (!char.IsSurrogate(text[i])) continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1])) return false;
            i++;
        }
        return true;
    }

    /// <summary>Items on lines that are not too long.</summary>
    /// <param name="items">The items.</param>
    /// <param name="indent">What each line begins with.</param>
    public static string Wrapped(IEnumerable<string> items, string indent)
    {
        const int Most = 118;
        var text = new StringBuilder();
        int length = 0;
        foreach (string item in items)
        {
            if (length > 0 && length + item.Length + 2 > Most)
            {
                text.Append(",\n").Append(indent);
                length = indent.Length;
            }
            else if (text.Length > 0)
            {
                text.Append(", ");
                length += 2;
            }
            text.Append(item);
            length += item.Length;
        }
        return text.ToString();
    }
}
