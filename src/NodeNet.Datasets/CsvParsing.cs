using System.Globalization;
using CsvHelper;

namespace NodeNet.Datasets;

/// <summary>Reads the text of a CSV file into cells, through CsvHelper's scanner; no class is mapped and nothing is reflected on.</summary>
internal sealed class CsvParsing
{
    private readonly CsvOptions _options;
    private readonly string? _file;
    private CsvMalformedRecord? _malformed;

    private CsvParsing(CsvOptions options, string? file)
    {
        options.Validate();
        _options = options;
        _file = file;
    }

    /// <summary>Reads bytes: UTF-8, or UTF-16 with a byte order mark.</summary>
    public static CsvTable Read(Stream stream, CsvOptions options, string? file)
    {
        var parsing = new CsvParsing(options, file);
        using CsvReader reader = CsvReader.Create(stream, parsing.ReaderOptions(), leaveOpen: true);
        return parsing.Table(reader, isDecoded: false);
    }

    /// <summary>Reads text that somebody else has decoded.</summary>
    public static CsvTable Read(TextReader text, CsvOptions options)
    {
        var parsing = new CsvParsing(options, file: null);
        using CsvReader reader = CsvReader.Create(text, parsing.ReaderOptions(), leaveOpen: true);
        return parsing.Table(reader, isDecoded: true);
    }

    private CsvReaderOptions ReaderOptions() => new()
    {
        Separator = _options.Delimiter,
        HasHeader = false, // the header is checked here like any row, so that its troubles have a line and a column too
        TrimWhitespace = _options.TrimSpaces,
        TrackLineNumbers = true,
        PoolStrings = true,
        MalformedData = CsvMalformedDataHandling.Recover, // only so far that the column can be counted; then it is an error
        OnMalformedRecord = malformed => _malformed ??= malformed,
    };

    private CsvTable Table(CsvReader reader, bool isDecoded)
    {
        string[]? columns = null;
        var rows = new List<CsvRow>();
        while (Advance(reader))
        {
            var row = new CsvRow(reader.LineNumber, CellsOf(reader));
            if (!isDecoded) CheckDecoding(row);
            if (columns is null)
            {
                columns = ColumnsOf(row);
                if (_options.HasHeader) continue;
            }
            CheckWidth(row, columns);
            rows.Add(row);
        }
        if (columns is null) throw Trouble(1, null, null, "The content is empty; there must be a header or a row.");
        return new CsvTable(columns, [.. rows], new HashSet<string>(_options.MissingValues, StringComparer.Ordinal), _file, _options.MaximumBytes);
    }

    private bool Advance(CsvReader reader)
    {
        bool hasRecord;
        try
        {
            hasRecord = reader.Read();
        }
        catch (CsvFormatException tooLarge)
        {
            throw DataFormatException.InCsv(_file, tooLarge.LineNumber, null, null, tooLarge.Message, tooLarge);
        }
        if (_malformed is { } malformed) throw Trouble(malformed.LineNumber, ColumnOf(malformed, reader), null, Explain(malformed.Reason));
        return hasRecord;
    }

    /// <summary>The column, from 1, that holds the byte at which the scanner met the trouble.</summary>
    private static int ColumnOf(CsvMalformedRecord malformed, CsvReader reader)
    {
        long end = reader.ByteOffset;
        for (int column = 0; column < reader.FieldCount; column++)
        {
            end += reader.GetRawSpan(column).Length;
            if (malformed.ByteOffset <= end) return column + 1;
            end++; // the delimiter
        }
        return reader.FieldCount;
    }

    private static string Explain(CsvMalformedReason reason) => reason switch
    {
        CsvMalformedReason.UnterminatedQuote => "The quote that begins this cell is never closed.",
        CsvMalformedReason.TextAfterClosingQuote => "There is text after the closing quote; a quote within quotes is written twice.",
        CsvMalformedReason.StrayQuote => "There is a quote inside a cell that does not begin with one; such a cell stands in quotes, with its own quotes written twice.",
        _ => $"The row is malformed ({reason}).",
    };

    private static string[] CellsOf(CsvReader reader)
    {
        var cells = new string[reader.FieldCount];
        for (int column = 0; column < cells.Length; column++)
            cells[column] = reader.GetString(column);
        return cells;
    }

    /// <summary>Another encoding would otherwise turn silently into replacement characters.</summary>
    private void CheckDecoding(CsvRow row)
    {
        int column = Array.FindIndex(row.Cells, cell => cell.Contains('\uFFFD'));
        if (column >= 0)
            throw Trouble(row.Line, column + 1, null, "The bytes are not UTF-8; open the file with a StreamReader of its encoding and read from that.");
    }

    private string[] ColumnsOf(CsvRow first)
    {
        var names = new string[first.Cells.Length];
        for (int column = 0; column < names.Length; column++)
        {
            bool isNamed = _options.HasHeader && first.Cells[column].Length > 0;
            names[column] = isNamed ? first.Cells[column] : string.Create(CultureInfo.InvariantCulture, $"column{column + 1}");
        }
        if (_options.ColumnNames is { } given)
        {
            if (given.Count != names.Length) throw Trouble(first.Line, null, null, $"There are {names.Length} columns, but ColumnNames has {given.Count} names.");
            return [.. given];
        }
        CheckDifferent(names, first.Line);
        return names;
    }

    private void CheckDifferent(string[] names, long line)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int column = 0; column < names.Length; column++)
        {
            if (!places.TryAdd(names[column], column))
                throw Trouble(line, column + 1, names[column], $"Column {places[names[column]] + 1} has the same name; CsvOptions.ColumnNames can give other names.");
        }
    }

    private void CheckWidth(CsvRow row, string[] columns)
    {
        int width = row.Cells.Length;
        if (width < columns.Length)
            throw Trouble(row.Line, width + 1, columns[width], $"The row ends before this column; it has {width} of {columns.Length} cells.");
        if (width > columns.Length)
            throw Trouble(row.Line, columns.Length + 1, null, $"The row goes on beyond the {columns.Length} columns; it has {width} cells.");
    }

    private DataFormatException Trouble(long line, int? column, string? columnName, string trouble) =>
        DataFormatException.InCsv(_file, line, column, columnName, trouble);
}
