using NodeNet.Activations;
using NodeNet.Data;
using NodeNet.Losses;

namespace NodeNet.Training;

/// <summary>What a pass of the reference loops over some examples tells of a network.</summary>
/// <param name="GradientNorm">‖∂Loss/∂parameters‖ of the mean loss over the examples, over the parameters that are trained, without the part of L1 and
/// L2.</param>
/// <param name="DeadShare">The share of the hidden nodes whose activation and slope are 0 on every example, as the doctor counts them (NN301); NaN without
/// hidden nodes of a function of their own.</param>
internal readonly record struct SampledFigures(double GradientNorm, double DeadShare)
{
    /// <summary>Looks at a network; it stays as it is, and its nodes show nothing of it.</summary>
    public static SampledFigures Of(Network network, ILoss loss, DataSet examples)
    {
        var values = new NodeValues(network);
        var downhill = new double[network.Parameters.Length];
        var isAlive = new bool[network.SlotCount];
        network.BeginPass();
        try
        {
            for (int row = 0; row < examples.Count; row++)
            {
                ForwardPass.Run(network, examples.Inputs[row], values.NetInputs, values.Activations);
                BackwardPass.Run(network, loss, examples.Targets[row], values.NetInputs, values.Activations, values.Deltas);
                BackwardPass.AddDownhill(network, values.Activations, values.Deltas, examples.RowWeights?[row] ?? 1.0, downhill);
                MarkLiving(network, values, isAlive);
            }
        }
        finally
        {
            network.EndPass();
        }
        return new SampledFigures(Length(network, downhill) / (examples.RowWeights?.DivisorOf(examples.Count) ?? examples.Count), Dead(network, isAlive));
    }

    private static void MarkLiving(Network network, NodeValues values, bool[] isAlive)
    {
        foreach (Layer layer in network.HiddenLayers)
        {
            if (layer.LayerActivation is not null) continue;
            for (int node = 0; node < layer.Count; node++)
            {
                int slot = layer.Slot(node);
                if (isAlive[slot]) continue;
                double activation = values.Activations[slot];
                isAlive[slot] = activation != 0.0 || layer.ActivationOf(node)!.Slope(values.NetInputs[slot], activation) != 0.0;
            }
        }
    }

    private static double Length(Network network, double[] downhill)
    {
        double largest = 0.0;
        foreach (double slope in Trained(network, downhill)) largest = Math.Max(largest, Math.Abs(slope));
        if (largest == 0.0 || !double.IsFinite(largest)) return largest;
        double sum = 0.0;
        foreach (double slope in Trained(network, downhill)) sum += slope / largest * (slope / largest); // no square overflows
        return largest * Math.Sqrt(sum);
    }

    private static IEnumerable<double> Trained(Network network, double[] downhill)
    {
        foreach (ParameterRow row in network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
            {
                if (network.Flags is null || network.Flags[p] == 0) yield return downhill[p];
            }
        }
    }

    private static double Dead(Network network, bool[] isAlive)
    {
        int nodes = 0;
        int dead = 0;
        foreach (Layer layer in network.HiddenLayers)
        {
            if (layer.LayerActivation is not null) continue;
            nodes += layer.Count;
            for (int node = 0; node < layer.Count; node++)
            {
                if (!isAlive[layer.Slot(node)]) dead++;
            }
        }
        return nodes == 0 ? double.NaN : (double)dead / nodes;
    }
}
