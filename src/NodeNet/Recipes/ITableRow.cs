namespace NodeNet.Recipes;

/// <summary>A row that stands in a table: <c>model.Classify(table[7])</c> takes one, whose columns are then the table's.</summary>
public interface ITableRow
{
    /// <summary>The table.</summary>
    ITable Table { get; }

    /// <summary>The row's number in it, from 0.</summary>
    int Index { get; }
}
