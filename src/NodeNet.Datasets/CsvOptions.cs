namespace NodeNet.Datasets;

/// <summary>How a CSV file is to be read.</summary>
public sealed record CsvOptions
{
    /// <summary>What stands between two cells. Default: a comma. An ASCII character other than a quote or a line break.</summary>
    public char Delimiter { get; init; } = ',';

    /// <summary>Whether the first row holds the names of the columns. Default: true.</summary>
    public bool HasHeader { get; init; } = true;

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
    /// How many bytes the inputs, or the targets, of a data set may take, eight a number; at least 1. A column of categories becomes a column for each of its values, so a small file can ask for much more
    /// than its own size. Default: 1 GiB.
    /// </summary>
    public long MaximumBytes { get; init; } = 1L << 30;

    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    internal void Validate()
    {
        if (!char.IsAscii(Delimiter) || Delimiter is '"' or '\r' or '\n' or '\0')
            throw new ArgumentException($"{nameof(Delimiter)} is '\\u{(int)Delimiter:x4}'; it must be an ASCII character other than a quote or a line break.", nameof(Delimiter));
        if (MissingValues is null || MissingValues.Contains(null))
            throw new ArgumentException($"{nameof(MissingValues)} is null or holds null; it may be empty.", nameof(MissingValues));
        if (ColumnNames is not null && (ColumnNames.Contains(null) || ColumnNames.Distinct(StringComparer.Ordinal).Count() != ColumnNames.Count))
            throw new ArgumentException($"{nameof(ColumnNames)} holds null or a name twice.", nameof(ColumnNames));
        if (MaximumBytes < 1) throw new ArgumentOutOfRangeException(nameof(MaximumBytes), MaximumBytes, $"{nameof(MaximumBytes)} must be at least 1.");
    }
}
