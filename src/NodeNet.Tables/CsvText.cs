using nietras.SeparatedValues;

namespace NodeNet.Tables;

/// <summary>Where the rows of a CSV file begin and how they are divided: what is found once, and is then the same each time that the file is read.</summary>
internal sealed class CsvText
{
    private readonly CsvSource _source;
    private readonly CsvOptions _options;
    private readonly bool _hasSeparatorLine;

    public CsvText(CsvSource source, CsvOptions options)
    {
        _source = source;
        _options = options;
        using TextReader text = source.Open();
        string sample = SampleOf(text, out bool isWhole);
        if (CsvDialect.SeparatorLine(sample) is { } line)
        {
            if (options.Delimiter is { } given && given != line.Delimiter)
            {
                throw new TableFormatException(
                    source.File, 1, null, null, $"The file says that '{line.Delimiter}' divides its cells; CsvOptions.Delimiter is '{given}'.");
            }
            (Delimiter, _hasSeparatorLine) = (line.Delimiter, true);
            return;
        }
        if (options.Delimiter is { } told)
        {
            Delimiter = told;
            return;
        }
        if (options.SkipLines > 0 || options.Comment is not null)
        {
            using TextReader rows = Table(new RejoinedReader(sample, text));
            sample = SampleOf(rows, out isWhole);
        }
        Delimiter = CsvDialect.DelimiterOf(sample, isWhole, options.LikelyDelimiter);
    }

    /// <summary>What divides the cells.</summary>
    public char Delimiter { get; }

    /// <summary>How many lines of the file come before those that <see cref="Open"/> gives.</summary>
    public long LinesBefore => _options.SkipLines + (_hasSeparatorLine ? 1 : 0);

    /// <summary>The rows, from the first. Dispose the text after the rows.</summary>
    public SepReader Open(out TextReader text)
    {
        text = _source.Open();
        return Rows(text);
    }

    /// <summary>As <see cref="Open"/>, of a text that begins as the file does.</summary>
    public SepReader Rows(TextReader text)
    {
        string sample = SampleOf(text, out _);
        int skipped = _hasSeparatorLine ? CsvDialect.SeparatorLine(sample)!.Value.Length : 0;
        TextReader rows = Table(new RejoinedReader(sample[skipped..], text));
        if (Delimiter == ' ') rows = new LineFilter(rows, comment: null, joinsSpaces: true);
        return Sep.New(Delimiter).Reader(reading => reading with { HasHeader = false, DisableColCountCheck = true }).From(new WholeLineEnds(rows));
    }

    private TextReader Table(TextReader text)
    {
        for (int line = 0; line < _options.SkipLines; line++)
            text.ReadLine();
        return _options.Comment is { } comment ? new LineFilter(text, comment, joinsSpaces: false) : text;
    }

    /// <summary>The beginning of a text, without a mark of its encoding.</summary>
    private static string SampleOf(TextReader text, out bool isWhole)
    {
        var start = new char[CsvDialect.SampleSize];
        int known = text.ReadBlock(start, 0, start.Length);
        isWhole = known < start.Length;
        return known > 0 && start[0] == '\uFEFF' ? new string(start, 1, known - 1) : new string(start, 0, known);
    }
}
