using NodeNet.Recipes;

namespace NodeNet.Judging;

/// <summary>A table of which one column reads other cells than its own. Nothing is copied.</summary>
/// <param name="table">The table.</param>
/// <param name="column">The column's place.</param>
/// <param name="cellOf">The cell that stands in a row.</param>
internal sealed class ReplacedColumn(ITable table, int column, Func<int, Cell> cellOf) : ITable
{
    public IReadOnlyList<string> ColumnNames => table.ColumnNames;

    public int RowCount => table.RowCount;

    public Cell this[int row, int at] => at == column ? cellOf(row) : table[row, at];

    public string PlaceOf(int row) => table.PlaceOf(row);

    public string? HintFor(int at) => table.HintFor(at);

    /// <summary>A table with one column's rows in another order.</summary>
    public static ReplacedColumn Reordered(ITable table, int column, int[] order) => new(table, column, row => table[order[row], column]);
}
