using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet;

/// <content>Intervals and sets of classes that keep a promise.</content>
public sealed partial record Model
{
    /// <summary>How far answers may be off, and how often that holds; null until <c>model with { Conformal = Conformal.Fit(model, calibration, 0.9) }</c>.
    /// </summary>
    /// <exception cref="ArgumentException">On setting: the model has no recipe, or there is not one margin for each target, or of classes one.</exception>
    public Conformal? Conformal
    {
        get;
        init => field = value is null || value.Margins.Count == MarginCount(Recipe) ? value
            : throw new ArgumentException(
                Recipe is null ? "A model without a recipe has no intervals." : "The margins are those of another model's targets.", nameof(Conformal));
    }

    /// <summary>An interval for each target, in its units, that holds the truth in the share of rows that <see cref="Conformal"/> promises.</summary>
    /// <param name="table">A table with the recipe's columns.</param>
    /// <returns>For each row, an interval a target.</returns>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    /// <exception cref="InvalidOperationException">The model has no <see cref="Conformal"/> or predicts classes; or the network is being trained.</exception>
    public IReadOnlyList<IReadOnlyList<PredictionInterval>> PredictIntervals(ITable table)
    {
        Conformal promise = RequiredPromise();
        if (ClassLabels is not null) throw new InvalidOperationException("The model predicts classes: PredictSets answers those.");
        Rows outputs = Network.Predict(Required().Inputs(Guard.NotNull(table)));
        return [.. Enumerable.Range(0, outputs.Count).Select(row => IntervalsAbout(outputs[row].ToArray(), promise))];
    }

    /// <summary>The classes that a row may be of: a set that holds the right one in the share of rows that <see cref="Conformal"/> promises. It may be empty.
    /// </summary>
    /// <param name="table">A table with the recipe's columns.</param>
    /// <returns>For each row, the labels of its classes.</returns>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    /// <exception cref="InvalidOperationException">The model has no <see cref="Conformal"/> or predicts numbers; or the network is being trained.</exception>
    public IReadOnlyList<IReadOnlyList<string>> PredictSets(ITable table)
    {
        Conformal promise = RequiredPromise();
        if (ClassLabels is not { } labels) throw new InvalidOperationException("The model predicts numbers: PredictIntervals answers those.");
        Rows outputs = Network.Predict(Required().Inputs(Guard.NotNull(table)));
        return [
            .. Enumerable.Range(0, outputs.Count).Select(row => (IReadOnlyList<string>)[.. labels.Where((_, c) => promise.Holds(outputs[row], c))]),
        ];
    }

    internal static int MarginCount(Recipe? recipe) => recipe is null ? 0 : recipe.ClassLabels is null ? recipe.OutputCount : 1;

    private IReadOnlyList<PredictionInterval> IntervalsAbout(double[] outputs, Conformal promise)
    {
        double[] low = [.. outputs.Select((output, t) => output - promise.Margins[t])];
        double[] high = [.. outputs.Select((output, t) => output + promise.Margins[t])];
        Recipe!.Restore(low);
        Recipe.Restore(high);
        return [.. low.Zip(high, (from, to) => new PredictionInterval(from, to))];
    }

    private Conformal RequiredPromise() => Conformal ?? throw new InvalidOperationException(
        "The model promises nothing: model with { Conformal = Conformal.Fit(model, calibration, coverage) } does.");
}
