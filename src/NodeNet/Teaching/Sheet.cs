using System.Text;
using NodeNet.Foundation;

namespace NodeNet.Teaching;

/// <summary>A cell of a spreadsheet.</summary>
/// <param name="Text">Words, or null.</param>
/// <param name="Number">A number; of a formula, what it comes to.</param>
/// <param name="Formula">A formula without its =, or null.</param>
/// <param name="IsBlank">Whether the cell is to be filled in.</param>
internal readonly record struct Cell(string? Text = null, double? Number = null, string? Formula = null, bool IsBlank = false)
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
        return text.ToString();
    }

    private static string Field(Cell cell)
    {
        if (cell.Formula is not null) return Quoted("=" + cell.Formula);
        if (cell.Number is { } number) return Naming.Exact(number);
        return Quoted(Harmless(cell.Text ?? ""));
    }

    /// <summary>Words that a spreadsheet would take for a formula get an apostrophe in front.</summary>
    private static string Harmless(string text) => text.Length > 0 && "=+-@\t\r\n".Contains(text[0]) ? "'" + text : text;

    private static string Quoted(string text) =>
        text.AsSpan().IndexOfAny(_needQuotes) < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";

    /// <summary>Reads the fields of a CSV text whose delimiter is a comma, a semicolon or a tab: the one in the line of the column headings.</summary>
    public static IEnumerable<List<string>> Read(string text)
    {
        char delimiter = DelimiterOf(text);
        var row = new List<string>();
        var field = new StringBuilder();
        bool quoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            if (quoted)
            {
                if (c != '"') field.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"') field.Append(text[++i]);
                else quoted = false;
            }
            else if (c == '"')
            {
                quoted = true;
            }
            else if (c == delimiter)
            {
                row.Add(field.ToString());
                field.Clear();
            }
            else if (c == '\n')
            {
                row.Add(field.ToString());
                field.Clear();
                yield return row;
                row = [];
            }
            else if (c != '\r')
            {
                field.Append(c);
            }
        }
        if (field.Length == 0 && row.Count == 0) yield break;
        row.Add(field.ToString());
        yield return row;
    }

    private static char DelimiterOf(string text)
    {
        foreach (string line in text.Split('\n'))
        {
            string start = line.TrimStart('"');
            if (!start.StartsWith(Worksheet.FirstColumn, StringComparison.Ordinal)) continue;
            string rest = start[Worksheet.FirstColumn.Length..].TrimStart('"');
            if (rest.Length > 0 && ",;\t".Contains(rest[0])) return rest[0];
        }
        return ',';
    }
}
