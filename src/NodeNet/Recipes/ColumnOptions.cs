namespace NodeNet.Recipes;

/// <summary>What a user says of a column. What is left null is taken from <see cref="RecipeOptions.Defaults"/>, and what is null there, from the training
/// table.</summary>
public sealed record ColumnOptions
{
    /// <summary>What the column is. Null: guessed from the training table; <see cref="Recipe.Summary"/> prints the guess.</summary>
    public ColumnKind? Kind { get; init; }

    /// <summary>How numbers are scaled. Null: <see cref="NumberScaling.Standard"/>.</summary>
    public NumberScaling? Scaling { get; init; }

    /// <summary>What is done where a value is missing. Null: <see cref="MissingRule.Refuse"/>.</summary>
    public MissingRule? Missing { get; init; }

    /// <summary>What stands in for a missing value under <see cref="MissingRule.Constant"/>.</summary>
    public Cell MissingConstant { get; init; }

    /// <summary>Whether the column gets one more input that is 1 where the value was missing and 0 elsewhere. Null: false.</summary>
    public bool? MarksMissing { get; init; }

    /// <summary>What is done with a category that the training table did not have. Null: <see cref="UnknownRule.Refuse"/>.</summary>
    public UnknownRule? Unknown { get; init; }

    /// <summary>Categories with fewer rows than this in the training table are gathered as one, "(rare)". Null: 1, so that none are.</summary>
    public int? MinimumCount { get; init; }

    /// <summary>The categories of an ordered column, from the lowest to the highest. Null: numbers in the order of numbers; words have to be told.</summary>
    public IReadOnlyList<string>? Order { get; init; }

    /// <summary>The word for yes, where it is none of true, yes, y, ja, oui, sí, 1. Of a target with two classes: the positive class.</summary>
    public string? Yes { get; init; }

    /// <summary>What a network is told of a date. Null: the day of the year, the weekday and the days since the first date; the year, where there are several;
    /// the hour, where there are times.</summary>
    public DateParts? Dates { get; init; }

    internal ColumnOptions Or(ColumnOptions others) => new()
    {
        Kind = Kind ?? others.Kind,
        Scaling = Scaling ?? others.Scaling,
        Missing = Missing ?? others.Missing,
        MissingConstant = Missing is null ? others.MissingConstant : MissingConstant,
        MarksMissing = MarksMissing ?? others.MarksMissing,
        Unknown = Unknown ?? others.Unknown,
        MinimumCount = MinimumCount ?? others.MinimumCount,
        Order = Order ?? others.Order,
        Yes = Yes ?? others.Yes,
        Dates = Dates ?? others.Dates,
    };
}
