namespace NodeNet;

/// <summary>The factors by which an example's activations are multiplied in a step with dropout, and what the activations were before. Arrays over all
/// nodes, at
/// their slots.</summary>
internal sealed class Thinning(Network network)
{
    /// <summary>0 for a node that is left out, 1 / (1 − p) for another of its layer, 1 where no node is.</summary>
    public double[] Factors { get; } = Enumerable.Repeat(1.0, network.SlotCount).ToArray();

    /// <summary>The activations before the factors.</summary>
    public double[] Whole { get; } = new double[network.SlotCount];

    /// <summary>activation = factor · f(net input).</summary>
    public void Thin(Layer layer, Span<double> activations)
    {
        for (int node = 0; node < layer.Count; node++)
        {
            int slot = layer.Slot(node);
            Whole[slot] = activations[slot];
            activations[slot] *= Factors[slot];
        }
    }

    /// <summary>How much the loss falls as f(net input) grows: factor · push.</summary>
    public void ThinPushes(Layer layer, Span<double> pushes)
    {
        for (int node = 0; node < layer.Count; node++)
            pushes[layer.Slot(node)] *= Factors[layer.Slot(node)];
    }
}
