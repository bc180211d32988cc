using System.Globalization;

namespace NodeNet.Tables;

/// <summary>Where the rows of a table stand, for messages. Kept as runs: most rows of a file are on the line after the one before.</summary>
internal sealed class RowPlaces
{
    private readonly List<(int Row, long Line)> _runs = [];
    private int _count;
    private long _next = -1;

    private readonly long _before; // how many rows of the whole come before the first

    private RowPlaces(string? file, bool hasLines, long before = 0)
    {
        File = file;
        HasLines = hasLines;
        _before = before;
    }

    /// <summary>The file as it was named; null where there is none.</summary>
    public string? File { get; }

    public bool HasLines { get; }

    /// <summary>Of rows that have no lines: a query's, a program's.</summary>
    public static RowPlaces Unknown { get; } = new(file: null, hasLines: false);

    /// <summary>Of a piece of rows that have no lines.</summary>
    /// <param name="file">What the whole is called; null where it has no name.</param>
    /// <param name="before">How many rows come before it.</param>
    public static RowPlaces After(string? file, long before) => new(file, hasLines: false, before);

    public static RowPlaces InFile(string? file) => new(file, hasLines: true);

    public void Add(long line)
    {
        if (line != _next) _runs.Add((_count, line));
        _count++;
        _next = line + 1;
    }

    /// <summary>The line, from 1, on which a row begins.</summary>
    public long LineOf(int row)
    {
        int low = 0;
        int high = _runs.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_runs[middle].Row <= row) low = middle;
            else high = middle - 1;
        }
        return _runs[low].Line + (row - _runs[low].Row);
    }

    /// <summary>"penguins.csv, line 17", "line 17", or "row 16".</summary>
    public string Of(int row)
    {
        if (!HasLines)
        {
            string place = string.Create(CultureInfo.InvariantCulture, $"row {_before + row + 1}");
            return File is null ? place : $"{File}, {place}";
        }
        string line = string.Create(CultureInfo.InvariantCulture, $"line {LineOf(row)}");
        return File is null ? line : $"{File}, {line}";
    }
}
