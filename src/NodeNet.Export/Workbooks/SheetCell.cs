using System.Globalization;

namespace NodeNet.Export.Workbooks;

/// <summary>A cell of a workbook: words, a number, or a formula with the value that it has here.</summary>
/// <param name="Text">Words, or the words that a formula gives; never read as a formula.</param>
/// <param name="Number">A number, or the number that a formula gives.</param>
/// <param name="Formula">A formula, without "=".</param>
/// <param name="Style">How it looks.</param>
internal sealed record SheetCell(string? Text = null, double? Number = null, string? Formula = null, SheetStyle Style = SheetStyle.Plain);

/// <summary>How a cell looks.</summary>
internal enum SheetStyle
{
    /// <summary>As it is.</summary>
    Plain,

    /// <summary>Bold.</summary>
    Heading,

    /// <summary>A number as a date and a time.</summary>
    Date,

    /// <summary>To be filled in: yellow.</summary>
    Input,

    /// <summary>To be filled in, a date and a time.</summary>
    DateInput,
}

/// <summary>A sheet of a workbook.</summary>
internal sealed class Sheet(string name)
{
    /// <summary>How many columns spreadsheets have.</summary>
    public const int MostColumns = 16_384;

    /// <summary>How many rows they have.</summary>
    public const int MostRows = 1_048_576;

    private static readonly string[] _letters = new string[MostColumns + 1];

    private readonly SortedDictionary<int, List<SheetCell?>> _rows = [];

    public string Name => name;

    /// <summary>How many rows stay in sight when the sheet is moved.</summary>
    public int HeadRows { get; init; }

    /// <summary>The rows from above; of each the cells from the left, null where there is none.</summary>
    public IEnumerable<(int Row, IReadOnlyList<SheetCell?> Cells)> Rows => _rows.Select(row => (row.Key, (IReadOnlyList<SheetCell?>)row.Value));

    /// <summary>Puts a cell at a row and a column, from 1.</summary>
    /// <returns>Its place for formulas of the same sheet.</returns>
    public string Put(int row, int column, SheetCell cell)
    {
        if (column > MostColumns || row > MostRows)
            throw new NotSupportedException($"The sheet {name} would be larger than the {MostColumns} columns and {MostRows} rows that spreadsheets have.");
        const int LongestFormula = 8192;
        if (cell.Formula?.Length > LongestFormula)
            throw new NotSupportedException($"A formula of the sheet {name} would have {cell.Formula.Length} characters; cells hold {LongestFormula}.");
        if (!_rows.TryGetValue(row, out List<SheetCell?>? cells)) _rows[row] = cells = [];
        while (cells.Count < column) cells.Add(null);
        cells[column - 1] = cell;
        return Place(row, column);
    }

    /// <summary>Puts a heading there.</summary>
    public void Head(int row, int column, string text) => Put(row, column, new SheetCell(text, Style: SheetStyle.Heading));

    /// <summary>A place that does not move with the formula, for formulas of other sheets: recipe!$C$4.</summary>
    public string Fixed(int row, int column) => string.Create(CultureInfo.InvariantCulture, $"{name}!${Letters(column)}${row}");

    /// <summary>Places beside each other: recipe!$C$4:$F$4.</summary>
    public string Fixed(int row, int column, int count) =>
        Fixed(row, column) + (count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $":${Letters(column + count - 1)}${row}"));

    /// <summary>"AB12".</summary>
    public static string Place(int row, int column) => string.Create(CultureInfo.InvariantCulture, $"{Letters(column)}{row}");

    private static string Letters(int column)
    {
        if (column <= MostColumns && _letters[column] is { } known) return known;
        string letters = "";
        for (int left = column; left > 0; left = (left - 1) / 26) letters = (char)('A' + (left - 1) % 26) + letters;
        return column <= MostColumns ? _letters[column] = letters : letters;
    }
}
