using System.Globalization;
using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>How a table was written as text: what divides its cells, how its numbers and dates are written, what stands for a gap. A model's origin keeps that
/// of its training table, and new tables are read the same way.</summary>
public sealed record TableForm
{
    /// <summary>What stands between two cells; see <see cref="IsDelimiter"/>. Default: ','.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>What stands before the decimals of a number: '.' or ','. Default: '.'.</summary>
    public char DecimalSeparator { get; init; } = '.';

    /// <summary>What stands between groups of three digits: neither the decimal separator nor a sign, letter or digit. Default: null, nothing does.</summary>
    public char? GroupSeparator { get; init; }

    /// <summary>What may stand before or after a number and is left out, as "€" or "%". Default: none.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>How dates are written besides 2024-03-05 and 2024-03-05T14:30:00, in .NET's form: "dd.MM.yyyy". Default: none.</summary>
    public IReadOnlyList<string> DateFormats { get; init; } = [];

    /// <summary>The words for yes, in any case. Default: "true".</summary>
    public IReadOnlyList<string> TrueWords { get; init; } = ["true"];

    /// <summary>The words for no, in any case, none of which is one for yes. Default: "false".</summary>
    public IReadOnlyList<string> FalseWords { get; init; } = ["false"];

    /// <summary>What a cell holds when its value is missing; compared exactly. Default: nothing at all, "NA", "N/A", "NaN", "null" and "?".</summary>
    public IReadOnlyList<string> MissingValues { get; init; } = ["", "NA", "N/A", "NaN", "null", "?"];

    /// <summary>What a line begins with that is a comment, as "#". Default: null, no line is.</summary>
    public string? Comment { get; init; }

    /// <summary>How bytes stand for characters, by its name: "utf-8", "windows-1252". A byte order mark says it itself. Default: "utf-8".</summary>
    public string Encoding { get; init; } = "utf-8";

    /// <summary>Whether a character may divide cells: a tab, or a printable ASCII character other than a letter, a digit, a quote or '#'.</summary>
    /// <param name="c">The character.</param>
    public static bool IsDelimiter(char c) => c == '\t' || (c is >= ' ' and <= '~' && !char.IsAsciiLetterOrDigit(c) && c is not ('"' or '#'));

    /// <summary>Checks that a table can be written so.</summary>
    /// <exception cref="ArgumentException">A property is not what it may be; the message names it.</exception>
    public void Validate()
    {
        if (!IsDelimiter(Delimiter))
        {
            throw new ArgumentException(
                $"{nameof(Delimiter)} is '\\u{(int)Delimiter:x4}'; it must be a tab or a printable ASCII character, but no letter, digit, quote or '#'.",
                nameof(Delimiter));
        }
        if (DecimalSeparator is not ('.' or ','))
            throw new ArgumentException($"{nameof(DecimalSeparator)} is '{DecimalSeparator}'; it must be '.' or ','.", nameof(DecimalSeparator));
        if (GroupSeparator is { } group && (group == DecimalSeparator || char.IsAsciiLetterOrDigit(group) || group is '+' or '-' || char.IsSurrogate(group)))
        {
            throw new ArgumentException(
                $"{nameof(GroupSeparator)} is '{group}'; it must be neither the decimal separator nor a sign, letter or digit.", nameof(GroupSeparator));
        }
        CheckWords(Units, nameof(Units));
        CheckWords(DateFormats, nameof(DateFormats));
        if (DateFormats.FirstOrDefault(form => !IsOfDates(form)) is { } wrong)
        {
            throw new ArgumentException(
                $"\"{MessageText.Shown(wrong)}\" in {nameof(DateFormats)} is no form of dates; it needs the year and what else there is, as \"d.M.yyyy\".",
                nameof(DateFormats));
        }
        CheckWords(TrueWords, nameof(TrueWords));
        CheckWords(FalseWords, nameof(FalseWords));
        if (TrueWords.FirstOrDefault(word => FalseWords.Contains(word, StringComparer.OrdinalIgnoreCase)) is { } both)
            throw new ArgumentException($"\"{MessageText.Shown(both)}\" is one of {nameof(TrueWords)} and of {nameof(FalseWords)}.", nameof(TrueWords));
        if (MissingValues is null || MissingValues.Contains(null))
            throw new ArgumentException($"{nameof(MissingValues)} is null or holds null; it may be empty.", nameof(MissingValues));
        if (Comment is { } comment && (comment.Length == 0 || comment.AsSpan().IndexOfAny("\"\r\n") >= 0))
        {
            throw new ArgumentException(
                $"{nameof(Comment)} is \"{MessageText.Shown(comment)}\"; it must hold a character, and no quote or line break.", nameof(Comment));
        }
        if (string.IsNullOrWhiteSpace(Encoding)) throw new ArgumentException($"{nameof(Encoding)} is blank; it must be a name, as utf-8.", nameof(Encoding));
    }

    /// <summary>"cells divided by ';', decimal separator ',', gaps -": the delimiter, and all that is not the default.</summary>
    public override string ToString()
    {
        var usual = new TableForm();
        var parts = new List<string> { $"cells divided by {DelimiterName}" };
        if (DecimalSeparator != usual.DecimalSeparator) parts.Add($"decimal separator '{DecimalSeparator}'");
        if (GroupSeparator is { } group) parts.Add($"separator of thousands '{group}'");
        Add("units", Units, usual.Units);
        Add("dates", DateFormats, usual.DateFormats);
        Add("yes", TrueWords, usual.TrueWords);
        Add("no", FalseWords, usual.FalseWords);
        Add("gaps", MissingValues, usual.MissingValues);
        if (Comment is not null) parts.Add($"comments {MessageText.Shown(Comment)}");
        if (Encoding != usual.Encoding) parts.Add($"encoding {MessageText.Shown(Encoding)}");
        return string.Join(", ", parts);

        void Add(string name, IReadOnlyList<string> words, IReadOnlyList<string> otherwise)
        {
            if (words.SequenceEqual(otherwise)) return;
            string[] shown = [.. words.Where(word => word.Length > 0).Select(MessageText.Shown)];
            parts.Add($"{name} {(shown.Length == 0 ? "(none)" : string.Join(" | ", shown))}");
        }
    }

    private string DelimiterName => Delimiter switch { '\t' => "tabs", ' ' => "spaces", _ => $"'{Delimiter}'" };

    /// <summary>Whether a date that is written in a form can be read again; at least its year.</summary>
    private static bool IsOfDates(string form)
    {
        var date = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Unspecified);
        CultureInfo plain = CultureInfo.InvariantCulture;
        try
        {
            return DateTime.TryParseExact(date.ToString(form, plain), form, plain, DateTimeStyles.None, out DateTime read) && read.Year == date.Year;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static void CheckWords(IReadOnlyList<string> words, string name)
    {
        if (words is null || words.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException($"{name} is null or holds one that is blank; it may be empty.", name);
    }
}
