using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace NodeNet.Teaching;

/// <summary>Reads numbers as people, tablets and word processors write them: −0,5 with any sign that looks like a minus, "5 · 10⁻³", "−8,18 %", digits of any
/// alphabet.</summary>
internal static partial class NumberText
{
    // Far beyond the doubles, whose exponents end at 308 and −324 − 1,100 digits.
    private const int MostDigitsOfExponent = 4;

    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺";

    /// <summary>The number as plain digits with a point, and its power of ten; null for what is no number.</summary>
    public static (string Mantissa, int Exponent)? Parts(string text)
    {
        Match match = Number().Match(Plain(text));
        if (!match.Success) return null;
        string mantissa = match.Groups["mantissa"] is { Success: true } digits ? digits.Value.Replace(',', '.') : "1";
        string exponent = match.Groups["exponent"].Value;
        string size = exponent.TrimStart('+', '-', ' ').TrimStart('0');
        if (size.Length > MostDigitsOfExponent) return null;
        int power = size.Length == 0 ? 0 : int.Parse(size, CultureInfo.InvariantCulture);
        int share = match.Groups["share"].Value switch { "%" => 2, "‰" => 3, _ => 0 };
        return ((match.Groups["sign"].Value == "-" ? "-" : "") + mantissa, (exponent.StartsWith('-') ? -power : power) - share);
    }

    /// <summary>Whether a text consists of digits, with signs before them or without.</summary>
    public static bool IsDigits(string text)
    {
        string digits = Plain(text).TrimStart('=', '~', ' ').TrimStart('-', '+').TrimStart();
        return digits.Length > 0 && digits.All(char.IsAsciiDigit);
    }

    /// <summary>Whether a text begins with a digit of any alphabet.</summary>
    public static bool BeginsWithDigit(string text) => Plain(text) is { Length: > 0 } plain && char.IsAsciiDigit(plain[0]);

    /// <summary>The same text with one character for everything that means the same.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder();
        bool isRaised = false;
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (IsInvisible(rune.Value)) continue;
            int digit = Raised.IndexOf((char)rune.Value);
            bool isNowRaised = rune.IsBmp && digit >= 0;
            // 10⁻³ is 10^-3.
            if (isNowRaised && !isRaised) plain.Append('^');
            isRaised = isNowRaised;
            plain.Append(isNowRaised ? "0123456789-+"[digit] : Plain(rune));
        }
        return plain.ToString().Trim();
    }

    private static char Plain(Rune rune) => rune.Value switch
    {
        // Hyphens, dashes and minus signs: as a sign before a number they cannot mean anything else.
        >= 0x2010 and <= 0x2015 or 0x2212 or 0xFE58 or 0xFE63 or 0xFF0D => '-',
        0xFE62 or 0xFF0B => '+',
        0xFF0E => '.',
        0xFF0C or 0x066B => ',',
        '×' or '·' or '*' or '⋅' or '∙' or '•' or '✕' or '✖' or 0xFF0A => '*',
        'X' or 'x' => '*',
        'E' or 'Ｅ' or 'ｅ' or '⏨' => 'e',
        0xFF3E or 'ˆ' => '^',
        0xFF08 => '(',
        0xFF09 => ')',
        0x066A or 0xFE6A or 0xFF05 => '%',
        0x0609 => '‰',
        '≈' or '≃' or '≅' or '∼' or '～' or '＝' => '=',
        _ when Rune.IsWhiteSpace(rune) => ' ', // no-break, narrow and thin ones too
        _ when Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber => (char)('0' + (int)Rune.GetNumericValue(rune)),
        _ when rune.IsBmp => (char)rune.Value,
        _ => '\uFFFD',
    };

    /// <summary>Marks of the direction of writing, joiners, and the byte order mark.</summary>
    private static bool IsInvisible(int character) => character is
        (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or 0x2060 or (>= 0x2066 and <= 0x2069) or 0xFEFF or 0x061C;

    // "=" or "≈" before it; sign, digits with at most one point or comma, and e-5 or *10^-5, or a percent sign; or a power of ten alone.
    [GeneratedRegex(
        @"^(?:[=~] *)?(?<sign>[-+]?) *(?:(?<mantissa>[0-9]+(?:[.,][0-9]*)?|[.,][0-9]+)" +
        @"(?: *(?<share>[%‰])| *e *(?<exponent>[-+]? *[0-9]+)| *\* *10 *(?:\^|\*\*) *(?<open>\()? *(?<exponent>[-+]? *[0-9]+) *(?(open)\)))?" +
        @"|10 *(?:\^|\*\*) *(?<open>\()? *(?<exponent>[-+]? *[0-9]+) *(?(open)\)))\z",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Number();
}
