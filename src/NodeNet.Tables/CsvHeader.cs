using System.Globalization;
using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <summary>The names of a CSV file's columns, and whether its first row is one of the table.</summary>
/// <param name="Names">All different.</param>
/// <param name="Line">The line of the first row.</param>
/// <param name="IsRow">Whether the first row holds no names.</param>
/// <param name="Note">What was guessed.</param>
internal sealed record CsvHeader(string[] Names, long Line, bool IsRow, string? Note)
{
    public static CsvHeader Of(string[] cells, long line, CsvOptions options, CellForms forms, CsvSource source)
    {
        bool isNumbersAlone = Array.Exists(cells, cell => forms.Is(CellKind.Number, cell))
            && Array.TrueForAll(cells, cell => forms.IsMissing(cell) || forms.Is(CellKind.Number, cell) || forms.Is(CellKind.Date, cell));
        bool isRow = !(options.HasHeader ?? !isNumbersAlone);
        string? note = !isRow || options.HasHeader is not null ? null : string.Create(
            CultureInfo.InvariantCulture,
            $"Line {line} holds numbers alone and was read as a row, not as names of columns; CsvOptions.HasHeader = true reads it as names.");
        return new CsvHeader(NamesOf(cells, isRow, line, options, source), line, isRow, note);
    }

    private static string[] NamesOf(string[] cells, bool isRow, long line, CsvOptions options, CsvSource source)
    {
        if (options.ColumnNames is { } given)
        {
            return given.Count == cells.Length
                ? [.. given]
                : throw new TableFormatException(source.File, line, null, null,
                    $"There {(cells.Length == 1 ? "is 1 column" : $"are {cells.Length} columns")}, but CsvOptions.ColumnNames has " +
                    $"{TableText.Count(given.Count, "name")}.");
        }
        var places = new Dictionary<string, int>(cells.Length, StringComparer.Ordinal);
        var names = new string[cells.Length];
        for (int c = 0; c < names.Length; c++)
        {
            names[c] = !isRow && !string.IsNullOrWhiteSpace(cells[c]) ? cells[c] : string.Create(CultureInfo.InvariantCulture, $"column{c + 1}");
            if (places.TryAdd(names[c], c)) continue;
            throw new TableFormatException(source.File, line, c + 1, names[c],
                $"Column {places[names[c]] + 1} has the same name; CsvOptions.ColumnNames can give other names.");
        }
        return names;
    }
}
