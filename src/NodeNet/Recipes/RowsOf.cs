namespace NodeNet.Recipes;

/// <summary>Some rows of a table, in an order of their own. Nothing is copied.</summary>
internal sealed class RowsOf(ITable table, int[] rows) : ITable
{
    public IReadOnlyList<string> ColumnNames => table.ColumnNames;

    public int RowCount => rows.Length;

    public string? Name => table.Name;

    public TableForm? Form => table.Form;

    public Cell this[int row, int column] => table[rows[row], column];

    public string PlaceOf(int row) => table.PlaceOf(rows[row]);

    public string? HintFor(int column) => table.HintFor(column);

    public Cell ReadAs(string text, CellKind kind) => table.ReadAs(text, kind);
}
