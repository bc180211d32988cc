using NodeNet.Activations;
using NodeNet.Initializers;
using NodeNet.Persistence;

namespace NodeNet.Import;

/// <summary>A node of a network to be.</summary>
internal sealed record DraftNode(IActivation Function, double Bias, bool HasBias)
{
    /// <summary>The nodes that lead to it, by layer and place, and their weights.</summary>
    public Dictionary<(int Layer, int Place), double> Incoming { get; } = [];
}

/// <summary>A network node by node, as files of nodes and connections have it.</summary>
internal sealed class NetworkDraft(int inputs)
{
    private readonly List<DraftNode[]> _layers = [];
    private readonly List<ILayerActivation?> _wholes = [];

    /// <param name="layer">The nodes of the next layer.</param>
    /// <param name="whole">The activation function of the whole layer, in place of the nodes' own; null for these.</param>
    public void Add(DraftNode[] layer, ILayerActivation? whole = null)
    {
        _layers.Add(layer);
        _wholes.Add(whole);
    }

    public Network Build()
    {
        if (_layers.Count == 0) throw new ImportException("The network has no layer but its inputs.");
        CheckSize();
        var builder = new NetworkBuilder(inputs);
        var zeros = new Constant(0.0);
        foreach (DraftNode[] layer in _layers)
        {
            int[] from = [.. layer.SelectMany(node => node.Incoming.Keys).Select(source => source.Layer).Distinct()];
            if (from.Length == 0) throw new ImportException($"Nothing leads to layer {_layers.IndexOf(layer) + 1}.");
            if (_wholes[_layers.IndexOf(layer)] is { } whole) builder.AddLayer(layer.Length, whole, true, zeros, zeros, from);
            else if (layer.All(node => node.Function.Name == layer[0].Function.Name))
                builder.AddLayer(layer.Length, layer[0].Function, true, zeros, zeros, from);
            else builder.AddLayer([.. layer.Select(node => node.Function)], true, zeros, zeros, from);
        }
        Network network = builder.Build(seed: 0);
        for (int index = 1; index < network.Layers.Count; index++) Fill(network.Layers[index], _layers[index - 1]);
        return network;
    }

    private void CheckSize()
    {
        long nodes = inputs + _layers.Sum(layer => (long)layer.Length);
        int[] sizes = [inputs, .. _layers.Select(layer => layer.Length)];
        long parameters = _layers.Sum(layer =>
            layer.SelectMany(node => node.Incoming.Keys).Select(source => source.Layer).Distinct().Sum(source => (long)sizes[source] * layer.Length));
        ModelFileLimits limits = ModelFileLimits.Default;
        if (nodes > limits.MaximumNodes || parameters > limits.MaximumParameters || _layers.Count >= limits.MaximumLayers)
            throw new ImportException($"The network is larger than model files may be: {_layers.Count + 1} layers, {nodes} nodes, {parameters} weights.");
    }

    private static void Fill(Layer layer, DraftNode[] nodes)
    {
        for (int j = 0; j < nodes.Length; j++)
        {
            if (nodes[j].HasBias) layer.Nodes[j].Bias = Finite(nodes[j].Bias);
            else layer.Nodes[j].HasBias = false;
        }
        foreach (ConnectionBlock block in layer.Incoming)
        {
            var weights = new double[nodes.Length][];
            bool isDense = true;
            for (int j = 0; j < nodes.Length; j++)
            {
                weights[j] = new double[block.Source.Count];
                for (int i = 0; i < weights[j].Length; i++)
                {
                    bool isThere = nodes[j].Incoming.TryGetValue((block.Source.Index, i), out double weight);
                    if (isThere) weights[j][i] = Finite(weight);
                    isDense &= isThere;
                }
            }
            if (!isDense)
            {
                layer.Network.Prune(connection => connection.Target.Layer == layer && connection.Source.Layer == block.Source
                    && !nodes[connection.Target.Position].Incoming.ContainsKey((block.Source.Index, connection.Source.Position)));
            }
            layer.SetWeights(weights, block.Source.Index);
        }
    }

    private static double Finite(double number) => double.IsFinite(number) ? number : throw new ImportException("A weight or bias is not finite.");
}
