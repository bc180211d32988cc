namespace NodeNet.Recipes;

/// <summary>What is done where a cell has no value.</summary>
public enum MissingRule
{
    /// <summary>The row is refused; the message names its place and the column.</summary>
    Refuse,

    /// <summary>The median of the training table's numbers stands in; of dates, the middle one.</summary>
    Median,

    /// <summary>The mean of the training table's numbers stands in.</summary>
    Mean,

    /// <summary>The most frequent value of the training table stands in; of several, the first in order.</summary>
    MostFrequent,

    /// <summary>A value of the user's stands in: <see cref="ColumnOptions.MissingConstant"/>.</summary>
    Constant,

    /// <summary>"Missing" is a category of its own, with an input of its own. For categories only.</summary>
    OwnCategory,
}
