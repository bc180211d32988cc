using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Verification;

/// <summary>Checks the gradient that learning uses against differences of the loss itself, weight by weight: whatever network, loss and activation function,
/// your own included.</summary>
/// <remarks>
/// <para>The difference quotient is central: (Loss(w + h) − Loss(w − h)) / 2h, with h = 6·10⁻⁶ · max(1, |w|), near the cube root of the rounding error, where
/// rounding and curvature disturb least. A right gradient agrees to about 1e-7.</para>
/// <para>At a kink (ReLU at 0, the absolute error at 0, L1 at a weight of 0) there is no single slope, and the two disagree; choose other numbers there.</para>
/// </remarks>
public static class GradientCheck
{
    /// <summary>The error below which <see cref="GradientCheckResult.Passed"/> is true.</summary>
    public const double Tolerance = 1e-5;

    private static readonly double _machineEpsilon = double.BitIncrement(1.0) - 1.0;

    private static readonly double _relativeStep = Math.Cbrt(_machineEpsilon);

    /// <summary>Checks every weight and bias, frozen ones included, on one example. The network stays as it is.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="inputs">One finite number an input node.</param>
    /// <param name="targets">One finite number an output node.</param>
    /// <param name="options">Whose L1, L2 and <see cref="TrainerOptions.PenalizeBiases"/> to include; by default none. Nothing else of it matters.</param>
    /// <exception cref="ArgumentException">The number of inputs or targets does not fit, or one is not finite.</exception>
    public static GradientCheckResult Run(
        Network network, ILoss loss, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, TrainerOptions? options = null)
    {
        Guard.NotNull(network);
        Guard.NotNull(loss);
        network.CheckInputs(inputs);
        network.CheckTargets(targets);
        options ??= new TrainerOptions();
        options.Validate();

        DataSet example = DataSet.From(Rows.From(inputs, inputs.Length), Rows.From(targets, targets.Length));
        Network copy = network.Clone();
        var downhill = new double[copy.Parameters.Length];
        Gradients gradients = Gradients.Of(copy, loss, example);
        UpdatePass.AddPenalty(copy, options.Penalty, downhill);
        return Compare(copy, loss, example, options, p => gradients.Slope(p) - downhill[p]);
    }

    /// <summary>Checks a gradient that was computed elsewhere, as by a step with a mistake or by another library, against differences of the loss itself. The
    /// network stays as it is.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="data">The examples; the loss is their mean.</param>
    /// <param name="slopes">∂Loss/∂parameter by the parameter's name: "x1→h1" for the weight of a connection, "b_h1" for a bias.</param>
    /// <param name="options">Whose L1, L2 and <see cref="TrainerOptions.PenalizeBiases"/> to include; by default none. Nothing else of it matters.</param>
    /// <exception cref="ArgumentException">The examples do not fit the network, or a weight or bias of the network has no slope.</exception>
    public static GradientCheckResult Compare(
        Network network, ILoss loss, DataSet data, IReadOnlyDictionary<string, double> slopes, TrainerOptions? options = null)
    {
        Guard.NotNull(network);
        Guard.NotNull(loss);
        network.CheckFits(data);
        Guard.NotNull(slopes);
        options ??= new TrainerOptions();
        options.Validate();

        Network copy = network.Clone();
        return Compare(copy, loss, data, options, p => slopes.TryGetValue(copy.NameOfParameter(p), out double slope)
            ? slope
            : throw new ArgumentException($"There is no slope for {copy.NameOfParameter(p)}.", nameof(slopes)));
    }

    /// <summary>Compares slopes that somebody has computed with what the loss does.</summary>
    /// <param name="copy">A network that the caller can spare; it is changed and changed back.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="data">The examples.</param>
    /// <param name="options">Whose penalties count.</param>
    /// <param name="computed">∂Loss/∂parameter, by its place among the copy's parameters.</param>
    private static GradientCheckResult Compare(Network copy, ILoss loss, DataSet data, TrainerOptions options, Func<int, double> computed)
    {
        var pairs = new List<(string Name, double Computed, double Measured)>();
        foreach (ParameterRow row in copy.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
            {
                if (copy.Exists(p)) pairs.Add((copy.NameOfParameter(p), computed(p), Measure(copy, p, loss, data, options)));
            }
        }
        return new GradientCheckResult(pairs, Rounding(LossOf(copy, loss, data, options)));
    }

    /// <summary>How far a difference quotient may be off by the rounding of the loss alone, some units in its last place.</summary>
    private static double Rounding(double loss) => 4.0 * _machineEpsilon * Math.Abs(loss) / _relativeStep;

    private static double Measure(Network network, int parameter, ILoss loss, DataSet example, TrainerOptions options)
    {
        double[] parameters = network.Parameters;
        double value = parameters[parameter];
        double step = _relativeStep * Math.Max(1.0, Math.Abs(value));

        parameters[parameter] = value + step;
        double above = parameters[parameter];
        double lossAbove = LossOf(network, loss, example, options);
        parameters[parameter] = value - step;
        double below = parameters[parameter];
        double lossBelow = LossOf(network, loss, example, options);
        parameters[parameter] = value;

        return (lossAbove - lossBelow) / (above - below);
    }

    private static double LossOf(Network network, ILoss loss, DataSet example, TrainerOptions options) =>
        Metrics.Evaluation.Of(network, loss, example).Loss + UpdatePass.Penalty(network, options.Penalty);
}
