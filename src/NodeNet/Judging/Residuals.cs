using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Judging;

/// <summary>How predictions of a number miss: the target − the prediction of every row, and their quantiles. Immutable.</summary>
public sealed class Residuals
{
    private readonly double[] _sorted;

    private Residuals(string target, double[] predictions, double[] values)
    {
        (Target, Predictions, Values) = (target, predictions, values);
        _sorted = Quantiles.Sorted(values);
        (Mean, Deviation) = Statistics.MeanAndDeviation(values);
    }

    /// <summary>The target's name.</summary>
    public string Target { get; }

    /// <summary>What was predicted, row by row.</summary>
    public IReadOnlyList<double> Predictions { get; }

    /// <summary>Target − prediction, row by row: above 0 where too little was predicted.</summary>
    public IReadOnlyList<double> Values { get; }

    /// <summary>Their mean: far from 0 means that all predictions lean to one side.</summary>
    public double Mean { get; }

    /// <summary>Their standard deviation, √(Σ (r − mean)² / n).</summary>
    public double Deviation { get; }

    /// <summary>The residuals of a model's predictions on a table, in the units of the target.</summary>
    /// <param name="model">A model with a recipe that predicts numbers.</param>
    /// <param name="table">A table with the recipe's columns and its targets: rows that the model was not trained on.</param>
    /// <param name="target">Which target; null for the only or the first.</param>
    /// <exception cref="ArgumentException">There is no such target, or a prediction is not finite.</exception>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    /// <exception cref="InvalidOperationException">The model has no recipe or predicts classes; or the network is being trained.</exception>
    public static Residuals Of(Model model, ITable table, string? target = null)
    {
        Guard.NotNull(model);
        (Rows predictions, Rows numbers) = ModelEvaluations.NumbersOf(model, table);
        string[] names = [.. model.Recipe!.Targets.Select(one => one.Name)];
        int place = target is null ? 0 : Array.IndexOf(names, target);
        return place >= 0
            ? Of(numbers.Column(place), predictions.Column(place), names[place])
            : throw new ArgumentException($"The model has no target \"{target}\"; it predicts {MessageText.List(names)}.", nameof(target));
    }

    /// <summary>The residuals of predictions.</summary>
    /// <param name="targets">A finite number for each row.</param>
    /// <param name="predictions">What was predicted for each.</param>
    /// <param name="target">What the number is called.</param>
    /// <exception cref="ArgumentException">The two differ in length, or are empty, or a difference is not finite.</exception>
    public static Residuals Of(ReadOnlySpan<double> targets, ReadOnlySpan<double> predictions, string target = "y")
    {
        Guard.NotNull(target);
        if (targets.Length != predictions.Length || targets.Length == 0)
        {
            throw new ArgumentException(
                $"There are {MessageText.Count(targets.Length, "target")} and {MessageText.Count(predictions.Length, "prediction")}; there must be as many, "
                    + "and one at least.", nameof(predictions));
        }
        var values = new double[targets.Length];
        for (int row = 0; row < values.Length; row++)
        {
            values[row] = targets[row] - predictions[row];
            if (!double.IsFinite(values[row]))
            {
                throw new ArgumentException(
                    $"Row {row} (from 0): {MessageText.Exact(targets[row])} − {MessageText.Exact(predictions[row])} is no finite number.", nameof(predictions));
            }
        }
        return new Residuals(target, predictions.ToArray(), values);
    }

    /// <summary>The residual below which so large a share of them lies, interpolated between neighbours at the place (n − 1) · share.</summary>
    /// <param name="share">From 0, the smallest, to 1, the largest; 0.5 is the median.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not from 0 to 1.</exception>
    public double Quantile(double share) => share is >= 0.0 and <= 1.0
        ? Quantiles.Of(_sorted, share)
        : throw new ArgumentOutOfRangeException(nameof(share), share, $"share is {MessageText.Exact(share)}; it must be from 0 to 1.");

    /// <summary>"body_mass_g: mean −3.1, deviation 289, half of 68 rows from −190 to 180".</summary>
    public override string ToString() =>
        $"{Target}: mean {MessageText.Short(Mean)}, deviation {MessageText.Short(Deviation)}, half of {MessageText.Count(Values.Count, "row")} from "
            + $"{MessageText.Short(Quantile(0.25))} to {MessageText.Short(Quantile(0.75))}";
}
