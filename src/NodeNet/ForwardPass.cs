using NodeNet.Activations;

namespace NodeNet;

/// <summary>The forward pass, as the handout has it: each node's weighted sum of inputs, then its activation function, layer by layer.</summary>
internal static class ForwardPass
{
    /// <summary>Computes every node's net input and activation.</summary>
    /// <param name="network">The network.</param>
    /// <param name="inputs">One number an input node.</param>
    /// <param name="netInputs">Receives z of every node, at the node's slot.</param>
    /// <param name="activations">Receives a of every node, at the node's slot.</param>
    /// <param name="thinning">Which nodes are left out, in a training step with dropout; otherwise null.</param>
    public static void Run(Network network, ReadOnlySpan<double> inputs, Span<double> netInputs, Span<double> activations, Thinning? thinning = null)
    {
        inputs.CopyTo(network.InputLayer.Of(activations));
        thinning?.Thin(network.InputLayer, activations);

        foreach (Layer layer in network.ComputedLayers)
        {
            for (int node = 0; node < layer.Count; node++)
                netInputs[layer.Slot(node)] = NetInput(network.Parameters, layer, node, activations);

            if (layer.LayerActivation is { } wholeLayer)
                wholeLayer.Activate(layer.Of(netInputs), layer.Of(activations));
            else
                Activate(layer, netInputs, activations);
            thinning?.Thin(layer, activations);
        }
    }

    /// <summary>net input = bias + Σ weight · activation, over everything that leads to the node.</summary>
    private static double NetInput(ReadOnlySpan<double> parameters, Layer layer, int node, ReadOnlySpan<double> activations)
    {
        double netInput = parameters[layer.BiasStart + node];
        foreach (ConnectionBlock block in layer.IncomingBlocks)
        {
            for (int source = 0; source < block.Source.Count; source++)
            {
                double weight = parameters[block.Index(source, node)];
                double activation = activations[block.Source.Slot(source)];
                netInput += weight * activation;
            }
        }
        return netInput;
    }

    /// <summary>activation = f(net input), node by node.</summary>
    private static void Activate(Layer layer, ReadOnlySpan<double> netInputs, Span<double> activations)
    {
        for (int node = 0; node < layer.Count; node++)
        {
            IActivation f = layer.ActivationOf(node)!;
            activations[layer.Slot(node)] = f.Activate(netInputs[layer.Slot(node)]);
        }
    }
}
