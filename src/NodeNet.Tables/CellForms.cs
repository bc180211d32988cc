using System.Globalization;
using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <summary>Reads the text of a cell as the options write numbers, dates, yes and no.</summary>
internal sealed class CellForms
{
    private const int LongestChanged = 100; // characters of a number that is rewritten before it is read; no double needs as many

    private static readonly string[] _isoForms =
        ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-dd HH:mm", "yyyy-MM-ddTHH:mm:ss.FFFFFFF", "yyyy-MM-dd HH:mm:ss.FFFFFFF"];

    private readonly CsvOptions _options;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _missing;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _true;
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _false;
    private readonly string[] _dateFormats;

    public CellForms(CsvOptions options)
    {
        _options = options;
        _missing = new HashSet<string>(options.MissingValues, StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        _true = new HashSet<string>(options.TrueWords, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        _false = new HashSet<string>(options.FalseWords, StringComparer.OrdinalIgnoreCase).GetAlternateLookup<ReadOnlySpan<char>>();
        _dateFormats = [.. options.DateFormats];
        string[] words = [.. options.TrueWords, .. options.FalseWords, .. options.MissingValues];
        ArePlain = options.Units.Count == 0 && options.GroupSeparator is null && options.DecimalSeparator == '.'
            && options.DateFormats.Count == 0 && !words.Any(IsNumber);

        static bool IsNumber(string word) =>
            double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number);
    }

    /// <summary>Whether what reads as a number, as programs write it, is one and nothing else.</summary>
    public bool ArePlain { get; }

    /// <summary>How a number is to be written, for messages.</summary>
    public string NumberForm =>
        _options.DecimalSeparator == ',' ? "written with a decimal comma, as 1,5 or -2e-3" : "written with a decimal point, as 1.5 or -2e-3";

    public bool IsMissing(ReadOnlySpan<char> cell) => _missing.Contains(cell);

    /// <summary>Whether a cell says yes or no.</summary>
    public bool TryReadTruth(ReadOnlySpan<char> cell, out bool truth)
    {
        truth = _true.Contains(cell);
        return truth || _false.Contains(cell);
    }

    /// <summary>Whether a cell is a date, or a date and a time of day.</summary>
    public bool TryReadDate(ReadOnlySpan<char> cell, out DateTime date)
    {
        date = default;
        if (cell.Length >= 10 && cell[4] == '-' && char.IsAsciiDigit(cell[0]))
        {
            ReadOnlySpan<char> text = cell[^1] == 'Z' && cell.Length > 10 ? cell[..^1] : cell;
            if (DateTime.TryParseExact(text, _isoForms, CultureInfo.InvariantCulture, DateTimeStyles.None, out date)) return true;
        }
        return _dateFormats.Length > 0 && DateTime.TryParseExact(cell, _dateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out date);
    }

    /// <summary>Whether a cell is a finite number. Digits that begin with a needless 0 are none: they are codes, as postal codes are.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="number">The number; 0 where it is none.</param>
    /// <param name="isCode">Whether the user has said that codes are numbers.</param>
    public bool TryReadNumber(ReadOnlySpan<char> cell, out double number, bool isCode = false)
    {
        number = 0.0;
        scoped ReadOnlySpan<char> text = WithoutUnit(cell, out bool isNegative);
        Span<char> changed = stackalloc char[LongestChanged];
        if (isNegative || (text.Length > 0 && text[0] == '\u2212') || _options.GroupSeparator is not null || _options.DecimalSeparator == ',')
        {
            int length = Rewrite(text, isNegative, changed);
            if (length < 0) return false;
            text = changed[..length];
        }
        return (isCode || !HasNeedlessZero(text))
            && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }

    /// <summary>Whether a text begins with a 0 before another digit.</summary>
    public static bool HasNeedlessZero(ReadOnlySpan<char> text)
    {
        int start = text.Length > 0 && text[0] is ('-' or '+') ? 1 : 0;
        return text.Length > start + 1 && text[start] == '0' && char.IsAsciiDigit(text[start + 1]);
    }

    /// <summary>Whether a cell is of a kind.</summary>
    public bool Is(CellKind kind, ReadOnlySpan<char> cell) => kind switch
    {
        CellKind.Truth => TryReadTruth(cell, out _),
        CellKind.Date => TryReadDate(cell, out _),
        CellKind.Number => TryReadNumber(cell, out _),
        _ => true,
    };

    private ReadOnlySpan<char> WithoutUnit(ReadOnlySpan<char> cell, out bool isNegative)
    {
        isNegative = false;
        foreach (string unit in _options.Units)
        {
            if (cell.EndsWith(unit, StringComparison.Ordinal)) return cell[..^unit.Length].Trim();
            if (cell.StartsWith(unit, StringComparison.Ordinal)) return cell[unit.Length..].Trim();
            if (cell.Length <= unit.Length || cell[0] is not ('-' or '\u2212') || !cell[1..].StartsWith(unit, StringComparison.Ordinal)) continue;
            isNegative = true;
            return cell[(unit.Length + 1)..].Trim();
        }
        return cell;
    }

    /// <summary>Writes a number as programs do.</summary>
    /// <returns>How many characters that are; −1 if it is none.</returns>
    private int Rewrite(ReadOnlySpan<char> text, bool isNegative, Span<char> changed)
    {
        if (text.Length + 1 > changed.Length) return -1;
        int length = 0;
        if (isNegative)
        {
            changed[length++] = '-';
            if (text.Length > 0 && text[0] is ('-' or '+' or '\u2212')) return -1;
        }
        int end = text.IndexOf(_options.DecimalSeparator); // of the whole part
        if (end < 0) end = text.Length;
        int digits = -1; // since the last separator of groups; −1: there was none
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (i < end && IsGroupSeparator(c))
            {
                int before = digits < 0 ? DigitsIn(text[..i]) : digits;
                if (digits < 0 ? before is 0 or > 3 : before != 3) return -1;
                digits = 0;
                continue;
            }
            if (digits >= 0 && i < end)
            {
                if (!char.IsAsciiDigit(c)) return -1;
                digits++;
            }
            if (_options.DecimalSeparator == ',' && c == '.') return -1;
            changed[length++] = c == _options.DecimalSeparator ? '.' : c == '\u2212' ? '-' : c;
        }
        return digits is -1 or 3 ? length : -1;
    }

    private bool IsGroupSeparator(char c) =>
        _options.GroupSeparator is { } group && (c == group || (group == ' ' && c is ('\u00A0' or '\u202F')));

    /// <summary>How many digits follow the sign; 0 if there is anything else.</summary>
    private static int DigitsIn(ReadOnlySpan<char> text)
    {
        ReadOnlySpan<char> rest = text.Length > 0 && text[0] is ('-' or '+' or '\u2212') ? text[1..] : text;
        return rest.ContainsAnyExceptInRange('0', '9') ? 0 : rest.Length;
    }
}
