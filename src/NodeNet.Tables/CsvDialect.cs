using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <summary>How a CSV file is written, as far as its first rows tell.</summary>
internal static class CsvDialect
{
    /// <summary>How many characters of a file are looked at.</summary>
    public const int SampleSize = 1 << 14;

    // A comma after the others: it may be the decimal separator of numbers that something else divides. Spaces last: they stand in words, too.
    private const string Candidates = "\t;|, ";
    private const int Tab = 0;
    private const int Space = 4;

    /// <summary>What a first line "sep=;" says, with which Excel is told the delimiter, and how many characters the line takes with its end.</summary>
    public static (char Delimiter, int Length)? SeparatorLine(ReadOnlySpan<char> text)
    {
        if (!text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) || text.Length < 5) return null;
        char delimiter = text[4];
        if (!TableForm.IsDelimiter(delimiter)) return null;
        ReadOnlySpan<char> rest = text[5..];
        int end = rest.StartsWith("\r\n") ? 2 : rest.StartsWith("\n") || rest.StartsWith("\r") ? 1 : 0;
        return end > 0 || rest.IsEmpty ? (delimiter, 5 + end) : null;
    }

    /// <summary>What divides the rows: the likely one, unless the first row lacks it and has another one that divides them. A likely space has no say in
    /// that: words have spaces, too.</summary>
    /// <param name="sample">The first characters of a table.</param>
    /// <param name="isWhole">Whether that is all of it.</param>
    /// <param name="likely">What is expected; null where nothing is.</param>
    public static char DelimiterOf(string sample, bool isWhole, char? likely)
    {
        char found = DelimiterOf(sample, isWhole);
        if (likely is not { } expected) return found;
        string first = sample.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "";
        return (expected != ' ' && IsIn(expected)) || !IsIn(found) ? expected : found;

        bool IsIn(char c) => first.Where((letter, at) => letter == c && first.AsSpan(0, at).Count('"') % 2 == 0).Any();
    }

    /// <summary>The character that divides most rows into equally many cells, more than one; a comma where none does.</summary>
    /// <param name="sample">The first characters of a table.</param>
    /// <param name="isWhole">Whether that is all of it.</param>
    private static char DelimiterOf(string sample, bool isWhole)
    {
        List<int[]> rows = CountsOf(sample, isWhole);
        int best = -1;
        int most = 0;
        for (int c = 0; c < Candidates.Length; c++)
        {
            int agreeing = rows.Select(row => row[c]).Where(count => count > 0).GroupBy(count => count).Select(group => group.Count()).DefaultIfEmpty().Max();
            if (agreeing <= most || (c == Space && !IsDividedBySpaces(sample, rows, agreeing))) continue;
            (best, most) = (c, agreeing);
        }
        return best < 0 ? ',' : Candidates[best];
    }

    /// <summary>Words have spaces too: they divide cells only where nothing else does, all rows agree, and most cells below the first row are
    /// numbers.</summary>
    private static bool IsDividedBySpaces(string sample, List<int[]> rows, int agreeing)
    {
        if (agreeing < rows.Count || rows.Count < 2 || rows.Exists(row => row.AsSpan(Tab + 1, Space - 1).ContainsAnyExcept(0))) return false;
        string[] cells = [.. sample.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries).Skip(1).SelectMany(Cells)];
        return 2 * cells.Count(IsNumber) >= cells.Length;

        static string[] Cells(string row) => row.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
    }

    private static bool IsNumber(string cell) =>
        double.TryParse(cell, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out _);

    /// <summary>For each row that is not blank, how often each candidate stands in it outside quotes; of spaces, how many runs there are between
    /// others.</summary>
    private static List<int[]> CountsOf(string sample, bool isWhole)
    {
        var rows = new List<int[]>();
        var counts = new int[Candidates.Length];
        bool isQuoted = false;
        bool isBlank = true;
        bool isInSpaces = false;
        foreach (char c in sample)
        {
            if (c == '"') isQuoted = !isQuoted;
            if (!isQuoted && c is ('\n' or '\r'))
            {
                if (!isBlank) rows.Add(counts);
                (counts, isBlank, isInSpaces) = (new int[Candidates.Length], true, false);
                continue;
            }
            if (!isQuoted && c is (' ' or '\t'))
            {
                isInSpaces = true;
                if (c == '\t') counts[Tab]++;
                continue;
            }
            if (isInSpaces && !isBlank) counts[Space]++;
            (isBlank, isInSpaces) = (false, false);
            int candidate = isQuoted ? -1 : Candidates.IndexOf(c);
            if (candidate >= 0) counts[candidate]++;
        }
        if (!isBlank && (isWhole || rows.Count == 0)) rows.Add(counts); // a row that the sample cuts off says nothing
        return rows;
    }
}
