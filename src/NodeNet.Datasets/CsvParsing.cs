using System.Globalization;
using System.Text;
using CsvHelper;

namespace NodeNet.Datasets;

/// <summary>Reads the text of a CSV file into cells, through CsvHelper's scanner; no class is mapped and nothing is reflected on.</summary>
internal sealed class CsvParsing
{
    private readonly CsvOptions _options;
    private readonly string? _file;
    private CsvMalformedRecord? _malformed;

    private readonly CsvNumbers _numbers;
    private char _delimiter;
    private int _linesSkipped;

    private CsvParsing(CsvOptions options, string? file)
    {
        options.Validate();
        _options = options;
        _numbers = new CsvNumbers(options);
        _file = file;
    }

    /// <summary>Reads bytes: UTF-8, or UTF-16 with a byte order mark.</summary>
    public static CsvTable Read(Stream stream, CsvOptions options, string? file)
    {
        var parsing = new CsvParsing(options, file);
        var start = new byte[CsvDialect.SampleSize];
        int known = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        Encoding encoding = start is [0xFF, 0xFE, ..] ? Encoding.Unicode : start is [0xFE, 0xFF, ..] ? Encoding.BigEndianUnicode : Encoding.UTF8;
        string sample = encoding.GetString(start, 0, known);
        int skipped = encoding.GetByteCount(sample.AsSpan(0, parsing.Look(sample, isWhole: known < start.Length)));
        int mark = skipped > 0 && sample[0] == '\uFEFF' ? encoding.GetByteCount("\uFEFF") : 0; // it says how the rest is to be read
        using var rest = new RejoinedStream(start.AsMemory(skipped, known - skipped), stream);
        using var whole = new RejoinedStream(start.AsMemory(0, mark), rest);
        using CsvReader reader = CsvReader.Create(whole, parsing.ReaderOptions(), leaveOpen: true);
        return parsing.Table(reader, isDecoded: false);
    }

    /// <summary>Reads text that somebody else has decoded.</summary>
    public static CsvTable Read(TextReader text, CsvOptions options)
    {
        var parsing = new CsvParsing(options, file: null);
        var start = new char[CsvDialect.SampleSize];
        int known = text.ReadBlock(start, 0, start.Length);
        string sample = new(start, 0, known);
        using var whole = new RejoinedReader(sample[parsing.Look(sample, isWhole: known < start.Length)..], text);
        using CsvReader reader = CsvReader.Create(whole, parsing.ReaderOptions(), leaveOpen: true);
        return parsing.Table(reader, isDecoded: true);
    }

    /// <summary>Takes from a file's beginning how it is written.</summary>
    /// <returns>How many characters are no part of the table.</returns>
    private int Look(string sample, bool isWhole)
    {
        try
        {
            CsvDialect dialect = CsvDialect.Of(sample, isWhole, _options);
            (_delimiter, _linesSkipped) = (dialect.Delimiter, dialect.Skipped > 0 ? 1 : 0);
            return dialect.Skipped;
        }
        catch (FormatException contradiction)
        {
            throw Trouble(1, null, null, contradiction.Message);
        }
    }

    private CsvReaderOptions ReaderOptions() => new()
    {
        Separator = _delimiter,
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
            var row = new CsvRow(_linesSkipped + reader.LineNumber, CellsOf(reader));
            if (!isDecoded) CheckDecoding(row);
            if (columns is null)
            {
                columns = ColumnsOf(row);
                if (HasHeader(row)) continue;
            }
            CheckWidth(row, columns);
            rows.Add(row);
        }
        if (columns is null) throw Trouble(1, null, null, "The content is empty; there must be a header or a row.");
        return new CsvTable(new CsvContext(columns, _delimiter, _options, _file), [.. rows]);
    }

    /// <summary>Numbers alone may be names, as years are, or the first row of a table without any: guessing either way would be silent.</summary>
    private bool HasHeader(CsvRow first)
    {
        if (_options.HasHeader is { } said) return said;
        bool isAllNumbers = first.Cells.Any(cell => _numbers.TryRead(cell, out _))
            && first.Cells.All(cell => _numbers.TryRead(cell, out _) || _options.MissingValues.Contains(cell));
        return !isAllNumbers
            ? true
            : throw Trouble(first.Line, null, null,
                "The first line holds numbers alone: are they the names of the columns or the first row? Set CsvOptions.HasHeader to true or to false.");
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
            throw DataFormatException.InCsv(_file, _linesSkipped + tooLarge.LineNumber, null, null, tooLarge.Message, tooLarge);
        }
        if (_malformed is { } malformed) throw Trouble(_linesSkipped + malformed.LineNumber, ColumnOf(malformed, reader), null, Explain(malformed.Reason));
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
        CsvMalformedReason.StrayQuote =>
            "There is a quote inside a cell that does not begin with one; such a cell stands in quotes, with its own quotes written twice.",
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
            bool isNamed = _options.HasHeader != false && first.Cells[column].Length > 0;
            names[column] = isNamed ? first.Cells[column] : string.Create(CultureInfo.InvariantCulture, $"column{column + 1}");
        }
        if (_options.ColumnNames is { } given)
        {
            if (given.Count != names.Length)
            {
                throw Trouble(first.Line, null, null, $"There are {names.Length} columns, but ColumnNames has {given.Count} names.");
            }
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
            {
                throw Trouble(
                    line, column + 1, names[column], $"Column {places[names[column]] + 1} has the same name; CsvOptions.ColumnNames can give other names.");
            }
        }
    }

    private void CheckWidth(CsvRow row, string[] columns)
    {
        int width = row.Cells.Length;
        if (width < columns.Length)
            throw Trouble(row.Line, width + 1, columns[width], $"The row ends before this column; it has {width} of {columns.Length} cells.");
        if (width > columns.Length)
        {
            throw Trouble(row.Line, columns.Length + 1, null, columns.Length == 1
                ? $"The row goes on beyond the 1 column; it has {width} cells, divided by '{_delimiter}' (CsvOptions.Delimiter)."
                : $"The row goes on beyond the {columns.Length} columns; it has {width} cells.");
        }
    }

    private DataFormatException Trouble(long line, int? column, string? columnName, string trouble) =>
        DataFormatException.InCsv(_file, line, column, columnName, trouble);
}
