using CsvHelper;

namespace NodeNet.Datasets;

/// <summary>Reads the text of a CSV file into cells, through CsvHelper's byte scanner; no class is mapped and nothing is reflected on.</summary>
internal static class CsvParsing
{
    public static CsvTable Read(Stream stream, CsvOptions options, string? file)
    {
        using CsvReader reader = CsvReader.Create(stream, ReaderOptions(options), leaveOpen: true);
        return Read(reader, options, file);
    }

    public static CsvTable Read(TextReader text, CsvOptions options, string? file)
    {
        using CsvReader reader = CsvReader.Create(text, ReaderOptions(options), leaveOpen: true);
        return Read(reader, options, file);
    }

    private static CsvReaderOptions ReaderOptions(CsvOptions options)
    {
        options.Validate();
        return new CsvReaderOptions
        {
            Separator = options.Delimiter,
            HasHeader = false, // the header is checked here like any row, so that its troubles have a line and a column too
            TrimWhitespace = options.TrimSpaces,
            TrackLineNumbers = true,
            PoolStrings = true,
            MalformedData = CsvMalformedDataHandling.Throw,
        };
    }

    private static CsvTable Read(CsvReader reader, CsvOptions options, string? file)
    {
        string[]? columns = null;
        var rows = new List<CsvRow>();
        while (Advance(reader, file))
        {
            var row = new CsvRow(reader.LineNumber, CellsOf(reader));
            if (columns is null)
            {
                columns = ColumnsOf(row, options, file);
                if (options.HasHeader) continue;
            }
            CheckWidth(row, columns, file);
            rows.Add(row);
        }
        if (columns is null)
            throw DataFormatException.InCsv(file, 1, null, null, options.HasHeader ? "There is no header: the content is empty." : "There are no rows: the content is empty.");
        return new CsvTable(columns, [.. rows], new HashSet<string>(options.MissingValues, StringComparer.Ordinal), file);
    }

    private static bool Advance(CsvReader reader, string? file)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException malformed)
        {
            throw DataFormatException.InCsv(file, malformed.LineNumber, null, null, malformed.Message, malformed);
        }
    }

    private static string[] CellsOf(CsvReader reader)
    {
        var cells = new string[reader.FieldCount];
        for (int column = 0; column < cells.Length; column++)
            cells[column] = reader.GetString(column);
        return cells;
    }

    private static string[] ColumnsOf(CsvRow first, CsvOptions options, string? file)
    {
        string[] names = new string[first.Cells.Length];
        for (int column = 0; column < names.Length; column++)
        {
            names[column] = options.HasHeader && first.Cells[column].Length > 0 ? first.Cells[column] : $"column{column + 1}";
        }
        if (options.ColumnNames is { } given)
        {
            if (given.Count != names.Length)
                throw DataFormatException.InCsv(file, first.Line, null, null, $"There are {names.Length} columns, but {given.Count} names were given in ColumnNames.");
            return [.. given];
        }
        for (int column = 1; column < names.Length; column++)
        {
            int earlier = Array.IndexOf(names, names[column], 0, column);
            if (earlier >= 0)
                throw DataFormatException.InCsv(file, first.Line, column + 1, names[column], $"Column {earlier + 1} has the same name; give other names in ColumnNames.");
        }
        return names;
    }

    private static void CheckWidth(CsvRow row, string[] columns, string? file)
    {
        int width = row.Cells.Length;
        if (width == columns.Length) return;
        int column = Math.Min(width, columns.Length);
        throw DataFormatException.InCsv(file, row.Line, column + 1, width < columns.Length ? columns[column] : null,
            $"The row has {width} cells; there are {columns.Length} columns.");
    }
}
