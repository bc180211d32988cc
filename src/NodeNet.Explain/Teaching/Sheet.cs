using System.Globalization;
using System.Text;
using NodeNet.Foundation;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>A cell of a spreadsheet.</summary>
/// <param name="Text">Words, or null.</param>
/// <param name="Number">A number; of a formula, its result.</param>
/// <param name="Formula">A formula without its =, or null.</param>
/// <param name="IsBlank">Whether the cell is to be filled in.</param>
/// <param name="Digits">To how many significant digits a workbook shows the number; null for all.</param>
internal readonly record struct Cell(string? Text = null, double? Number = null, string? Formula = null, bool IsBlank = false, int? Digits = null)
{
    public static Cell Empty => default;

    public static Cell Blank => new(IsBlank: true);

    public static implicit operator Cell(string text) => new(Text: text);

    public static implicit operator Cell(double number) => new(Number: number);
}

/// <summary>Writes rows of cells as a CSV file: comma, decimal point, quotes where needed, CR LF, as RFC 4180 has it.</summary>
internal static class CsvSheet
{
    private static readonly System.Buffers.SearchValues<char> _needQuotes = System.Buffers.SearchValues.Create("\",;\r\n\t");

    public static string Write(IEnumerable<IReadOnlyList<Cell>> rows)
    {
        var text = new StringBuilder();
        foreach (IReadOnlyList<Cell> row in rows)
            text.AppendJoin(',', row.Select(Field)).Append("\r\n");
        return Printable.Text(text.ToString());
    }

    private static string Field(Cell cell)
    {
        if (cell.Formula is not null) return Quoted("=" + cell.Formula);
        if (cell.Number is { } number) return MessageText.Exact(number);
        return Quoted(Harmless(cell.Text ?? ""));
    }

    /// <summary>Words that a spreadsheet would take for a formula get an apostrophe in front; a negative number is none.</summary>
    private static string Harmless(string text) => text.Length > 0 && "=+-@\t\r\n".Contains(text[0]) && !IsNumber(text) ? "'" + text : text;

    private static bool IsNumber(string text) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out _);

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(_needQuotes) < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
