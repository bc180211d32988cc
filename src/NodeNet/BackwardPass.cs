using NodeNet.Activations;
using NodeNet.Losses;

namespace NodeNet;

/// <summary>The backward pass, as the handout has it: first the δ of every node, from the output layer back, all with the weights of the forward pass; then,
/// for every weight, δ · activation. No weight changes here.</summary>
/// <remarks>δ = −∂Loss/∂net input. Its two factors: how much the loss falls as the node's activation grows (the node's <em>push</em>, −∂Loss/∂activation), and
/// the slope of the activation function.</remarks>
internal static class BackwardPass
{
    /// <summary>Computes every node's δ from the numbers of a forward pass.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="targets">One number an output node.</param>
    /// <param name="netInputs">z of every node.</param>
    /// <param name="activations">a of every node.</param>
    /// <param name="deltas">Receives δ of every node but the inputs, at the node's slot.</param>
    /// <param name="thinning">Which nodes were left out in the forward pass; null for none.</param>
    public static void Run(
        Network network, ILoss loss, ReadOnlySpan<double> targets, ReadOnlySpan<double> netInputs, ReadOnlySpan<double> activations, Span<double> deltas,
        Thinning? thinning = null)
    {
        OutputLoss.Deltas(network.OutputLayer, loss, targets, netInputs, activations, deltas);

        for (int hidden = network.HiddenLayers.Count - 1; hidden >= 0; hidden--)
        {
            Layer layer = network.HiddenLayers[hidden];
            for (int node = 0; node < layer.Count; node++)
                deltas[layer.Slot(node)] = Push(network.Parameters, layer, node, deltas);
            thinning?.ThinPushes(layer, deltas);
            PushesToDeltas(layer, netInputs, thinning is null ? activations : thinning.Whole, deltas); // a slope is that of the function, before thinning
        }
    }

    /// <summary>Adds δ(target) · activation(source) for every weight, and δ for every bias, as often as the example counts: minus the gradient of the loss, the
    /// way downhill.</summary>
    /// <param name="network">The network.</param>
    /// <param name="activations">a of every node.</param>
    /// <param name="deltas">δ of every node.</param>
    /// <param name="weightOfExample">How much the example counts; 1 unless the data set has weights.</param>
    /// <param name="downhill">Where to add, one sum a parameter.</param>
    public static void AddDownhill(
        Network network, ReadOnlySpan<double> activations, ReadOnlySpan<double> deltas, double weightOfExample, Span<double> downhill)
    {
        foreach (Layer layer in network.ComputedLayers)
        {
            for (int node = 0; node < layer.Count; node++)
                downhill[layer.BiasStart + node] += weightOfExample * deltas[layer.Slot(node)];

            foreach (ConnectionBlock block in layer.IncomingBlocks)
            {
                for (int source = 0; source < block.Source.Count; source++)
                {
                    double activation = activations[block.Source.Slot(source)];
                    for (int node = 0; node < layer.Count; node++)
                        downhill[block.Index(source, node)] += weightOfExample * (deltas[layer.Slot(node)] * activation);
                }
            }
        }
    }

    /// <summary>Turns each node's push into its δ = push · slope of the activation function.</summary>
    internal static void PushesToDeltas(Layer layer, ReadOnlySpan<double> netInputs, ReadOnlySpan<double> activations, Span<double> deltas)
    {
        if (layer.LayerActivation is { } wholeLayer)
        {
            wholeLayer.Deltas(layer.Of(netInputs), layer.Of(activations), layer.Of(deltas), layer.Of(deltas));
            return;
        }
        for (int node = 0; node < layer.Count; node++)
        {
            int slot = layer.Slot(node);
            IActivation f = layer.ActivationOf(node)!;
            deltas[slot] *= f.Slope(netInputs[slot], activations[slot]);
        }
    }

    /// <summary>A hidden node's push: Σ δ(target) · weight, over the node's own outgoing connections.</summary>
    private static double Push(ReadOnlySpan<double> parameters, Layer layer, int node, ReadOnlySpan<double> deltas)
    {
        double push = 0.0;
        foreach (ConnectionBlock block in layer.OutgoingBlocks)
        {
            for (int target = 0; target < block.Target.Count; target++)
            {
                double weight = parameters[block.Index(node, target)];
                double delta = deltas[block.Target.Slot(target)];
                push += delta * weight;
            }
        }
        return push;
    }
}
