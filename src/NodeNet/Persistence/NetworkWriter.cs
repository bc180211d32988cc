using NodeNet.Activations;
using NodeNet.Foundation;

namespace NodeNet.Persistence;

/// <summary>Writes a network as the object that <see cref="NetworkReader"/> reads; docs/file-format.md describes it.</summary>
internal static class NetworkWriter
{
    /// <summary>Checks that a file with the network could be loaded.</summary>
    /// <exception cref="InvalidOperationException">An activation function is not registered, something is beyond a limit, or a number is not finite; the
    /// message names it.</exception>
    public static void Check(Network network, ModelFileLimits limits)
    {
        network.CheckNotTrainedElsewhere();
        long nodes = network.Layers.Sum(layer => (long)layer.Count);
        long parameters = network.ParameterRows.Sum(row => (long)row.Count);
        if (network.Layers.Count > limits.MaximumLayers)
            throw limits.Beyond("the network", network.Layers.Count, "layer", limits.MaximumLayers, nameof(ModelFileLimits.MaximumLayers));
        if (nodes > limits.MaximumNodes) throw limits.Beyond("the network", nodes, "node", limits.MaximumNodes, nameof(ModelFileLimits.MaximumNodes));
        if (parameters > limits.MaximumParameters)
            throw limits.Beyond("the network", parameters, "parameter", limits.MaximumParameters, nameof(ModelFileLimits.MaximumParameters));
        foreach (Layer layer in network.ComputedLayers)
        {
            if (layer.LayerActivation is { } wholeLayer)
            {
                ThrowIf(Catalogue.LayerActivations.WhyNotSavable(wholeLayer, wholeLayer.Name), layer.Name);
                continue;
            }
            var seen = new HashSet<IActivation>(ReferenceEqualityComparer.Instance);
            for (int node = 0; node < layer.Count; node++)
            {
                IActivation own = layer.ActivationOf(node)!;
                if (seen.Add(own)) ThrowIf(Catalogue.Activations.WhyNotSavable(own, own.Name), layer.Nodes[node].Name);
            }
        }
        foreach (ParameterRow row in network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
            {
                if (!double.IsFinite(network.Parameters[p]))
                {
                    throw new InvalidOperationException(
                        $"The network cannot be saved: {network.NameOfParameter(p)} is {MessageText.Exact(network.Parameters[p])}, not a finite number.");
                }
            }
        }
    }

    /// <summary>Writes the network; the name of the member is written already.</summary>
    /// <exception cref="InvalidOperationException">Training began meanwhile: what was written is of no use.</exception>
    public static void Write(JsonWriter json, Network network)
    {
        long reading = network.BeginReading();
        json.BeginObject();
        json.Write("inputs", network.InputLayer.Count);
        WriteLabels(json, "inputLabels", network.InputLayer);
        json.BeginList("layers");
        foreach (Layer layer in network.ComputedLayers)
            WriteLayer(json, layer);
        json.EndList();
        json.EndObject();
        network.EndReading(reading);
    }

    private static void WriteLayer(JsonWriter json, Layer layer)
    {
        json.BeginObject();
        json.Write("name", layer.Name);
        json.Write("nodes", layer.Count);
        WriteLabels(json, "labels", layer);
        if (layer.LayerActivation is { } wholeLayer) json.Write("layerActivation", wholeLayer.Name);
        else json.Write("activation", layer.Activation!.Name);
        if (layer.HasOwnActivations) json.WriteTexts("nodeActivations", layer.Nodes.Select(node => layer.OwnActivationOf(node.Position)?.Name));

        var biases = new ParameterRow(layer.BiasStart, layer.Count, IsBias: true);
        json.WriteNumbers("biases", Numbers(layer.Network, biases));
        if (IsAnyFrozen(layer.Network, biases)) json.WriteNumbers("frozenBiases", FrozenMask(layer.Network, biases));

        json.BeginList("incoming");
        foreach (ConnectionBlock block in layer.IncomingBlocks)
            WriteBlock(json, block);
        json.EndList();
        json.EndObject();
    }

    /// <summary>A row for each source node, on a line of its own.</summary>
    private static void WriteBlock(JsonWriter json, ConnectionBlock block)
    {
        Network network = block.Target.Network;
        ParameterRow[] rows = [
            .. Enumerable.Range(0, block.Source.Count).Select(source => new ParameterRow(block.Index(source, 0), block.Target.Count, IsBias: false))];
        json.BeginObject();
        json.Write("from", block.Source.Name);
        json.BeginList("weights");
        foreach (ParameterRow row in rows)
            json.WriteNumbers(Numbers(network, row));
        json.EndList();
        if (Array.Exists(rows, row => IsAnyFrozen(network, row)))
        {
            json.BeginList("frozen");
            foreach (ParameterRow row in rows)
                json.WriteNumbers(FrozenMask(network, row));
            json.EndList();
        }
        json.EndObject();
    }

    private static void WriteLabels(JsonWriter json, string name, Layer layer)
    {
        if (layer.Nodes.Any(node => node.Label is not null)) json.WriteTexts(name, layer.Nodes.Select(node => node.Label));
    }

    /// <summary>The numbers of a row, NaN for those that do not exist.</summary>
    private static double[] Numbers(Network network, ParameterRow row)
    {
        double[] numbers = network.Parameters.AsSpan(row.Start, row.Count).ToArray();
        for (int i = 0; i < numbers.Length && network.Flags is not null; i++)
        {
            if (!network.Exists(row.Start + i)) numbers[i] = double.NaN;
        }
        return numbers;
    }

    private static bool IsAnyFrozen(Network network, ParameterRow row) =>
        network.Flags is not null && network.Flags.AsSpan(row.Start, row.Count).Contains(ParameterFlags.Frozen);

    private static double[] FrozenMask(Network network, ParameterRow row) =>
        [.. Enumerable.Range(row.Start, row.Count).Select(p => network.IsFrozen(p) ? 1.0 : 0.0)];

    private static void ThrowIf(string? reason, string what)
    {
        if (reason is not null) throw new InvalidOperationException($"The network cannot be saved: the activation function of {what} {reason}");
    }
}
