namespace NodeNet.Recipes;

/// <summary>What a column is to a network.</summary>
public enum ColumnKind
{
    /// <summary>A number: one input, scaled.</summary>
    Number,

    /// <summary>One of several categories without an order: one input for each, 1 for the one that it is and 0 for the others.</summary>
    Category,

    /// <summary>One of several categories that have an order, as small, medium, large: one input, their place in the order (0, 1, 2, …), scaled.</summary>
    OrderedCategory,

    /// <summary>Yes or no: one input, 1 or 0.</summary>
    Truth,

    /// <summary>A date, or a date and a time: the inputs that <see cref="DateParts"/> names.</summary>
    Date,
}
