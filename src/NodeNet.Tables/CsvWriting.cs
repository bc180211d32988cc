using System.Globalization;
using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <summary>Writes a table so that it reads back as the same.</summary>
internal sealed class CsvWriting
{
    private readonly CsvOptions _options;
    private readonly char _delimiter;

    public CsvWriting(CsvOptions options)
    {
        options.Validate();
        _options = options;
        _delimiter = options.Delimiter ?? ',';
    }

    public void Write(Table table, TextWriter writer)
    {
        if (_options.HasHeader != false) WriteRow(table.ColumnNames, writer);
        var cells = new string[table.ColumnCount];
        for (int row = 0; row < table.RowCount; row++)
        {
            for (int c = 0; c < cells.Length; c++)
                cells[c] = TextOf(table[row, c]);
            WriteRow(cells, writer);
        }
    }

    private string TextOf(Cell cell) => cell.Kind switch
    {
        CellKind.Number => cell.Number.ToString(CultureInfo.InvariantCulture).Replace('.', _options.DecimalSeparator),
        CellKind.Date when _options.DateFormats.Count > 0 => cell.Date.ToString(_options.DateFormats[0], CultureInfo.InvariantCulture),
        CellKind.Truth when cell.Truth => _options.TrueWords.Count > 0 ? _options.TrueWords[0] : "true",
        CellKind.Truth => _options.FalseWords.Count > 0 ? _options.FalseWords[0] : "false",
        _ => cell.ToString(),
    };

    private void WriteRow(IReadOnlyList<string> cells, TextWriter writer)
    {
        for (int c = 0; c < cells.Count; c++)
        {
            if (c > 0) writer.Write(_delimiter);
            writer.Write(Quoted(cells[c], isOnly: cells.Count == 1, isFirst: c == 0));
        }
        writer.Write('\n');
    }

    private string Quoted(string cell, bool isOnly, bool isFirst)
    {
        bool isSafe = cell.Length == 0
            ? !isOnly && _delimiter != ' ' // a blank line would be passed over
            : !cell.Contains(_delimiter) && cell.AsSpan().IndexOfAny("\"\r\n\t") < 0 && !char.IsWhiteSpace(cell[0]) && !char.IsWhiteSpace(cell[^1])
                && !(isFirst && (cell.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) || cell[0] == '\uFEFF'))
                && !(isFirst && _options.Comment is { } comment && cell.StartsWith(comment, StringComparison.Ordinal));
        return isSafe ? cell : $"\"{cell.Replace("\"", "\"\"")}\"";
    }
}
