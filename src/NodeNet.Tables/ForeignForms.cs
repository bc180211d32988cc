using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace NodeNet.Tables;

/// <summary>Knows the forms in which other people write numbers and dates, and the options that read them.</summary>
internal static partial class ForeignForms
{
    /// <summary>What is said of a date, before its form or the two that it may have.</summary>
    public const string DateInForm = "a date: name its form in CsvOptions.DateFormats, as ";

    /// <summary>What is said of a number with a decimal comma.</summary>
    public const string DecimalCommaLook = "a number with a decimal comma";

    /// <summary>What is said between two forms that a date may have.</summary>
    public const string Or = "\" or \"";

    private static readonly SearchValues<char> _digits = SearchValues.Create("0123456789");

    private static readonly SearchValues<char> _currencies = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue).Select(c => (char)c).Where(c => char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol)]);

    /// <summary>What a word looks like and what helps, or null: "a number with a decimal comma: set CsvOptions.DecimalSeparator to ','".</summary>
    /// <param name="word">The word.</param>
    /// <param name="decimalSeparator">What stands before decimals as the table is read.</param>
    public static string? LookOf(string word, char decimalSeparator)
    {
        string text = word.Trim();
        if (text.Length > 60 || text.AsSpan().IndexOfAny(_digits) < 0) return null;
        if (Date().Match(text) is { Success: true } date) return $"{DateInForm}\"{FormOf(date)}\"";
        if (TimeOfDay().IsMatch(text)) return "a time of day, which is no number: make minutes or hours of it";
        if (text.EndsWith('%') && HasNumber(text[..^1])) return "a percentage: name \"%\" in CsvOptions.Units";
        if (CurrencyIn(text) is { } currency && HasNumber(text.Replace(currency, ""))) return $"an amount of money: name \"{currency}\" in CsvOptions.Units";
        if (Accounted().Match(text) is { Success: true } debt)
            return $"a negative number as accounts have it, which is read as words: write -{debt.Groups["number"].Value}";
        return LookOfPlain(text)
            ?? (decimalSeparator != '.' && IsNumber(text) ? "a number with a decimal point: set CsvOptions.DecimalSeparator to '.'" : null);
    }

    private static bool IsNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static bool HasNumber(string text) =>
        IsNumber(text) || LookOfPlain(text.Trim()) is not null;

    private static string? LookOfPlain(string text)
    {
        if (DecimalComma().IsMatch(text)) return DecimalCommaLook + ": set CsvOptions.DecimalSeparator to ','";
        if (Grouped().Match(text) is not { Success: true } grouped) return null;
        string decimals = grouped.Groups["comma"].Success ? " and CsvOptions.DecimalSeparator to ','" : "";
        return $"a number with its digits in groups: set CsvOptions.GroupSeparator to '{grouped.Groups["group"].Value}'{decimals}";
    }

    /// <summary>The form that the date has; of 03/04/2024 both that it may have, of which the reader knows which.</summary>
    private static string FormOf(Match date)
    {
        string first = date.Groups["first"].Value;
        string divider = date.Groups["divider"].Value;
        string year = new('y', Math.Max(2, date.Groups["third"].Value.Length));
        string time = date.Groups["time"].Success ? date.Groups["between"].Value + (date.Groups["seconds"].Success ? "H:mm:ss" : "H:mm") : "";
        if (first.Length == 4) return $"yyyy{divider}M{divider}d{time}";
        string dayFirst = $"d{divider}M{divider}{year}{time}";
        string monthFirst = $"M{divider}d{divider}{year}{time}";
        if (NumberIn(date, "second") > 12) return monthFirst;
        return NumberIn(date, "first") > 12 || divider == "." ? dayFirst : dayFirst + Or + monthFirst; // no country writes the month first with points
    }

    private static int NumberIn(Match date, string part) => int.Parse(date.Groups[part].Value, CultureInfo.InvariantCulture);

    private static string? CurrencyIn(string text)
    {
        int at = text.AsSpan().IndexOfAny(_currencies);
        return at < 0 ? null : text[at].ToString();
    }

    [GeneratedRegex(
        @"^(?<first>\d{4}|\d{1,2})(?<divider>[-/.])(?<second>\d{1,2})\k<divider>(?<third>\d{4}|\d{1,2})" +
        @"(?<time>(?<between>[T ])\d{1,2}:\d{2}(?<seconds>:\d{2})?.*)?$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Date();

    [GeneratedRegex(@"^\(\s*(?<number>\d[\d.,]*)\s*\)$", RegexOptions.ExplicitCapture)]
    private static partial Regex Accounted();

    [GeneratedRegex(@"^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"^[+\-\u2212]?\d*,\d+([eE][+-]?\d+)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex DecimalComma();

    [GeneratedRegex(@"^[+\-\u2212]?\d{1,3}(?<group>[ .,'\u2019\u00A0\u202F])\d{3}(\k<group>\d{3})*((?<comma>,)\d+|\.\d+)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Grouped();
}
