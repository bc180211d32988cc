namespace NodeNet.Recipes;

/// <summary>What a cell of a table holds.</summary>
public enum CellKind
{
    /// <summary>Nothing: the value is missing.</summary>
    Missing,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Words.</summary>
    Text,

    /// <summary>Yes or no.</summary>
    Truth,

    /// <summary>A date, or a date and a time.</summary>
    Date,
}
