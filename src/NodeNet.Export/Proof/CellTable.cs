using NodeNet.Recipes;

namespace NodeNet.Export.Proof;

/// <summary>A few rows of cells.</summary>
internal sealed class CellTable(IReadOnlyList<string> names, params IReadOnlyList<Cell[]> rows) : ITable
{
    public IReadOnlyList<string> ColumnNames => names;

    public int RowCount => rows.Count;

    public Cell this[int row, int column] => rows[row][column];
}
