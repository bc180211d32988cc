namespace NodeNet.Recipes;

/// <summary>What is done with a category that the training table did not have.</summary>
public enum UnknownRule
{
    /// <summary>The row is refused; the message names place, column and value, and the nearest known category.</summary>
    Refuse,

    /// <summary>All the column's inputs are 0.</summary>
    AllZeros,

    /// <summary>It counts as one of the rare categories, which <see cref="ColumnOptions.MinimumCount"/> gathers; all zeros if there are none.</summary>
    Rare,
}
