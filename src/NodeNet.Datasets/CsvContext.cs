using System.Globalization;

namespace NodeNet.Datasets;

/// <summary>What the rows of a table have in common.</summary>
internal sealed class CsvContext
{
    private readonly Dictionary<string, int> _places;
    private readonly HashSet<string> _missing;

    public CsvContext(string[] columns, char delimiter, CsvOptions options, string? file)
    {
        Columns = columns;
        Delimiter = delimiter;
        Options = options;
        File = file;
        Numbers = new CsvNumbers(options);
        _places = Enumerable.Range(0, columns.Length).ToDictionary(place => columns[place], StringComparer.Ordinal);
        _missing = new HashSet<string>(options.MissingValues, StringComparer.Ordinal);
    }

    public string[] Columns { get; }

    public char Delimiter { get; }

    public CsvOptions Options { get; }

    public string? File { get; }

    public CsvNumbers Numbers { get; }

    public bool IsMissing(string cell) => _missing.Contains(cell);

    /// <exception cref="ArgumentException">There is no such column.</exception>
    public int IndexOf(string column)
    {
        ArgumentNullException.ThrowIfNull(column);
        if (_places.TryGetValue(column, out int place)) return place;
        string known = Columns.Length <= 40
            ? string.Join(", ", Columns)
            : string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", Columns.Take(39))}, …, {Columns[^1]} ({Columns.Length} columns)");
        string hint = Columns.Length == 1 ? $" A single column: are its cells divided by something other than '{Delimiter}' (CsvOptions.Delimiter)?" : "";
        throw new ArgumentException($"There is no column \"{column}\"; there {(Columns.Length == 1 ? "is" : "are")} {known}.{hint}", nameof(column));
    }

    public int[] IndexesOf(string[] columns)
    {
        ArgumentNullException.ThrowIfNull(columns);
        return [.. columns.Select(IndexOf)];
    }

    /// <summary>An exception about a cell, or about a column as of the row.</summary>
    public DataFormatException Trouble(CsvRow row, int column, string trouble) =>
        DataFormatException.InCsv(File, row.Line, column + 1, Columns[column], trouble);
}

/// <summary>One row of a CSV file.</summary>
/// <param name="Line">The line, from 1, on which it begins.</param>
/// <param name="Cells">Its cells, without quotes.</param>
internal readonly record struct CsvRow(long Line, string[] Cells);
