using System.Globalization;
using NodeNet.Activations;
using NodeNet.Foundation;

namespace NodeNet.Persistence;

/// <summary>Reads the object that <see cref="NetworkWriter"/> writes, distrusting every value of it.</summary>
/// <remarks>The network is laid out only when every number of it has been found in the file: what is allocated grows with the file and not with what the file
/// claims.</remarks>
internal sealed class NetworkReader
{
    private readonly ModelFileLimits _limits;
    private readonly List<LayerContent> _layers = [];
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IActivation> _activations = new(StringComparer.Ordinal); // nodes share what is the same
    private long _nodes;
    private long _parameters;

    private NetworkReader(ModelFileLimits limits) => _limits = limits;

    /// <summary>Reads a network.</summary>
    /// <exception cref="ModelFileException">The value is no network, is beyond a limit, or names a part that is not registered.</exception>
    public static Network Read(JsonValue value, ModelFileLimits limits) => new NetworkReader(limits).ReadNetwork(value);

    private static JsonValue[]? Labels(JsonValue? value, int count, string perNode) => value is null ? null : [.. value.Items(count, count, perNode)];

    private Network ReadNetwork(JsonValue value)
    {
        JsonMembers members = value.Members("inputs", "inputLabels", "layers");
        int inputs = CountedNodes(members["inputs"]);
        Add(new LayerContent(new LayerPlan(inputs, null, null) { Name = "input" }, Labels(members.Find("inputLabels"), inputs, "one for each input"), [], []));

        IReadOnlyList<JsonValue> layers = members["layers"].Items(
            1, _limits.MaximumLayers - 1, $"by the limit {nameof(ModelFileLimits)}.{nameof(ModelFileLimits.MaximumLayers)}, which counts the input layer too");
        for (int i = 0; i < layers.Count; i++)
            Add(ReadLayer(layers[i], i == layers.Count - 1 ? "output" : string.Create(CultureInfo.InvariantCulture, $"hidden {i + 1}")));
        CheckLayout(members["layers"]);
        return Build();
    }

    private void Add(LayerContent layer)
    {
        _byName.Add(layer.Plan.Name, _layers.Count);
        _layers.Add(layer);
    }

    private LayerContent ReadLayer(JsonValue value, string name)
    {
        JsonMembers members = value.Members(
            "name", "nodes", "labels", "activation", "nodeActivations", "layerActivation", "biases", "frozenBiases", "incoming");
        string stated = members["name"].Text(_limits);
        if (stated != name) throw members["name"].Trouble($"The layer's name is \"{MessageText.Shown(stated)}\"; by its place it must be \"{name}\".");

        int count = CountedNodes(members["nodes"]);
        string perNode = $"one for each node of {name}";
        JsonValue[]? labels = Labels(members.Find("labels"), count, perNode);
        LayerPlan plan = Activations(value, members, count, perNode) with { Name = name };

        CountParameters(count, 1, value);
        var biases = new RowContent(members["biases"], members.Find("frozenBiases"), count, perNode);
        JsonValue incoming = members["incoming"];
        BlockContent[] blocks = [
            .. incoming.Items(1, _layers.Count, "one for each layer that feeds this one")
                .Select(block => ReadBlock(block, plan))
                .OrderBy(block => block.Source)];
        for (int i = 1; i < blocks.Length; i++)
        {
            if (blocks[i].Source == blocks[i - 1].Source)
            {
                throw incoming.Trouble($"Two blocks of connections come from {_layers[blocks[i].Source].Plan.Name}; there must be one.");
            }
        }
        return new LayerContent(plan with { From = [.. blocks.Select(block => block.Source)] }, labels, [biases], blocks);
    }

    private BlockContent ReadBlock(JsonValue value, LayerPlan target)
    {
        JsonMembers members = value.Members("from", "weights", "frozen");
        JsonValue from = members["from"];
        string name = from.Text(_limits);
        if (!_byName.TryGetValue(name, out int source))
        {
            throw from.Trouble($"No connections can come from \"{MessageText.Shown(name)}\" to {target.Name}: connections lead from an earlier layer to a "
                + "later one. " +
                $"The layers before are {MessageText.List([.. _layers.Select(layer => layer.Plan.Name)])}.");
        }
        int sources = _layers[source].Plan.Count;
        CountParameters(target.Count, sources, value);

        string rowPerSource = $"one for each node of {name}";
        string perTarget = $"one for each node of {target.Name}";
        IReadOnlyList<JsonValue> weights = members["weights"].Items(sources, sources, rowPerSource);
        IReadOnlyList<JsonValue>? frozen = members.Find("frozen")?.Items(sources, sources, rowPerSource);
        var rows = new RowContent[sources];
        for (int i = 0; i < sources; i++)
            rows[i] = new RowContent(weights[i], frozen?[i], target.Count, perTarget);
        return new BlockContent(source, rows);
    }

    private LayerPlan Activations(JsonValue layer, JsonMembers members, int count, string perNode)
    {
        JsonValue? ofNodes = members.Find("nodeActivations");
        if (members.Find("layerActivation") is not { } wholeLayer)
        {
            return new LayerPlan(count, Activation(members["activation"]), null)
            {
                OwnActivations = ofNodes is null ? null : OwnActivations(ofNodes, count, perNode),
            };
        }

        if (ofNodes is not null || members.Find("activation") is not null)
            throw layer.Trouble("A layer with a layerActivation has no activation and no nodeActivations.");
        return new LayerPlan(count, null, Parts.Create(Catalogue.LayerActivations, wholeLayer, _limits));
    }

    private IActivation?[] OwnActivations(JsonValue value, int count, string perNode) =>
        [.. value.Items(count, count, perNode).Select(item => item.IsNull ? null : Activation(item))];

    private IActivation Activation(JsonValue value)
    {
        string name = value.Text(_limits);
        if (!_activations.TryGetValue(name, out IActivation? activation))
            _activations.Add(name, activation = Parts.Create(Catalogue.Activations, value, _limits));
        return activation;
    }

    private int CountedNodes(JsonValue value)
    {
        int count = value.Int32(1, int.MaxValue);
        _nodes += count;
        if (_nodes > _limits.MaximumNodes)
        {
            throw value.Trouble($"With this layer the network has {_nodes} nodes; the limit is {_limits.MaximumNodes} (ModelFileLimits.MaximumNodes).");
        }
        return count;
    }

    private void CountParameters(int targets, int sources, JsonValue value)
    {
        _parameters += (long)targets * sources;
        if (_parameters > _limits.MaximumParameters)
        {
            throw value.Trouble(
                $"With these the network has room for {_parameters} weights and biases or more; the limit is {_limits.MaximumParameters} "
                    + "(ModelFileLimits.MaximumParameters).");
        }
    }

    /// <summary>Rows are padded in memory; limits that were raised must not overflow it.</summary>
    private void CheckLayout(JsonValue value)
    {
        try
        {
            _ = new NetworkSize([.. _layers.Select(layer => layer.Plan)]);
        }
        catch (InvalidOperationException tooLarge)
        {
            throw value.Trouble(tooLarge.Message, tooLarge);
        }
    }

    private Network Build()
    {
        var network = new Network([.. _layers.Select(layer => layer.Plan)]);
        for (int l = 0; l < _layers.Count; l++)
        {
            Layer layer = network.Layers[l];
            foreach (RowContent biases in _layers[l].Biases)
                biases.Restore(network, layer.BiasStart);
            for (int b = 0; b < layer.IncomingBlocks.Length; b++)
            {
                RowContent[] rows = _layers[l].Blocks[b].Rows;
                for (int source = 0; source < rows.Length; source++)
                    rows[source].Restore(network, layer.IncomingBlocks[b].Index(source, 0));
            }
            for (int node = 0; node < _layers[l].Labels?.Length; node++)
                Label(layer.Nodes[node], _layers[l].Labels![node]);
        }
        return network;
    }

    private void Label(Node node, JsonValue label)
    {
        if (label.IsNull) return;
        string text = label.Text(_limits);
        try
        {
            node.Label = text;
        }
        catch (ArgumentException refused)
        {
            throw label.Trouble(MessageText.MessageOf(refused), refused);
        }
    }

    private sealed record LayerContent(LayerPlan Plan, JsonValue[]? Labels, RowContent[] Biases, BlockContent[] Blocks);

    private sealed record BlockContent(int Source, RowContent[] Rows);
}
