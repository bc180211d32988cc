namespace NodeNet.Datasets;

/// <summary>How a CSV file is to be read.</summary>
public sealed record CsvOptions
{
    /// <summary>
    /// What stands between two cells: an ASCII character other than a quote or a line break. Default: null, which takes what a first line "sep=;" says or
    /// else finds out: a tab, a semicolon, a vertical bar
    /// or a comma, whichever divides all of the first rows into equally many cells, more than one. <see cref="CsvTable.Delimiter"/> tells which it was.
    /// </summary>
    public char? Delimiter { get; init; }

    /// <summary>
    /// Whether the first row holds the names of the columns. Default: null, which takes it for names unless it holds numbers alone; that may be either, so
    /// it is refused until this is set.
    /// </summary>
    public bool? HasHeader { get; init; }

    /// <summary>What stands before the decimals of a number: '.', or ',' as in most of Europe. Default: '.'.</summary>
    public char DecimalSeparator { get; init; } = '.';

    /// <summary>
    /// What stands between groups of three digits, as ',' in 1,234.5 or a space (also one that does not break) in 1 234,5. Default: null; such numbers are
    /// then refused.
    /// </summary>
    public char? GroupSeparator { get; init; }

    /// <summary>What may stand before or after a number and is left out, as "$", "%" or "kg"; the number stays as it is, 12% is 12. Default: none; such
    /// numbers are then refused.</summary>
    public IReadOnlyList<string> Units { get; init; } = [];

    /// <summary>
    /// Names for the columns, one each, all different; they take the place of those in the header. Default: null, which
    /// takes the names of the header, or "column1", "column2", … where there is none.
    /// </summary>
    public IReadOnlyList<string>? ColumnNames { get; init; }

    /// <summary>What a cell holds when its value is missing; compared exactly. Default: nothing at all, "NA", "NaN", "null" and "?".</summary>
    public IReadOnlyList<string> MissingValues { get; init; } = ["", "NA", "NaN", "null", "?"];

    /// <summary>Whether spaces and tabs around a cell are taken off; those inside quotes stay. Default: true.</summary>
    public bool TrimSpaces { get; init; } = true;

    /// <summary>
    /// How many bytes the inputs, or the targets, of a data set may take, eight a number; at least 1. A column of categories becomes a column for each of its
    /// values, so a small file can ask for much more
    /// than its own size. Default: 1 GiB.
    /// </summary>
    public long MaximumBytes { get; init; } = 1L << 30;

    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    internal void Validate()
    {
        if (Delimiter is { } delimiter && (!char.IsAscii(delimiter) || delimiter is '"' or '\r' or '\n' or '\0'))
        {
            throw new ArgumentException(
                $"{nameof(Delimiter)} is '\\u{(int)delimiter:x4}'; it must be an ASCII character other than a quote or a line break.", nameof(Delimiter));
        }
        if (DecimalSeparator is not ('.' or ','))
            throw new ArgumentException($"{nameof(DecimalSeparator)} is '{DecimalSeparator}'; it must be '.' or ','.", nameof(DecimalSeparator));
        if (GroupSeparator is { } group && (group == DecimalSeparator || char.IsAsciiLetterOrDigit(group) || group is '+' or '-'))
        {
            throw new ArgumentException(
                $"{nameof(GroupSeparator)} is '{group}'; it must be neither the decimal separator nor a sign, letter or digit.", nameof(GroupSeparator));
        }
        if (Units is null || Units.Any(string.IsNullOrWhiteSpace))
            throw new ArgumentException($"{nameof(Units)} is null or holds one that is blank; it may be empty.", nameof(Units));
        if (MissingValues is null || MissingValues.Contains(null))
            throw new ArgumentException($"{nameof(MissingValues)} is null or holds null; it may be empty.", nameof(MissingValues));
        if (ColumnNames is not null && (ColumnNames.Contains(null) || ColumnNames.Distinct(StringComparer.Ordinal).Count() != ColumnNames.Count))
            throw new ArgumentException($"{nameof(ColumnNames)} holds null or a name twice.", nameof(ColumnNames));
        if (MaximumBytes < 1) throw new ArgumentOutOfRangeException(nameof(MaximumBytes), MaximumBytes, $"{nameof(MaximumBytes)} must be at least 1.");
    }
}
