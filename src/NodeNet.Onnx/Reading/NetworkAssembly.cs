using NodeNet.Activations;
using NodeNet.Initializers;
using NodeNet.Persistence;

namespace NodeNet.Onnx.Reading;

/// <summary>Builds the network of a plan.</summary>
/// <param name="plan">The plan.</param>
/// <param name="limits">How large it may be.</param>
/// <param name="marksMissing">Whether a weight or bias of −0 is one that is missing, as NodeNet writes it.</param>
internal sealed class NetworkAssembly(NetworkPlan plan, ModelFileLimits limits, bool marksMissing)
{
    private readonly Dictionary<int, (int Layer, int Position)> _places = [];

    /// <summary>Builds it.</summary>
    /// <param name="outputs">The output nodes, in their order.</param>
    public Network Build(IReadOnlyList<int> outputs)
    {
        List<int[]> layers = Layers(outputs);
        CheckLimits(layers);
        var builder = new NetworkBuilder(plan.InputCount);
        int[][] sources = [.. layers.Select(nodes => SourcesOf(nodes).Order().ToArray())];
        for (int i = 0; i < layers.Count; i++)
        {
            PlannedNode[] nodes = [.. layers[i].Select(node => plan.Nodes[node]!)];
            var zeros = new Constant(0.0);
            if (nodes[0].Layer.Function is { } whole) builder.AddLayer(nodes.Length, whole, true, zeros, zeros, sources[i]);
            else if (nodes.All(node => node.Function!.Name == nodes[0].Function!.Name))
                builder.AddLayer(nodes.Length, nodes[0].Function!, true, zeros, zeros, sources[i]);
            else builder.AddLayer([.. nodes.Select(node => node.Function!)], true, zeros, zeros, sources[i]);
        }
        Network network = builder.Build(seed: 0);
        for (int i = 0; i < layers.Count; i++) Fill(network.Layers[i + 1], [.. layers[i].Select(node => plan.Nodes[node]!.Line)]);
        return network;
    }

    /// <summary>The layers that lead to some nodes.</summary>
    private IEnumerable<int> SourcesOf(int[] nodes) =>
        nodes.SelectMany(node => plan.Nodes[node]!.Line.Sources).Select(source => _places[source].Layer).Distinct();

    /// <summary>The nodes of each layer, that of the outputs last.</summary>
    private List<int[]> Layers(IReadOnlyList<int> outputs)
    {
        PlannedLayer last = plan.Nodes[outputs[0]]?.Layer ?? throw new OnnxFileException("The graph answers an input as it is; there is no network.");
        bool isLayer = last.Nodes.OrderBy(node => node.Place).Select(node => node.Node).SequenceEqual(outputs);
        bool isUsed = plan.Nodes.Any(node => node is not null && node.Line.Sources.Any(source => plan.Nodes[source]?.Layer == last));
        if (!isLayer || isUsed) outputs = Copied(outputs);
        PlannedLayer final = plan.Nodes[outputs[0]]!.Layer;
        List<int[]> layers =
        [
            .. plan.Layers.Where(layer => layer != final).OrderBy(layer => layer.Order).Append(final)
                .Select(layer => layer.Nodes.OrderBy(node => node.Place).Select(node => node.Node).ToArray()),
        ];
        int[] inputs = plan.Inputs;
        for (int position = 0; position < inputs.Length; position++) _places[inputs[position]] = (0, position);
        for (int i = 0; i < layers.Count; i++)
        {
            for (int position = 0; position < layers[i].Length; position++) _places[layers[i][position]] = (i + 1, position);
        }
        return layers;
    }

    /// <summary>Outputs that are not one layer's nodes in their order, or that lead on to others, get a layer that repeats them.</summary>
    private int[] Copied(IReadOnlyList<int> outputs)
    {
        int origin = plan.NewOrigin();
        return
        [
            .. outputs.Select((node, i) => plan.NodeOf(
                new Column(new Line([node], [1.0], 0.0, HasBias: false) { Origin = origin, Place = i }), "").Node),
        ];
    }

    private void CheckLimits(List<int[]> layers)
    {
        if (layers.Count + 1 > limits.MaximumLayers) throw TooMany(layers.Count + 1, "layers", limits.MaximumLayers, nameof(ModelFileLimits.MaximumLayers));
        long nodes = plan.Nodes.Count;
        if (nodes > limits.MaximumNodes) throw TooMany(nodes, "nodes", limits.MaximumNodes, nameof(ModelFileLimits.MaximumNodes));
        long parameters = 0;
        foreach (int[] layer in layers)
        {
            parameters += layer.Length * (1L + SourcesOf(layer).Sum(source => source == 0 ? plan.InputCount : (long)layers[source - 1].Length));
        }
        if (parameters > limits.MaximumParameters)
            throw TooMany(parameters, "weights and biases", limits.MaximumParameters, nameof(ModelFileLimits.MaximumParameters));
    }

    private static OnnxFileException TooMany(long count, string what, int limit, string name) =>
        new($"The network would have {count} {what}; the limit is {limit} ({name}).");

    private void Fill(Layer layer, Line[] lines)
    {
        for (int j = 0; j < lines.Length; j++)
        {
            if (!lines[j].HasBias || IsMissing(lines[j].Bias)) layer.Nodes[j].HasBias = false;
            else layer.Nodes[j].Bias = lines[j].Bias;
        }
        foreach (ConnectionBlock block in layer.Incoming)
        {
            double[][] weights = [.. lines.Select(_ => new double[block.Source.Count])];
            var there = new bool[(long)lines.Length * block.Source.Count];
            for (int j = 0; j < lines.Length; j++)
            {
                for (int i = 0; i < lines[j].Sources.Length; i++)
                {
                    (int from, int position) = _places[lines[j].Sources[i]];
                    if (from != block.Source.Index || IsMissing(lines[j].Weights[i])) continue;
                    weights[j][position] = lines[j].Weights[i];
                    there[(long)j * block.Source.Count + position] = true;
                }
            }
            if (Array.Exists(there, exists => !exists))
            {
                layer.Network.Prune(connection => connection.Target.Layer == layer && connection.Source.Layer == block.Source
                    && !there[(long)connection.Target.Position * block.Source.Count + connection.Source.Position]);
            }
            layer.SetWeights(weights, block.Source.Index);
        }
    }

    private bool IsMissing(double number) => marksMissing && number == 0.0 && double.IsNegative(number);
}
