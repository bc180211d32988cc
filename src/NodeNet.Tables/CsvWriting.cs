using System.Globalization;
using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <summary>Writes a table so that it reads back as the same.</summary>
internal sealed class CsvWriting
{
    private readonly CsvOptions _options;
    private readonly char _delimiter;
    private readonly bool _writesNumbersBare; // no number has a sign in it that would have to be quoted
    private readonly char[] _number = new char[32]; // the longest has 24

    public CsvWriting(CsvOptions options)
    {
        options.Validate();
        _options = options;
        _delimiter = options.Delimiter ?? ',';
        _writesNumbersBare = _delimiter != options.DecimalSeparator && !char.IsAsciiLetterOrDigit(_delimiter) && _delimiter is not ('-' or '+')
            && options.Comment is null;
    }

    public void Write(Table table, TextWriter writer)
    {
        if (_options.HasHeader != false) WriteRow(table.ColumnNames, writer);
        int width = table.ColumnCount;
        for (int row = 0; row < table.RowCount; row++)
        {
            for (int c = 0; c < width; c++)
            {
                if (c > 0) writer.Write(_delimiter);
                Cell cell = table[row, c];
                if (cell.Kind == CellKind.Number && _writesNumbersBare) WriteNumber(cell.Number, writer);
                else writer.Write(Quoted(TextOf(cell), isOnly: width == 1, isFirst: c == 0));
            }
            writer.Write('\n');
        }
    }

    private void WriteNumber(double number, TextWriter writer)
    {
        number.TryFormat(_number, out int length, provider: CultureInfo.InvariantCulture);
        Span<char> text = _number.AsSpan(0, length);
        if (_options.DecimalSeparator != '.') text.Replace('.', _options.DecimalSeparator);
        writer.Write(text);
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
