namespace NodeNet.Recipes;

/// <summary>Where a cell stands: made into words only when something is wrong with it.</summary>
internal readonly struct CellPlace(ITable? table, int row, string column)
{
    /// <summary>How the table was written, where it was text.</summary>
    public TableForm? Form => table?.Form;

    /// <summary>What the column's words look like that could be numbers, or null.</summary>
    public string? Hint => table is not null && new ColumnSearch(table).Find(column) is var place and >= 0 ? table.HintFor(place) : null;

    /// <summary>A text as the table writes numbers or dates; a missing cell where it is none.</summary>
    public Cell Read(string text, CellKind kind) => table is null ? Cell.Parse(text, kind) : table.ReadAs(text, kind);

    public RecipeException Trouble(string trouble, Cell cell) => new(trouble, column, table?.PlaceOf(row), cell.IsMissing ? null : cell.ToString());
}
