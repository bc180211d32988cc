using NodeNet.Activations;
using NodeNet.Foundation;

namespace NodeNet.Inspection;

/// <summary>The shape of a network as a ledger keeps it: a copy, so that the ledger stays readable whatever becomes of the network. Weights are in the ledger's
/// records.</summary>
public sealed class LedgerNetwork
{
    private readonly Dictionary<string, LedgerNode> _nodesByName = new(StringComparer.Ordinal);
    private readonly Dictionary<(LedgerNode, LedgerNode), LedgerParameter> _weights = [];
    private readonly Dictionary<LedgerNode, LedgerParameter> _biases = [];

    internal LedgerNetwork(Network network)
    {
        Layers = [.. network.Layers.Select(layer => new LedgerLayer(layer))];
        Nodes = [.. Layers.SelectMany(layer => layer.Nodes)];
        foreach (LedgerNode node in Nodes)
        {
            _nodesByName.Add(node.Name, node);
            if (node.Label is not null) _nodesByName.TryAdd(node.Label, node);
        }

        var parameters = new List<LedgerParameter>();
        foreach (Node node in network.Layers.Skip(1).SelectMany(layer => layer.Nodes))
        {
            LedgerNode target = Of(node);
            if (node.HasBias) parameters.Add(_biases[target] = new LedgerParameter(parameters.Count, target, node.IsBiasFrozen));
            foreach (Connection connection in node.Incoming)
            {
                LedgerNode source = Of(connection.Source);
                parameters.Add(_weights[(source, target)] = new LedgerParameter(parameters.Count, source, target, connection.IsFrozen));
            }
        }
        Parameters = [.. parameters];
        Weights = [.. parameters.Where(parameter => !parameter.IsBias)];
    }

    /// <summary>The layers, from the input layer to the output layer.</summary>
    public IReadOnlyList<LedgerLayer> Layers { get; }

    /// <summary>All nodes, layer by layer.</summary>
    public IReadOnlyList<LedgerNode> Nodes { get; }

    /// <summary>Every bias and weight, node by node: the node's bias if it has one, then the weights that lead to it, from the earliest layer on.</summary>
    public IReadOnlyList<LedgerParameter> Parameters { get; }

    /// <summary>The weights of all connections, in the order of <see cref="Network.Connections"/>.</summary>
    public IReadOnlyList<LedgerParameter> Weights { get; }

    /// <summary>The node with a name or label.</summary>
    /// <param name="name">The name (x1, h1, y1, …) or label; case matters.</param>
    /// <exception cref="ArgumentException">No node was called so; the message lists those there were.</exception>
    public LedgerNode Node(string name)
    {
        Guard.NotNull(name);
        return _nodesByName.TryGetValue(name, out LedgerNode? node) ? node
            : throw new ArgumentException($"No node is called \"{name}\"; there are {MessageText.List([.. _nodesByName.Keys], most: 40)}.", nameof(name));
    }

    /// <summary>The node with a name or label, or null.</summary>
    internal LedgerNode? Find(string name) => _nodesByName.GetValueOrDefault(name);

    /// <summary>The weight of the connection between two nodes.</summary>
    /// <param name="from">The name or label of the node that it leaves.</param>
    /// <param name="to">The name or label of the node that it leads to.</param>
    /// <exception cref="ArgumentException">There was no such node, or the two were not connected; the message lists what there was.</exception>
    public LedgerParameter Weight(string from, string to)
    {
        LedgerNode source = Node(from);
        LedgerNode target = Node(to);
        if (_weights.TryGetValue((source, target), out LedgerParameter? weight)) return weight;
        string[] known = [.. Weights.Where(w => w.Target == target).Select(w => w.Source!.Name)];
        string list = known.Length == 0 ? "nothing leads to it" : "connections lead to it from " + MessageText.List(known);
        throw new ArgumentException($"{source.Name} is not connected to {target.Name}; {list}.", nameof(from));
    }

    /// <summary>The bias of a node.</summary>
    /// <param name="node">The node's name or label.</param>
    /// <exception cref="ArgumentException">There was no such node, or it had no bias.</exception>
    public LedgerParameter Bias(string node)
    {
        LedgerNode target = Node(node);
        return _biases.TryGetValue(target, out LedgerParameter? bias) ? bias : throw new ArgumentException($"{target.Name} has no bias.", nameof(node));
    }

    /// <summary>"3-4-1".</summary>
    public override string ToString() => string.Join('-', Layers.Select(layer => layer.Nodes.Count));

    internal LedgerNode Of(Node node) => Layers[node.Layer.Index].Nodes[node.Position];

    internal LedgerParameter? BiasOf(LedgerNode node) => _biases.GetValueOrDefault(node);
}

/// <summary>A layer as a ledger keeps it.</summary>
public sealed class LedgerLayer
{
    internal LedgerLayer(Layer layer)
    {
        Index = layer.Index;
        Name = layer.Name;
        IsInput = layer.IsInput;
        IsOutput = layer.IsOutput;
        Activation = layer.ActivationName;
        WholeLayerFunction = layer.LayerActivation;
        Nodes = [.. layer.Nodes.Select(node => new LedgerNode(this, node))];
    }

    /// <summary>The layer's place in the network: 0 is the input layer.</summary>
    public int Index { get; }

    /// <summary>"input", "hidden 1", "hidden 2", …, "output".</summary>
    public string Name { get; }

    /// <summary>Whether this is the input layer.</summary>
    public bool IsInput { get; }

    /// <summary>Whether this is the output layer.</summary>
    public bool IsOutput { get; }

    /// <summary>The name of the layer's activation function, or of its nodes' where they differ; empty for the input layer.</summary>
    public string Activation { get; }

    /// <summary>Whether the activation function needs the whole layer, as softmax does.</summary>
    public bool IsWholeLayer => WholeLayerFunction is not null;

    /// <summary>The layer's nodes.</summary>
    public IReadOnlyList<LedgerNode> Nodes { get; }

    /// <summary>The activation function of the whole layer, as softmax; null where nodes have their own.</summary>
    public ILayerActivation? WholeLayerFunction { get; }

    /// <summary>"hidden 1".</summary>
    public override string ToString() => Name;
}

/// <summary>A node as a ledger keeps it.</summary>
public sealed class LedgerNode
{
    internal LedgerNode(LedgerLayer layer, Node node)
    {
        Layer = layer;
        Name = node.Name;
        Label = node.Label;
        Position = node.Position;
        HasBias = node.HasBias;
        Function = node.ActivationFunction;
        Activation = node.ActivationName;
    }

    /// <summary>The node's layer.</summary>
    public LedgerLayer Layer { get; }

    /// <summary>x1, h1, y1, ….</summary>
    public string Name { get; }

    /// <summary>The user's own name for the node, or null.</summary>
    public string? Label { get; }

    /// <summary>The node's place in its layer, from 0.</summary>
    public int Position { get; }

    /// <summary>The name of the node's activation function, which may be its whole layer's; empty for inputs.</summary>
    public string Activation { get; }

    /// <summary>Whether the node has a bias.</summary>
    public bool HasBias { get; }

    /// <summary>Whether the node is an input.</summary>
    public bool IsInput => Layer.IsInput;

    /// <summary>Whether the node is an output.</summary>
    public bool IsOutput => Layer.IsOutput;

    /// <summary>The activation function; null for an input, and where it is the whole layer's.</summary>
    public IActivation? Function { get; }

    /// <summary>"h1".</summary>
    public override string ToString() => Name;
}

/// <summary>A weight or a bias as a ledger keeps it.</summary>
public sealed class LedgerParameter
{
    internal LedgerParameter(int number, LedgerNode source, LedgerNode target, bool isFrozen)
        : this(number, target, isFrozen)
    {
        Source = source;
        Name = $"{source.Name}→{target.Name}";
    }

    internal LedgerParameter(int number, LedgerNode target, bool isFrozen)
    {
        Number = number;
        Target = target;
        IsFrozen = isFrozen;
        Name = $"b_{target.Name}";
    }

    /// <summary>"x1→h1" for the weight of a connection, "b_h1" for a bias.</summary>
    public string Name { get; }

    /// <summary>Its place in <see cref="LedgerNetwork.Parameters"/>, from 0.</summary>
    public int Number { get; }

    /// <summary>The node that the connection leaves; null for a bias.</summary>
    public LedgerNode? Source { get; }

    /// <summary>The node that the connection leads to, or that the bias belongs to.</summary>
    public LedgerNode Target { get; }

    /// <summary>Whether it is a bias.</summary>
    public bool IsBias => Source is null;

    /// <summary>Whether training leaves it as it is.</summary>
    public bool IsFrozen { get; }

    /// <summary>"x1→h1".</summary>
    public override string ToString() => Name;
}
