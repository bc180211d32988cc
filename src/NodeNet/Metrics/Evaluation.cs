using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.Losses;

namespace NodeNet.Metrics;

/// <summary>How well a network does on a data set.</summary>
/// <param name="Loss">The mean loss over the examples, without any part of L1 and L2.</param>
/// <param name="Accuracy">The share of examples whose class is predicted right, 0 to 1; null if the targets name no classes (see <see cref="DataSet.IsClassification"/>).</param>
public sealed record Evaluation(double Loss, double? Accuracy)
{
    /// <summary>Measures a network. It stays as it is, and its nodes show nothing of it.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss to measure.</param>
    /// <param name="data">The examples to measure on.</param>
    /// <exception cref="ArgumentException">The examples do not fit the network.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public static Evaluation Of(Network network, ILoss loss, DataSet data)
    {
        Guard.NotNull(network);
        Guard.NotNull(loss);
        long reading = network.BeginReading();
        network.CheckFits(data);
        Evaluation evaluation;
        network.BeginPass();
        try
        {
            evaluation = FastMode.IsOn ? FastEngine.Evaluate(network, loss, data) : ByReference(network, loss, data);
        }
        finally
        {
            network.EndPass();
        }
        network.EndReading(reading);
        return evaluation;
    }

    private static Evaluation ByReference(Network network, ILoss loss, DataSet data)
    {
        Layer outputs = network.OutputLayer;
        var netInputs = new double[network.SlotCount];
        var activations = new double[network.SlotCount];
        double sum = 0.0;
        int right = 0;
        for (int row = 0; row < data.Count; row++)
        {
            ForwardPass.Run(network, data.Inputs[row], netInputs, activations);
            sum += OutputLoss.Value(outputs, loss, data.Targets[row], netInputs, activations);
            if (Classes.Of(outputs.Of((ReadOnlySpan<double>)activations)) == Classes.Of(data.Targets[row])) right++;
        }
        return new Evaluation(sum / data.Count, data.IsClassification ? (double)right / data.Count : null);
    }
}
