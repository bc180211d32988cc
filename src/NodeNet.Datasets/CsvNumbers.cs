using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;

namespace NodeNet.Datasets;

/// <summary>Reads cells as numbers, as the options write them, and knows the forms that other people write.</summary>
internal sealed partial class CsvNumbers(CsvOptions options)
{
    private static readonly SearchValues<char> _currencies = SearchValues.Create(
        [.. Enumerable.Range(0, char.MaxValue).Select(c => (char)c).Where(c => char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol)]);

    /// <summary>How a number is to be written, for messages.</summary>
    public string Form => options.DecimalSeparator == ',' ? "written with a decimal comma, as 1,5 or -2e-3" : "written with a decimal point, as 1.5 or -2e-3";

    /// <summary>Whether a cell is a finite number.</summary>
    public bool TryRead(string cell, out double number)
    {
        number = 0.0;
        string text = WithoutUnit(cell);
        if (text.StartsWith('\u2212')) text = "-" + text[1..]; // a printed minus
        if (options.GroupSeparator is { } group && !TakeGroupsAway(ref text, group)) return false;
        if (options.DecimalSeparator == ',')
        {
            if (text.Contains('.')) return false;
            text = text.Replace(',', '.');
        }
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }

    /// <summary>What a cell that is no number looks like and what helps, or null: "a number with a decimal comma: set CsvOptions.DecimalSeparator to
    /// ','".</summary>
    public static string? LookOf(string cell)
    {
        string text = cell.Trim();
        if (Date().IsMatch(text)) return "a date, which is no number: make numbers of it, as days since a first one";
        if (TimeOfDay().IsMatch(text)) return "a time of day, which is no number: make minutes or hours of it";
        if (text.EndsWith('%') && HasNumber(text[..^1])) return "a percentage: name \"%\" in CsvOptions.Units";
        if (CurrencyIn(text) is { } currency && HasNumber(text.Replace(currency, ""))) return $"an amount of money: name \"{currency}\" in CsvOptions.Units";
        return LookOfPlain(text);
    }

    private static bool HasNumber(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) || LookOfPlain(text.Trim()) is not null;

    private static string? LookOfPlain(string text)
    {
        if (DecimalComma().IsMatch(text)) return "a number with a decimal comma: set CsvOptions.DecimalSeparator to ','";
        if (Grouped().Match(text) is not { Success: true } grouped) return null;
        string decimals = grouped.Groups["comma"].Success ? " and CsvOptions.DecimalSeparator to ','" : "";
        return $"a number with its digits in groups: set CsvOptions.GroupSeparator to '{grouped.Groups["group"].Value}'{decimals}";
    }

    private static string? CurrencyIn(string text)
    {
        int at = text.AsSpan().IndexOfAny(_currencies);
        return at < 0 ? null : text[at].ToString();
    }

    private string WithoutUnit(string cell)
    {
        foreach (string unit in options.Units)
        {
            if (cell.EndsWith(unit, StringComparison.Ordinal)) return cell[..^unit.Length].Trim();
            if (cell.StartsWith(unit, StringComparison.Ordinal)) return cell[unit.Length..].Trim();
            if (cell.StartsWith("-" + unit, StringComparison.Ordinal)) return "-" + cell[(unit.Length + 1)..].Trim();
        }
        return cell;
    }

    /// <summary>False if a separator does not stand before exactly three digits of the whole part.</summary>
    private bool TakeGroupsAway(ref string text, char group)
    {
        if (group == ' ') text = text.Replace('\u00A0', ' ').Replace('\u202F', ' ');
        if (!text.Contains(group)) return true;
        int end = text.IndexOf(options.DecimalSeparator);
        string whole = end < 0 ? text : text[..end];
        string[] parts = whole.TrimStart('+', '-').Split(group);
        if (parts[0].Length is 0 or > 3 || !parts.All(part => part.All(char.IsAsciiDigit)) || !parts.Skip(1).All(part => part.Length == 3)) return false;
        text = (whole.StartsWith('-') ? "-" : "") + string.Concat(parts) + (end < 0 ? "" : text[end..]);
        return true;
    }

    [GeneratedRegex(@"^(\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}([-/.])\d{1,2}\2\d{2,4})([T ]\d{1,2}:\d{2}.*)?$")]
    private static partial Regex Date();

    [GeneratedRegex(@"^\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$")]
    private static partial Regex TimeOfDay();

    [GeneratedRegex(@"^[+\-\u2212]?\d*,\d+([eE][+-]?\d+)?$")]
    private static partial Regex DecimalComma();

    [GeneratedRegex(@"^[+\-\u2212]?\d{1,3}(?<group>[ .,'\u2019\u00A0\u202F])\d{3}(\k<group>\d{3})*((?<comma>,)\d+|\.\d+)?$")]
    private static partial Regex Grouped();
}
