using NodeNet.Data;

namespace NodeNet.Recipes;

/// <summary>Makes the recipe of a network that was trained on numbers: columns of numbers, and what its scalers did.</summary>
internal static class NumbersRecipe
{
    /// <param name="columns">What the columns are called, one for each input.</param>
    /// <param name="targets">What the targets are called: one for classes, otherwise one for each output.</param>
    /// <param name="classes">The classes, or null for numbers.</param>
    /// <param name="inputScaling">How the inputs are scaled, or null.</param>
    /// <param name="targetScaling">How the targets are scaled, or null.</param>
    public static Recipe Of(
        IReadOnlyList<string> columns, IReadOnlyList<string> targets, IReadOnlyList<string>? classes, Scaler? inputScaling, Scaler? targetScaling) =>
        new(
            [.. columns.Select((name, i) => new RecipeColumn(name, Encoding(inputScaling, i), MissingRule.Refuse, default, marksMissing: false, NotTold))],
            classes is null
                ? [.. targets.Select((name, i) => (RecipeTarget)new NumberTarget(name, Encoding(targetScaling, i)))]
                : [new ClassTarget(targets[0], classes)],
            dropsMissingTargets: false,
            []);

    // What the training data had is not known, so that nothing is beyond it.
    private static ColumnFacts NotTold => new(0, 0, 0, double.MinValue, double.MaxValue);

    private static NumberEncoding Encoding(Scaler? scaler, int column) => scaler is null
        ? new NumberEncoding(NumberScaling.None, 0.0, 1.0)
        : new NumberEncoding(NumberScaling.Standard, scaler.Offsets[column], scaler.Factors[column]);
}
