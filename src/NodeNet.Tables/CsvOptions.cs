using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <summary>How a CSV file is to be read, or written.</summary>
public sealed record CsvOptions
{
    /// <summary>
    /// What stands between two cells: a tab, or a printable ASCII character other than a letter, a digit, a quote or '#'. A space stands for any run of spaces
    /// and tabs. Default: null, which takes what a first line "sep=;" says or else finds out: a tab, a semicolon, a vertical bar, a comma, or spaces,
    /// whichever divides most of the first rows into equally many cells; <see cref="Table.Notes"/> tells which it was. Files are written with a comma.
    /// </summary>
    public char? Delimiter { get; init; }

    /// <summary>
    /// Whether the first row holds the names of the columns. Default: null, which takes it for names unless it holds numbers alone;
    /// <see cref="Table.Notes"/> tells when it was taken for a row.
    /// </summary>
    public bool? HasHeader { get; init; }

    /// <summary>
    /// Names for the columns, one each, all different; they take the place of those in the header. Default: null, which
    /// takes the names of the header, or "column1", "column2", … where there is none.
    /// </summary>
    public IReadOnlyList<string>? ColumnNames { get; init; }

    /// <summary>How many lines are passed over before the table begins, such as titles; 0 or more. A line "sep=;" is not counted. Default: 0.</summary>
    public int SkipLines { get; init; }

    /// <summary>What a line begins with that is a comment, as "#"; it is passed over. Default: null, no line is.</summary>
    public string? Comment { get; init; }

    /// <summary>What stands before the decimals of a number: '.', or ',' as in most of Europe. Default: '.'.</summary>
    public char DecimalSeparator { get; init; } = '.';

    /// <summary>
    /// What stands between groups of three digits, as ',' in 1,234.5 or a space (also one that does not break) in 1 234,5. Default: null; a column with such
    /// numbers is one of words.
    /// </summary>
    public char? GroupSeparator { get; init; }

    /// <summary>What may stand before or after a number and is left out, as "$", "%" or "kg"; the number stays as it is, 12% is 12. Default: none; a column
    /// with such numbers is one of words.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>
    /// How dates are written besides 2024-03-05 and 2024-03-05T14:30:00, in .NET's form: "dd.MM.yyyy", "M/d/yyyy H:mm". Default: none.
    /// </summary>
    public IReadOnlyList<string> DateFormats { get; init; } = [];

    /// <summary>The words for yes, in any case; a column in which every cell is one of them or of <see cref="FalseWords"/> is one of yes and no.
    /// Default: "true".</summary>
    public IReadOnlyList<string> TrueWords { get; init; } = ["true"];

    /// <summary>The words for no, in any case. Default: "false".</summary>
    public IReadOnlyList<string> FalseWords { get; init; } = ["false"];

    /// <summary>What a cell holds when its value is missing; compared exactly. Default: nothing at all, "NA", "N/A", "NaN", "null" and "?".</summary>
    public IReadOnlyList<string> MissingValues { get; init; } = ["", "NA", "N/A", "NaN", "null", "?"];

    /// <summary>
    /// What columns hold, by name, where the cells alone do not tell: <c>{ ["zip"] = CellKind.Text }</c>. A cell that cannot be read so is then refused.
    /// Default: none; a column's kind is found from all of its cells.
    /// </summary>
    public IReadOnlyDictionary<string, CellKind> ColumnKinds { get; init; } = new Dictionary<string, CellKind>();

    /// <summary>Whether spaces and tabs around a cell are taken off; those inside quotes stay. Default: true.</summary>
    public bool TrimSpaces { get; init; } = true;

    /// <summary>How many bytes the table may take in memory, at least 1: a small packed file can hold a huge table. Default: 8 GiB.</summary>
    public long MaximumBytes { get; init; } = 8L << 30;

    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    internal void Validate()
    {
        if (Delimiter is { } delimiter && !IsDelimiter(delimiter))
        {
            throw new ArgumentException(
                $"{nameof(Delimiter)} is '\\u{(int)delimiter:x4}'; it must be a tab or a printable ASCII character, but no letter, digit, quote or '#'.",
                nameof(Delimiter));
        }
        if (SkipLines < 0) throw new ArgumentOutOfRangeException(nameof(SkipLines), SkipLines, $"{nameof(SkipLines)} must be at least 0.");
        if (Comment is { } comment && (comment.Length == 0 || comment.AsSpan().IndexOfAny("\"\r\n") >= 0))
            throw new ArgumentException($"{nameof(Comment)} is \"{comment}\"; it must hold a character, and no quote or line break.", nameof(Comment));
        if (DecimalSeparator is not ('.' or ','))
            throw new ArgumentException($"{nameof(DecimalSeparator)} is '{DecimalSeparator}'; it must be '.' or ','.", nameof(DecimalSeparator));
        if (GroupSeparator is { } group && (group == DecimalSeparator || char.IsAsciiLetterOrDigit(group) || group is '+' or '-'))
        {
            throw new ArgumentException(
                $"{nameof(GroupSeparator)} is '{group}'; it must be neither the decimal separator nor a sign, letter or digit.", nameof(GroupSeparator));
        }
        CheckWords(Units, nameof(Units));
        CheckWords(DateFormats, nameof(DateFormats));
        CheckWords(TrueWords, nameof(TrueWords));
        CheckWords(FalseWords, nameof(FalseWords));
        if (TrueWords.FirstOrDefault(word => FalseWords.Contains(word, StringComparer.OrdinalIgnoreCase)) is { } both)
            throw new ArgumentException($"\"{both}\" is one of {nameof(TrueWords)} and of {nameof(FalseWords)}.", nameof(TrueWords));
        if (MissingValues is null || MissingValues.Contains(null))
            throw new ArgumentException($"{nameof(MissingValues)} is null or holds null; it may be empty.", nameof(MissingValues));
        if (ColumnNames is not null && (ColumnNames.Contains(null) || ColumnNames.Distinct(StringComparer.Ordinal).Count() != ColumnNames.Count))
            throw new ArgumentException($"{nameof(ColumnNames)} holds null or a name twice.", nameof(ColumnNames));
        if (ColumnKinds is null || ColumnKinds.Values.Any(kind => !Enum.IsDefined(kind) || kind == CellKind.Missing))
            throw new ArgumentException($"{nameof(ColumnKinds)} is null or names a kind that no column has.", nameof(ColumnKinds));
        if (MaximumBytes < 1) throw new ArgumentOutOfRangeException(nameof(MaximumBytes), MaximumBytes, $"{nameof(MaximumBytes)} must be at least 1.");
    }

    internal static bool IsDelimiter(char c) => c == '\t' || (c is >= ' ' and <= '~' && !char.IsAsciiLetterOrDigit(c) && c is not ('"' or '#'));

    private static void CheckWords(IReadOnlyList<string> words, string name)
    {
        if (words is null || words.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException($"{name} is null or holds one that is blank; it may be empty.", name);
    }
}
