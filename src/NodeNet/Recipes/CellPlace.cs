namespace NodeNet.Recipes;

/// <summary>Where a cell stands: made into words only when something is wrong with it.</summary>
internal readonly struct CellPlace(ITable? table, int row, string column)
{
    public RecipeException Trouble(string trouble, Cell cell) => new(trouble, column, table?.PlaceOf(row), cell.IsMissing ? null : cell.ToString());
}
