using NodeNet.Fast;
using NodeNet.Losses;

namespace NodeNet;

/// <summary>Where the loss meets the output layer: the loss of an example, and the δ of the output nodes.</summary>
/// <remarks>Where a loss and an activation function are computed together (sigmoid with binary cross-entropy, softmax with cross-entropy), the numbers come
/// from the net inputs and are exact even when the node is saturated. Everywhere else they are the loss's slope times the activation's.</remarks>
internal static class OutputLoss
{
    /// <summary>The loss of one example: the sum of the outputs' terms, or their mean.</summary>
    public static double Value(Layer outputs, ILoss loss, ReadOnlySpan<double> targets, ReadOnlySpan<double> netInputs, ReadOnlySpan<double> activations)
    {
        double sum = 0.0;
        if (Fused(outputs, loss) is { } fusedLayer)
        {
            using var terms = new Scratch(outputs.Count);
            fusedLayer.Terms(outputs.Of(netInputs), targets, terms.Span);
            foreach (double term in terms.Span)
                sum += term;
        }
        else
        {
            for (int node = 0; node < outputs.Count; node++)
                sum += Term(outputs, node, loss, targets, netInputs, activations);
        }
        return loss.IsMeanOverOutputs ? sum / outputs.Count : sum;
    }

    /// <summary>One output's term of the loss, where the layer's terms are not computed together.</summary>
    public static double Term(
        Layer outputs, int node, ILoss loss, ReadOnlySpan<double> targets, ReadOnlySpan<double> netInputs, ReadOnlySpan<double> activations)
    {
        int slot = outputs.Slot(node);
        return Fused(outputs, node, loss) is { } fused
            ? fused.Term(netInputs[slot], targets[node])
            : loss.Term(activations[slot], targets[node]);
    }

    /// <summary>δ of each output node: −(slope of the loss) · (slope of the activation function).</summary>
    public static void Deltas(
        Layer outputs, ILoss loss, ReadOnlySpan<double> targets, ReadOnlySpan<double> netInputs, ReadOnlySpan<double> activations, Span<double> deltas)
    {
        double share = loss.IsMeanOverOutputs ? 1.0 / outputs.Count : 1.0;

        if (Fused(outputs, loss) is { } fusedLayer)
        {
            fusedLayer.Deltas(outputs.Of(activations), targets, outputs.Of(deltas));
            return;
        }
        for (int node = 0; node < outputs.Count; node++)
        {
            int slot = outputs.Slot(node);
            deltas[slot] = -loss.Slope(activations[slot], targets[node]) * share;
        }
        BackwardPass.PushesToDeltas(outputs, netInputs, activations, deltas);
        for (int node = 0; node < outputs.Count; node++)
        {
            int slot = outputs.Slot(node);
            if (Fused(outputs, node, loss) is { } fused)
                deltas[slot] = fused.Delta(netInputs[slot], targets[node]) * share;
        }
    }

    /// <summary>Whether the loss is computed together with the output's activation function, its own or its layer's.</summary>
    public static bool IsFused(Node output, ILoss loss) => Fused(output.Layer, loss) is not null || Fused(output.Layer, output.Position, loss) is not null;

    /// <summary>The loss, if it is computed together with the layer's activation function.</summary>
    public static ILayerFusedLoss? Fused(Layer outputs, ILoss loss) =>
        outputs.LayerActivation is { } activation && loss is ILayerFusedLoss fused && fused.FusesWith(activation) ? fused : null;

    /// <summary>The loss, if it is computed together with the node's activation function.</summary>
    public static INodeFusedLoss? Fused(Layer outputs, int node, ILoss loss) =>
        outputs.ActivationOf(node) is { } activation && loss is INodeFusedLoss fused && fused.FusesWith(activation) ? fused : null;
}
