using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Metrics;

/// <summary>How far numbers are from what they should be: over all examples and outputs together. Where a prediction is NaN, so are all three. Of a data set
/// with weights (<see cref="DataSet.Weights"/>) each example counts as often as its weight says, in the means, too.</summary>
/// <param name="MeanAbsoluteError">MAE: the mean of |y − ŷ|, in the units of the targets.</param>
/// <param name="RootMeanSquaredError">RMSE: the square root of the mean of (y − ŷ)², in the units of the targets.</param>
/// <param name="RSquared">R² = 1 − Σ(y − ŷ)² / Σ(y − mean of its column)²: 1 is perfect, 0 is no better than always saying the mean. If the targets are
/// constant, 1 for a perfect prediction and otherwise −∞.</param>
public sealed record RegressionErrors(double MeanAbsoluteError, double RootMeanSquaredError, double RSquared)
{
    /// <summary>Measures a model, in the units of its users.</summary>
    /// <param name="model">The model, which scales inputs and brings its predictions back to the units of the targets by itself.</param>
    /// <param name="data">The examples to measure on, not scaled.</param>
    /// <exception cref="ArgumentException">The examples do not fit the model, or an input overflows when it is scaled.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public static RegressionErrors Of(Model model, DataSet data)
    {
        Guard.NotNull(model);
        model.CheckFits(data);
        return Of(model.Predict(data.Inputs), data.Targets, data.Weights);
    }

    /// <summary>Measures a model on a table of its users' own rows, in the units of the targets: over all targets together.</summary>
    /// <param name="model">A model with a recipe that predicts numbers.</param>
    /// <param name="table">A table with the recipe's columns and its targets. Rows without a target are left out where the recipe says so.</param>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    /// <exception cref="InvalidOperationException">The model has no recipe or predicts classes; or the network is being trained on another thread, or training
    /// began meanwhile.</exception>
    public static RegressionErrors Of(Model model, ITable table)
    {
        Guard.NotNull(model);
        (Rows predictions, Rows targets) = ModelEvaluations.NumbersOf(model, table);
        return Of(predictions, targets);
    }

    /// <summary>Measures a network. A network knows nothing of scaling: the examples are those that it was trained on or scaled as they were, and the errors
    /// are in the scaled targets' units. For examples as they are, measure the <see cref="Model"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The examples to measure on, scaled as those of the training.</param>
    /// <exception cref="ArgumentException">The examples do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public static RegressionErrors Of(Network network, DataSet data)
    {
        Guard.NotNull(network);
        network.CheckFits(data);
        return Of(network.Predict(data.Inputs), data.Targets, data.Weights);
    }

    /// <summary>Measures predictions, as those brought back to their own units.</summary>
    /// <param name="predictions">A row for each example.</param>
    /// <param name="targets">What they should be.</param>
    /// <exception cref="ArgumentException">The two tables differ in size.</exception>
    public static RegressionErrors Of(Rows predictions, Rows targets) => Of(predictions, targets, null);

    private static RegressionErrors Of(Rows predictions, Rows targets, IReadOnlyList<double>? weights)
    {
        Guard.NotNull(predictions);
        Guard.NotNull(targets);
        if (predictions.Count != targets.Count || predictions.Width != targets.Width)
        {
            throw new ArgumentException(
                $"There are {predictions} of predictions and {targets} of targets; the two must be of the same size.", nameof(predictions));
        }

        // A difference of two doubles may be twice the largest one: where that is near, a quarter of everything is taken.
        double unit = Math.Max(predictions.LargestMagnitude, targets.LargestMagnitude) > 0.25 * double.MaxValue ? 0.25 : 1.0;
        double meanWeight = weights is null ? 1.0 : Statistics.Mean([.. weights]);
        double[]? shares = weights?.Select(weight => weight / meanWeight).ToArray(); // 1 in the mean
        var errors = new double[targets.Values.Length];
        var aroundMean = new double[targets.Values.Length];
        for (int column = 0; column < targets.Width; column++)
        {
            double[] values = targets.Column(column);
            // Around the first number: then the mean of equal numbers is that number, whatever the weights.
            double mean = shares is null ? Statistics.Mean(values)
                : values[0] + Statistics.Mean([.. values.Zip(shares, (value, share) => share * (value - values[0]))]);
            for (int row = 0; row < targets.Count; row++)
            {
                int at = row * targets.Width + column;
                errors[at] = unit * targets[row, column] - unit * predictions[row, column];
                aroundMean[at] = unit * targets[row, column] - unit * mean;
            }
        }
        double magnitude = Statistics.MeanMagnitude(Weighted(errors, shares, targets.Width));
        double[]? roots = shares?.Select(Math.Sqrt).ToArray();
        double error = Statistics.RootMeanSquare(Weighted(errors, roots, targets.Width));
        double ratio = error / Statistics.RootMeanSquare(Weighted(aroundMean, roots, targets.Width));
        return new RegressionErrors(magnitude / unit, error / unit, error == 0.0 ? 1.0 : 1.0 - ratio * ratio);
    }

    private static double[] Weighted(double[] numbers, double[]? factors, int width) =>
        factors is null ? numbers : [.. numbers.Select((number, i) => number * factors[i / width])];

    /// <summary>"MAE 2.5, RMSE 2.54951, R² 0.971": to seven digits, in every culture.</summary>
    public override string ToString() =>
        $"MAE {MessageText.Short(MeanAbsoluteError)}, RMSE {MessageText.Short(RootMeanSquaredError)}, "
            + (double.IsNegativeInfinity(RSquared) ? "no R², which needs two different targets" : $"R² {MessageText.Short(RSquared)}");
}
