using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet;

/// <summary>Answers with a promise: an interval about a number, or a set of classes, that holds the truth in so large a share of new rows, whatever the model
/// is like. It is found from how far the model misses on rows of their own (split conformal prediction). Immutable; part of the <see cref="Model"/> and its
/// file.</summary>
/// <remarks>
/// <para>The promise is an average over calibration tables and rows, and needs that new rows are of the kind of the calibration's, in any order: no drift.
/// It is kept over all rows together, not for each group of them. The model must not have been trained on the calibration's rows.</para>
/// <para>Of n rows the ⌈(n + 1) · coverage⌉-th smallest miss is the margin. The miss of a number is |target − prediction|, in the numbers that the network
/// learns; of a class 1 − the probability of the right one. An interval is the prediction ± the margin, brought back to the units of the target; a set has
/// every class whose probability is 1 − the margin or above. A set may be empty: then no class fits.</para>
/// <para>Source: Vovk, Gammerman and Shafer, "Algorithmic Learning in a Random World" (2005).</para>
/// </remarks>
/// <example><code>
/// Model honest = model with { Conformal = Conformal.Fit(model, calibration, coverage: 0.9) };
/// Console.WriteLine(honest.PredictIntervals(table)[0][0]);     // 3100 to 4250
/// </code></example>
public sealed record Conformal
{
    internal Conformal(double coverage, IReadOnlyList<double> margins, int rows) => (Coverage, Margins, RowCount) = (coverage, margins, rows);

    /// <summary>The share of new rows whose truth an interval or set holds, on average.</summary>
    public double Coverage { get; }

    /// <summary>How far an interval goes to each side, one a target, in the numbers that the network learns; or, of classes, one number: a set has the classes
    /// with a probability of 1 − it and above.</summary>
    public IReadOnlyList<double> Margins { get; }

    /// <summary>How many rows it was found from.</summary>
    public int RowCount { get; }

    /// <summary>Finds the margins of a model.</summary>
    /// <param name="model">A model with a recipe.</param>
    /// <param name="calibration">A table with the recipe's columns and its targets, of rows that the model was not trained on.</param>
    /// <param name="coverage">The share that is promised, above 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="coverage"/> is not above 0 and below 1.</exception>
    /// <exception cref="ArgumentException">There are too few rows for it, coverage / (1 − coverage) at least; or a prediction is not finite.</exception>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    /// <exception cref="InvalidOperationException">The model has no recipe; or the network is being trained.</exception>
    public static Conformal Fit(Model model, ITable calibration, double coverage)
    {
        Guard.NotNull(model);
        Guard.NotNull(calibration);
        if (!(coverage > 0.0 && coverage < 1.0))
            throw new ArgumentOutOfRangeException(nameof(coverage), coverage, $"coverage is {MessageText.Exact(coverage)}; it must be above 0 and below 1.");
        DataSet data = model.Required().DataSet(calibration);
        int place = (int)Math.Ceiling((data.Count + 1.0) * coverage - 1e-9); // 0.9 · 10 is 9, whatever its last bit
        if (place > data.Count)
        {
            throw new ArgumentException(
                $"The calibration has {MessageText.Count(data.Count, "row")}; for a coverage of {MessageText.Short(coverage)} it needs "
                    + $"{Math.Ceiling(coverage / (1.0 - coverage) - 1e-9):0}.", nameof(calibration));
        }
        Rows outputs = model.Network.Predict(data.Inputs);
        double[][] misses = model.ClassLabels is null
            ? [.. Enumerable.Range(0, data.Targets.Width).Select(t => NumberMisses(outputs, data.Targets, t))]
            : [[.. Enumerable.Range(0, data.Count).Select(row => 1.0 - Classes.Score(outputs[row], data.ClassOf(row)))]];
        foreach (double[] some in misses)
        {
            Array.Sort(some);
            if (!double.IsFinite(some[0]) || !double.IsFinite(some[^1])) throw new ArgumentException("A prediction is not finite.", nameof(model));
        }
        return new Conformal(coverage, [.. misses.Select(some => some[place - 1])], data.Count);
    }

    /// <summary>Whether two promise the same from as many rows.</summary>
    /// <param name="other">Another.</param>
    public bool Equals(Conformal? other) =>
        other is not null && Coverage.Equals(other.Coverage) && RowCount == other.RowCount && Margins.SequenceEqual(other.Margins);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Coverage, RowCount, Margins.Count);

    /// <summary>"90% of new rows, from 120 rows".</summary>
    public override string ToString() => $"{MessageText.Short(100.0 * Coverage)}% of new rows, from {MessageText.Count(RowCount, "row")}";

    internal bool Holds(ReadOnlySpan<double> outputs, int c) => 1.0 - Classes.Score(outputs, c) <= Margins[0];

    private static double[] NumberMisses(Rows outputs, Rows targets, int t) =>
        [.. Enumerable.Range(0, outputs.Count).Select(row => Math.Abs(targets[row, t] - outputs[row, t]))];
}

/// <summary>From one number to another.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
public readonly record struct PredictionInterval(double Low, double High)
{
    /// <summary>Whether a number lies within, the ends included.</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>"3100 to 4250".</summary>
    public override string ToString() => $"{MessageText.Short(Low)} to {MessageText.Short(High)}";
}
