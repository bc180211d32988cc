using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <summary>A row of a table, whose cells are read by name: <c>row["island"].Text</c>.</summary>
public readonly struct TableRow : ITableRow
{
    private readonly Table _table;

    internal TableRow(Table table, int index) => (_table, Index) = (table, index);

    /// <summary>Its number in the table, from 0.</summary>
    public int Index { get; }

    ITable ITableRow.Table => _table;

    /// <summary>A cell.</summary>
    /// <param name="column">The name of the column.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public Cell this[string column] => _table[Index, column];

    /// <summary>A cell.</summary>
    /// <param name="column">The column, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such column.</exception>
    public Cell this[int column] => _table[Index, column];

    /// <summary>"Adelie, Torgersen, 39.1, …": the cells as a file would have them.</summary>
    public override string ToString()
    {
        TableRow row = this;
        return TableText.Line(string.Join(", ", Enumerable.Range(0, _table.ColumnCount).Select(column => row[column].ToString())));
    }
}
