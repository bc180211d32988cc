namespace NodeNet.Datasets;

/// <summary>What the first rows of a CSV file tell of how it is written.</summary>
/// <param name="Delimiter">What stands between two cells.</param>
/// <param name="Skipped">How many characters a first line "sep=;" takes, with its end; 0 where there is none.</param>
internal readonly record struct CsvDialect(char Delimiter, int Skipped)
{
    /// <summary>How many characters or bytes of a file are looked at.</summary>
    public const int SampleSize = 1 << 14;

    // A comma last: it may be the decimal separator of numbers that something else divides.
    private static readonly char[] _candidates = ['\t', ';', '|', ','];

    /// <summary>How a file is written that begins so.</summary>
    /// <param name="sample">Its first characters.</param>
    /// <param name="isWhole">Whether that is all of it.</param>
    /// <param name="options">What the caller says; it is preferred.</param>
    /// <exception cref="FormatException">The file's own "sep=" line and the caller say different things.</exception>
    public static CsvDialect Of(string sample, bool isWhole, CsvOptions options)
    {
        int start = sample.StartsWith('\uFEFF') ? 1 : 0;
        if (SeparatorLine(sample, start) is { } line)
        {
            if (options.Delimiter is { } given && given != line.Delimiter)
                throw new FormatException($"The file says that '{line.Delimiter}' divides its cells; CsvOptions.Delimiter is '{given}'.");
            return line;
        }
        return new CsvDialect(options.Delimiter ?? Found(CountsOf(sample, isWhole)), 0);
    }

    /// <summary>"sep=;", with which Excel is told the delimiter.</summary>
    private static CsvDialect? SeparatorLine(string sample, int start)
    {
        ReadOnlySpan<char> text = sample.AsSpan(start);
        if (!text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) || text.Length < 5) return null;
        char delimiter = text[4];
        if (!char.IsAscii(delimiter) || delimiter is '"' or '\r' or '\n' or '\0') return null;
        ReadOnlySpan<char> rest = text[5..];
        int end = rest.StartsWith("\r\n") ? 2 : rest.StartsWith("\n") || rest.StartsWith("\r") ? 1 : 0;
        return end > 0 || rest.IsEmpty ? new CsvDialect(delimiter, start + 5 + end) : null;
    }

    /// <summary>The one that divides all rows into equally many cells; otherwise the one that divides the first row the most.</summary>
    private static char Found(List<int[]> rows)
    {
        if (rows.Count == 0) return ',';
        for (int c = 0; c < _candidates.Length; c++)
        {
            if (rows[0][c] > 0 && rows.TrueForAll(row => row[c] == rows[0][c])) return _candidates[c];
        }
        int most = rows[0].Max();
        return most == 0 ? ',' : _candidates[Array.LastIndexOf(rows[0], most)];
    }

    /// <summary>For each row, how often each candidate stands in it outside quotes.</summary>
    private static List<int[]> CountsOf(string sample, bool isWhole)
    {
        var rows = new List<int[]>();
        var counts = new int[_candidates.Length];
        bool isQuoted = false;
        bool isEmpty = true;
        foreach (char c in sample)
        {
            if (c == '"') isQuoted = !isQuoted;
            if (!isQuoted && c is ('\n' or '\r'))
            {
                if (!isEmpty) rows.Add(counts);
                (counts, isEmpty) = (new int[_candidates.Length], true);
                continue;
            }
            isEmpty &= c is ' ' or '\uFEFF';
            int candidate = isQuoted ? -1 : Array.IndexOf(_candidates, c);
            if (candidate >= 0) counts[candidate]++;
        }
        if (!isEmpty && (isWhole || rows.Count == 0)) rows.Add(counts); // a row that the sample cuts off says nothing
        return rows;
    }
}
