using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet.Metrics;

/// <summary>How far numbers are from what they should be: over all examples and outputs together.</summary>
/// <param name="MeanAbsoluteError">MAE: the mean of |y − ŷ|, in the units of the targets.</param>
/// <param name="RootMeanSquaredError">RMSE: the square root of the mean of (y − ŷ)², in the units of the targets.</param>
/// <param name="RSquared">R² = 1 − Σ(y − ŷ)² / Σ(y − mean of its column)²: 1 is perfect, 0 is no better than always saying the mean. If the targets are constant, 1 for a perfect
/// prediction and otherwise −∞.</param>
public sealed record RegressionErrors(double MeanAbsoluteError, double RootMeanSquaredError, double RSquared)
{
    /// <summary>Measures a network.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">The examples to measure on.</param>
    /// <exception cref="ArgumentException">The examples do not fit the network.</exception>
    public static RegressionErrors Of(Network network, DataSet data)
    {
        Guard.NotNull(network);
        network.CheckFits(data);
        return Of(network.Predict(data.Inputs), data.Targets);
    }

    /// <summary>Measures predictions, as those brought back to their own units.</summary>
    /// <param name="predictions">A row for each example.</param>
    /// <param name="targets">What they should be.</param>
    /// <exception cref="ArgumentException">The two tables differ in size.</exception>
    public static RegressionErrors Of(Rows predictions, Rows targets)
    {
        Guard.NotNull(predictions);
        Guard.NotNull(targets);
        if (predictions.Count != targets.Count || predictions.Width != targets.Width)
            throw new ArgumentException($"There are {predictions} of predictions and {targets} of targets; the two must be of the same size.", nameof(predictions));

        double absolutes = 0.0;
        double squares = 0.0;
        double squaresAroundMean = 0.0;
        for (int column = 0; column < targets.Width; column++)
        {
            double[] values = targets.Column(column);
            double mean = values.Min() == values.Max() ? values[0] : values.Average(); // the rounded mean of equal numbers may differ from them
            for (int row = 0; row < targets.Count; row++)
            {
                double error = targets[row, column] - predictions[row, column];
                absolutes += Math.Abs(error);
                squares += error * error;
                squaresAroundMean += (targets[row, column] - mean) * (targets[row, column] - mean);
            }
        }
        int count = targets.Count * targets.Width;
        double rSquared = squares == 0.0 ? 1.0 : 1.0 - squares / squaresAroundMean;
        return new RegressionErrors(absolutes / count, Math.Sqrt(squares / count), rSquared);
    }
}
