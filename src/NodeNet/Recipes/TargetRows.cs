namespace NodeNet.Recipes;

/// <summary>The rows of a table whose targets are there: those that are learned from and measured on.</summary>
internal static class TargetRows
{
    /// <summary>What is wrong with a row without a target.</summary>
    public const string Missing = "The target is missing. Leave out such rows, or fit the recipe with RecipeOptions.DropsMissingTargets.";

    /// <summary>What is wrong with a table of which no row has a target.</summary>
    public const string None = "The table has no row with a target: what is learned or judged needs rows whose true answers it knows.";

    /// <param name="table">The table.</param>
    /// <param name="targets">The names of the targets.</param>
    /// <param name="dropsMissing">Whether rows without a target are left out; otherwise they are refused.</param>
    /// <returns>Where the targets stand in the table, and the rows that have them all.</returns>
    public static (int[] Places, int[] Rows) Of(ITable table, IReadOnlyList<string> targets, bool dropsMissing)
    {
        int[] places = new ColumnSearch(table).PlacesOf(targets);
        var rows = new List<int>(table.RowCount);
        for (int row = 0; row < table.RowCount; row++)
        {
            int missing = Array.FindIndex(places, place => table[row, place].IsMissing);
            if (missing < 0) rows.Add(row);
            else if (!dropsMissing) throw new CellPlace(table, row, targets[missing]).Trouble(Missing, Cell.Missing);
        }
        return rows.Count > 0 ? (places, [.. rows]) : throw new RecipeException(None);
    }
}
