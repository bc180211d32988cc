using System.Text;
using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <summary>How a CSV file is to be read, or written.</summary>
public sealed record CsvOptions
{
    private static readonly TableForm _usual = new();

    /// <summary>
    /// What stands between two cells: a tab, or a printable ASCII character other than a letter, a digit, a quote or '#'. A space stands for any run of spaces
    /// and tabs. Default: null, which takes what a first line "sep=;" says or else finds out: a tab, a semicolon, a vertical bar, a comma, or spaces,
    /// whichever divides most of the first rows into equally many cells; <see cref="Table.Notes"/> tells which it was. Files are written with a comma.
    /// </summary>
    public char? Delimiter { get; init; }

    /// <summary>What probably stands between two cells, where <see cref="Delimiter"/> is not given: it is taken unless the first row lacks it and has another
    /// one that divides the rows. Default: null, nothing is known.</summary>
    public char? LikelyDelimiter { get; init; }

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
    public char DecimalSeparator { get; init; } = _usual.DecimalSeparator;

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
    public IReadOnlyList<string> TrueWords { get; init; } = _usual.TrueWords;

    /// <summary>The words for no, in any case. Default: "false".</summary>
    public IReadOnlyList<string> FalseWords { get; init; } = _usual.FalseWords;

    /// <summary>What a cell holds when its value is missing; compared exactly. Default: nothing at all, "NA", "N/A", "NaN", "null" and "?".</summary>
    public IReadOnlyList<string> MissingValues { get; init; } = _usual.MissingValues;

    /// <summary>
    /// What columns hold, by name, where the cells alone do not tell: <c>{ ["zip"] = CellKind.Text }</c>. A cell that cannot be read so is then refused.
    /// Default: none; a column's kind is found from all of its cells.
    /// </summary>
    public IReadOnlyDictionary<string, CellKind> ColumnKinds { get; init; } = new Dictionary<string, CellKind>();

    /// <summary>How bytes stand for characters, where a file or stream is read; a byte order mark says it itself and is believed. Files are written in UTF-8.
    /// Default: UTF-8. See <see cref="EncodingOf"/>.</summary>
    public Encoding Encoding { get; init; } = Encoding.UTF8;

    /// <summary>Whether spaces and tabs around a cell are taken off; those inside quotes stay. Default: true.</summary>
    public bool TrimSpaces { get; init; } = true;

    /// <summary>How many bytes the table may take in memory, at least 1: a small packed file can hold a huge table. Default: 8 GiB.</summary>
    public long MaximumBytes { get; init; } = 8L << 30;

    /// <summary>An encoding by its name: "utf-8", "utf-16", "latin1", "windows-1252", or another one that .NET knows.</summary>
    /// <param name="name">The name, in upper or lower case.</param>
    /// <exception cref="ArgumentException">.NET knows none of that name.</exception>
    public static Encoding EncodingOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        try
        {
            return CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            throw new ArgumentException(
                $"\"{TableText.Shown(name)}\" is no encoding; the usual ones are utf-8, windows-1252, latin1 and utf-16.", nameof(name), unknown);
        }
    }

    /// <summary>The options that read a table as another one was written: <c>CsvOptions.Of(model.Origin!.TableForm!)</c>. Its delimiter is the
    /// <see cref="LikelyDelimiter"/>.</summary>
    /// <param name="form">How the other table was written.</param>
    /// <exception cref="ArgumentException">.NET does not know the form's encoding.</exception>
    public static CsvOptions Of(TableForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        return new CsvOptions
        {
            LikelyDelimiter = form.Delimiter,
            DecimalSeparator = form.DecimalSeparator,
            GroupSeparator = form.GroupSeparator,
            Units = form.Units,
            DateFormats = form.DateFormats,
            TrueWords = form.TrueWords,
            FalseWords = form.FalseWords,
            MissingValues = form.MissingValues,
            Comment = form.Comment,
            Encoding = EncodingOf(form.Encoding),
        };
    }

    /// <summary>What they say of how a table is written.</summary>
    /// <param name="delimiter">What divides its cells.</param>
    internal TableForm FormWith(char delimiter) => new()
    {
        Delimiter = delimiter,
        DecimalSeparator = DecimalSeparator,
        GroupSeparator = GroupSeparator,
        Units = Units,
        DateFormats = DateFormats,
        TrueWords = TrueWords,
        FalseWords = FalseWords,
        MissingValues = MissingValues,
        Comment = Comment,
        Encoding = Encoding.WebName,
    };

    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    internal void Validate()
    {
        FormWith(Delimiter ?? LikelyDelimiter ?? _usual.Delimiter).Validate();
        if (LikelyDelimiter is { } likely && !TableForm.IsDelimiter(likely))
            throw new ArgumentException($"{nameof(LikelyDelimiter)} is '\\u{(int)likely:x4}', which divides no cells.", nameof(LikelyDelimiter));
        if (SkipLines < 0) throw new ArgumentOutOfRangeException(nameof(SkipLines), SkipLines, $"{nameof(SkipLines)} must be at least 0.");
        if (ColumnNames is not null && (ColumnNames.Contains(null) || ColumnNames.Distinct(StringComparer.Ordinal).Count() != ColumnNames.Count))
            throw new ArgumentException($"{nameof(ColumnNames)} holds null or a name twice.", nameof(ColumnNames));
        if (ColumnKinds is null || ColumnKinds.Values.Any(kind => !Enum.IsDefined(kind) || kind == CellKind.Missing))
            throw new ArgumentException($"{nameof(ColumnKinds)} is null or names a kind that no column has.", nameof(ColumnKinds));
        if (MaximumBytes < 1) throw new ArgumentOutOfRangeException(nameof(MaximumBytes), MaximumBytes, $"{nameof(MaximumBytes)} must be at least 1.");
    }
}
