using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Judging;

/// <summary>Probabilities that mean what they say: every net input of the output layer is divided by one number, the temperature T, chosen so that the log loss
/// on rows that were not trained on is the smallest. Above 1 it makes a model less sure of itself, below 1 surer; which class is answered stays the
/// same.</summary>
/// <remarks>
/// <para>softmax(z / T) and sigmoid(z / T). The log loss is convex in 1 / T, so there is one smallest; it is found to the last bits of T.</para>
/// <para>The calibrated model is an ordinary one: the weights and biases into its output layer are divided by T. So it is saved, exported and explained as any
/// other.</para>
/// <para>Source: Guo, Pleiss, Sun and Weinberger, "On Calibration of Modern Neural Networks" (2017).</para>
/// </remarks>
/// <param name="Temperature">T.</param>
/// <param name="LogLossBefore">The mean log loss of the rows before.</param>
/// <param name="LogLossAfter">The mean log loss with T.</param>
public sealed record TemperatureScaling(double Temperature, double LogLossBefore, double LogLossAfter)
{
    /// <summary>Finds the temperature of a model.</summary>
    /// <param name="model">A model with a recipe, of classes, whose outputs are a softmax or one sigmoid.</param>
    /// <param name="calibration">A table with the recipe's columns and its target: rows that the model was not trained on, and will not be judged on.</param>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    /// <exception cref="InvalidOperationException">The model has no recipe or predicts numbers, or has other outputs; or on these rows no temperature is the
    /// best: every row is answered right, or the scores say nothing of the classes; or the network is being trained.</exception>
    public static TemperatureScaling Fit(Model model, ITable calibration)
    {
        Guard.NotNull(model);
        Guard.NotNull(calibration);
        DataSet data = model.Required().DataSet(calibration);
        if (model.ClassLabels is null) throw new InvalidOperationException("The model predicts numbers; a temperature is for probabilities of classes.");
        CheckOutputs(model.Network);
        (double[][] netInputs, int[] classes) = NetInputsOf(model.Network, data);
        double factor = BestFactor(netInputs, classes);
        return new TemperatureScaling(1.0 / factor, LossOf(netInputs, classes, 1.0), LossOf(netInputs, classes, factor));
    }

    /// <summary>A model with calibrated probabilities, around a network of its own; the given one stays as it is. Of two classes the threshold moves along, so
    /// that the same rows are answered as positive. A <see cref="Model.Conformal"/> is left out: fit it afterwards.</summary>
    /// <param name="model">The model that the temperature was found for.</param>
    /// <exception cref="InvalidOperationException">Its outputs are not a softmax or one sigmoid; or the network is being trained.</exception>
    public Model Apply(Model model)
    {
        Guard.NotNull(model);
        CheckOutputs(model.Network);
        Network network = model.Network.Clone();
        Layer outputs = network.OutputLayer;
        foreach (ConnectionBlock block in outputs.IncomingBlocks) Divide(network.Parameters.AsSpan(block.Start, block.Length));
        Divide(network.Parameters.AsSpan(outputs.BiasStart, outputs.Count));
        double threshold = model.Threshold;
        Model calibrated = model.WithNetwork(network) with { Conformal = null }; // whose margins were of the probabilities before
        return outputs.Count > 1 || threshold is <= 0.0 or >= 1.0 ? calibrated
            : calibrated with { Threshold = StableMath.Sigmoid(Math.Log(threshold / (1.0 - threshold)) / Temperature) };
    }

    /// <summary>"temperature 1.62: log loss 0.412 before, 0.371 after".</summary>
    public override string ToString() =>
        $"temperature {MessageText.Short(Temperature)}: log loss {MessageText.Short(LogLossBefore)} before, {MessageText.Short(LogLossAfter)} after";

    private static void CheckOutputs(Network network)
    {
        Layer outputs = network.OutputLayer;
        if (outputs.LayerActivation is Softmax || (outputs.Count == 1 && outputs.ActivationOf(0) is Sigmoid)) return;
        throw new InvalidOperationException(
            $"The output layer has {outputs.ActivationName}; a temperature needs a softmax, or one node with a sigmoid.");
    }

    private static (double[][] NetInputs, int[] Classes) NetInputsOf(Network network, DataSet data)
    {
        var netInputs = new double[data.Count][];
        network.ForEachRow(data.Inputs, (row, values) =>
        {
            double[] own = network.OutputLayer.Of(values.NetInputs).ToArray();
            netInputs[row] = own.Length == 1 ? [0.0, own[0]] : own; // sigmoid(z) is the softmax of 0 and z
        });
        return (netInputs, [.. Enumerable.Range(0, data.Count).Select(data.ClassOf)]);
    }

    /// <summary>The 1 / T at which the slope of the mean log loss, Σ p z − z of the right class, is 0. The slope grows with 1 / T, so halving finds
    /// it.</summary>
    private static double BestFactor(double[][] netInputs, int[] classes)
    {
        if (netInputs.Zip(classes).All(row => row.First[row.Second] == row.First.Max())) // the slope stays below 0, however large 1 / T
        {
            throw new InvalidOperationException(
                "On these rows the best temperature is 0: every row is answered right, however sure the model is. Take more rows, or harder ones.");
        }
        if (SlopeOf(netInputs, classes, 0.0) >= 0.0)
        {
            throw new InvalidOperationException(
                "On these rows no temperature is the best: the scores say nothing of the classes. Are they rows of this model's kind?");
        }
        double low = 0.0;
        double high = 1.0;
        while (SlopeOf(netInputs, classes, high) < 0.0) high *= 2.0;
        for (double middle = 0.5 * high; middle > low && middle < high; middle = low + 0.5 * (high - low))
        {
            if (SlopeOf(netInputs, classes, middle) < 0.0) low = middle;
            else high = middle;
        }
        return high;
    }

    private static double SlopeOf(double[][] netInputs, int[] classes, double factor)
    {
        double sum = 0.0;
        for (int row = 0; row < netInputs.Length; row++)
        {
            double largest = netInputs[row].Max();
            double weights = 0.0;
            double weighted = 0.0;
            foreach (double z in netInputs[row])
            {
                double weight = Math.Exp(factor * (z - largest));
                weights += weight;
                weighted += weight * (z - netInputs[row][classes[row]]);
            }
            sum += weighted / weights;
        }
        return sum / netInputs.Length;
    }

    private static double LossOf(double[][] netInputs, int[] classes, double factor)
    {
        double sum = 0.0;
        for (int row = 0; row < netInputs.Length; row++)
        {
            double largest = netInputs[row].Max();
            sum += Math.Log(netInputs[row].Sum(z => Math.Exp(factor * (z - largest)))) - factor * (netInputs[row][classes[row]] - largest);
        }
        return sum / netInputs.Length;
    }

    private void Divide(Span<double> parameters)
    {
        foreach (ref double parameter in parameters) parameter /= Temperature;
    }
}
