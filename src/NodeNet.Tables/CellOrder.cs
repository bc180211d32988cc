using System.Globalization;
using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <summary>The order of the values of a column.</summary>
internal static class CellOrder
{
    /// <summary>Values of one kind, ascending; words that are all numbers in the order of those.</summary>
    public static Cell[] Sorted(Cell[] cells)
    {
        if (cells.Length == 0) return cells;
        if (cells[0].Kind == CellKind.Text && NumbersOf(cells) is { } numbers) Array.Sort(numbers, cells);
        else Array.Sort(cells, Compare);
        return cells;
    }

    /// <summary>Compares values of one kind.</summary>
    public static int Compare(Cell left, Cell right) => left.Kind switch
    {
        CellKind.Number => left.Number.CompareTo(right.Number),
        CellKind.Date => left.Date.CompareTo(right.Date),
        CellKind.Truth => left.Truth.CompareTo(right.Truth),
        CellKind.Text => string.CompareOrdinal(left.Text, right.Text),
        _ => 0,
    };

    private static (double, string)[]? NumbersOf(Cell[] cells)
    {
        var numbers = new (double, string)[cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            if (!double.TryParse(cells[i].Text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number)) return null;
            numbers[i] = (number, cells[i].Text);
        }
        return numbers;
    }
}
