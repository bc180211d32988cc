using System.Globalization;
using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.FastTraining;
using NodeNet.Foundation;
using NodeNet.Losses;

namespace NodeNet.Metrics;

/// <summary>How well a network does on a data set.</summary>
/// <remarks>Where the examples have weights (<see cref="DataSet.Weights"/>), each counts as often as its weight says.</remarks>
/// <param name="Loss">The mean loss over the examples, without any part of L1 and L2. ∞ if their sum is too large for a double.</param>
/// <param name="Accuracy">The share of examples whose class is predicted right, 0 to 1; outputs of which one is NaN never are. Null if the targets name no
/// classes (see <see cref="DataSet.IsClassification"/>).</param>
public sealed record Evaluation(double Loss, double? Accuracy)
{
    /// <summary>Measures a model by the loss that it was trained with.</summary>
    /// <param name="model">A model that tells its <see cref="Model.Loss"/>. It scales inputs and targets by itself.</param>
    /// <param name="data">The examples to measure on, not scaled.</param>
    /// <exception cref="ArgumentException">The examples do not fit the model or name other classes, or a number overflows when it is scaled.</exception>
    /// <exception cref="InvalidOperationException">The model does not tell its loss; or the network is being trained on another thread, or training began
    /// meanwhile.</exception>
    public static Evaluation Of(Model model, DataSet data)
    {
        Guard.NotNull(model);
        ILoss loss = model.Loss ?? throw new InvalidOperationException(
            "The model does not tell its loss: set Loss when it is created, or give the loss to measure.");
        return Of(model, loss, data);
    }

    /// <summary>Measures a model.</summary>
    /// <param name="model">The model. It scales inputs and targets by itself; the loss is that of the scaled targets, as in training.</param>
    /// <param name="loss">The loss to measure.</param>
    /// <param name="data">The examples to measure on, not scaled.</param>
    /// <exception cref="ArgumentException">The examples do not fit the model or name other classes, or a number overflows when it is scaled.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public static Evaluation Of(Model model, ILoss loss, DataSet data)
    {
        Guard.NotNull(model);
        Guard.NotNull(loss);
        model.CheckFits(data);
        Rows targets = model.TargetScaling?.Scale(data.Targets) ?? data.Targets;
        Evaluation evaluation = Of(model.Network, loss, DataSet.From(model.Scaled(data.Inputs), targets).WithWeights(data.Weights));
        bool countsAsTheNetwork = model.TargetScaling is null && model.Threshold == 0.5;
        return countsAsTheNetwork || !data.IsClassification
            ? evaluation
            : evaluation with { Accuracy = AccuracyOf(model.Predict(data.Inputs), data, model.Threshold) };
    }

    /// <summary>Measures a network. It stays as it is, and its nodes show nothing of it. A network knows nothing of scaling: for examples as they are, measure
    /// the <see cref="Model"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss to measure.</param>
    /// <param name="data">The examples to measure on, scaled as those of the training.</param>
    /// <exception cref="ArgumentException">The examples do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public static Evaluation Of(Network network, ILoss loss, DataSet data) => Of(network, loss, data, Precision.Double, null);

    /// <summary>As the public one, in a precision and on so many threads at most; null to decide by the work. By loops that are there, if any.</summary>
    internal static Evaluation Of(Network network, ILoss loss, DataSet data, Precision precision, int? threads, RepeatedEvaluation? loops = null)
    {
        Guard.NotNull(network);
        Guard.NotNull(loss);
        long reading = network.BeginReading();
        network.CheckFits(data);
        Evaluation evaluation;
        network.BeginPass();
        try
        {
            evaluation = loops is not null ? Of(loops.Measure())
                : FastMode.IsOn ? OnFastLoops(network, loss, data, precision, threads) : ByReference(network, loss, data);
        }
        finally
        {
            network.EndPass();
        }
        network.EndReading(reading);
        return evaluation;
    }

    /// <summary>"loss 0.04431, accuracy 97.33%", in every culture.</summary>
    public override string ToString() =>
        $"loss {MessageText.Short(Loss)}" + (
            Accuracy is { } accuracy ? string.Create(CultureInfo.InvariantCulture, $", accuracy {100.0 * accuracy:0.##}%") : "");

    private static double AccuracyOf(Rows outputs, DataSet data, double threshold)
    {
        double right = 0.0;
        for (int row = 0; row < data.Count; row++)
        {
            if (Classes.Of(outputs[row], threshold) == Classes.Of(data.Targets[row])) right += data.WeightOf(row);
        }
        return right / data.TotalWeight;
    }

    private static Evaluation OnFastLoops(Network network, ILoss loss, DataSet data, Precision precision, int? threads) =>
        Of(FastEvaluation.Of(network, loss, data, precision == Precision.Single, threads));

    private static Evaluation Of((double Loss, double? Accuracy) measured) => new(measured.Loss, measured.Accuracy);

    private static Evaluation ByReference(Network network, ILoss loss, DataSet data)
    {
        (double sum, double right) = ReferenceSums(network, loss, data, default);
        return new Evaluation(sum / data.TotalWeight, data.IsClassification ? right / data.TotalWeight : null);
    }

    /// <summary>What the sums of the losses, and of the weights of examples whose class is right, are after a piece of more data.</summary>
    /// <param name="network">The network; no reading of it is open.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="piece">The examples: a multiple of <see cref="FastEvaluation.PieceUnit"/>, but for the last piece.</param>
    /// <param name="count">How many examples there are in all pieces.</param>
    /// <param name="before">The sums of the pieces before.</param>
    /// <param name="precision">In what to compute.</param>
    /// <param name="threads">On how many threads at most.</param>
    internal static (double Loss, double Right) SumsOf(
        Network network, ILoss loss, DataSet piece, long count, (double Loss, double Right) before, Precision precision, int? threads)
    {
        long reading = network.BeginReading();
        (double Loss, double Right) after;
        network.BeginPass();
        try
        {
            after = FastMode.IsOn
                ? FastEvaluation.SumsOf(network, loss, piece, count, before, precision == Precision.Single, threads)
                : ReferenceSums(network, loss, piece, before);
        }
        finally
        {
            network.EndPass();
        }
        network.EndReading(reading);
        return after;
    }

    private static (double Loss, double Right) ReferenceSums(Network network, ILoss loss, DataSet data, (double Loss, double Right) before)
    {
        Layer outputs = network.OutputLayer;
        var netInputs = new double[network.SlotCount];
        var activations = new double[network.SlotCount];
        (double sum, double right) = before;
        for (int row = 0; row < data.Count; row++)
        {
            double weight = data.WeightOf(row);
            if (weight == 0.0) continue;
            ForwardPass.Run(network, data.Inputs[row], netInputs, activations);
            sum += weight * OutputLoss.Value(outputs, loss, data.Targets[row], netInputs, activations);
            if (Classes.Of(outputs.Of((ReadOnlySpan<double>)activations)) == Classes.Of(data.Targets[row])) right += weight;
        }
        return (sum, right);
    }
}
