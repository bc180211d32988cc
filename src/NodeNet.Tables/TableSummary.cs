using System.Globalization;
using System.Text;
using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <summary>What is in a table, column by column. <see cref="ToString"/> prints it.</summary>
public sealed class TableSummary
{
    private static readonly string[] _heads = ["column", "kind", "missing", "different", "least", "most", "mean", "most frequent"];

    internal TableSummary(int rowCount, IReadOnlyList<ColumnSummary> columns, IReadOnlyList<string> notes)
    {
        RowCount = rowCount;
        Columns = columns;
        Notes = notes;
    }

    /// <summary>The number of rows.</summary>
    public int RowCount { get; }

    /// <summary>The columns in their order.</summary>
    public IReadOnlyList<ColumnSummary> Columns { get; }

    /// <summary>The notes of the table.</summary>
    public IReadOnlyList<string> Notes { get; }

    /// <summary>A line for each column, and the notes below.</summary>
    public override string ToString()
    {
        string[][] lines = [_heads, .. Columns.Select(LineOf)];
        int[] widths = [.. Enumerable.Range(0, _heads.Length).Select(c => lines.Max(line => line[c].Length))];
        var text = new StringBuilder(TableText.Count(RowCount, "row"));
        foreach (string[] line in lines)
            text.Append('\n').Append(string.Join("  ", line.Select((cell, c) => cell.PadRight(widths[c]))).TrimEnd());
        foreach (string note in Notes)
            text.Append('\n').Append(TableText.Line(note));
        return text.ToString();
    }

    private static string[] LineOf(ColumnSummary column) =>
    [
        TableText.Shown(column.Name),
        Table.NameOf(column.Kind),
        column.Missing.ToString(CultureInfo.InvariantCulture),
        column.Distinct.ToString(CultureInfo.InvariantCulture),
        Shown(column.Least),
        Shown(column.Most),
        double.IsNaN(column.Mean) ? "" : column.Mean.ToString("G5", CultureInfo.InvariantCulture),
        column.MostFrequentCount > 1
            ? string.Create(CultureInfo.InvariantCulture, $"{Shown(column.MostFrequent)} ({column.MostFrequentCount})")
            : "",
    ];

    private static string Shown(Cell cell) =>
        cell.Kind == CellKind.Number ? cell.Number.ToString("G7", CultureInfo.InvariantCulture) : TableText.Shown(cell.ToString());
}
