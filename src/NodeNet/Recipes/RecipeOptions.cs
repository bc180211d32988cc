namespace NodeNet.Recipes;

/// <summary>What a recipe is to be made of: which columns are inputs, which are targets, and what the user knows of them.</summary>
/// <example><code>
/// Recipe recipe = Recipe.Fit(training, new RecipeOptions
/// {
///     Targets = ["species"],
///     Ignore = ["id"],
///     Defaults = new ColumnOptions { Missing = MissingRule.Median },
///     Columns = { ["zip"] = new ColumnOptions { Kind = ColumnKind.Category, MinimumCount = 10, Unknown = UnknownRule.Rare } },
/// });
/// </code></example>
public sealed class RecipeOptions
{
    /// <summary>The columns that are to be predicted: one, or several columns of numbers.</summary>
    public required IReadOnlyList<string> Targets { get; init; }

    /// <summary>The columns to predict from. Null: all but the targets and those to ignore.</summary>
    public IReadOnlyList<string>? Inputs { get; init; }

    /// <summary>Columns that are left out. Default: none.</summary>
    public IReadOnlyList<string> Ignore { get; init; } = [];

    /// <summary>What holds for every column that does not say otherwise. A kind that is given here is asked of input columns only.</summary>
    public ColumnOptions Defaults { get; init; } = new();

    /// <summary>What holds for single columns, by name: inputs and targets.</summary>
    public Dictionary<string, ColumnOptions> Columns { get; init; } = [];

    /// <summary>Whether training rows without a target are left out. Default: false, they are refused.</summary>
    public bool DropsMissingTargets { get; init; }

    internal ColumnOptions Of(string column, bool isTarget = false)
    {
        ColumnOptions own = Columns.GetValueOrDefault(column) ?? new ColumnOptions();
        // A target is never filled in, and what is usual for inputs says nothing about what it is.
        return isTarget ? own : own.Or(Defaults);
    }
}
