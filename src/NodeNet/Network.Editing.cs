using NodeNet.Foundation;

namespace NodeNet;

/// <content>Connecting and disconnecting nodes, pruning, and finding nodes and parameters by name.</content>
public sealed partial class Network
{
    private Dictionary<string, Node>? _nodesByName;

    /// <summary>All connections, layer by layer and node by node. A new object for each, so in a large network this takes time and memory.</summary>
    public IEnumerable<Connection> Connections => ComputedLayers.SelectMany(layer => layer.Nodes).SelectMany(node => node.Incoming);

    private Dictionary<string, Node> NodesByName
    {
        get
        {
            if (_nodesByName is not null) return _nodesByName;
            var byName = new Dictionary<string, Node>(StringComparer.Ordinal);
            foreach (Node node in _layers.SelectMany(layer => layer.Nodes))
                byName.Add(node.Name, node); // labels are added one by one, as nodes get them
            return _nodesByName = byName;
        }
    }

    /// <summary>Connects two nodes. The target's layer must come after the source's; layers in between are skipped.</summary>
    /// <param name="from">The name or label of the node that the connection leaves.</param>
    /// <param name="to">The name or label of the node that it leads to.</param>
    /// <param name="weight">Its weight; finite.</param>
    /// <returns>The new connection.</returns>
    /// <exception cref="ArgumentException">There is no such node, the two are already connected, or the target's layer does not come after the
    /// source's.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="weight"/> is not finite.</exception>
    /// <exception cref="InvalidOperationException">Inside a step or a forward pass, or while another thread trains the network. Or it is the first between the
    /// two layers, and there is no room for all that are possible: they and the others, rows of weights filled up, are more than 2 147 483 527.</exception>
    public Connection Connect(string from, string to, double weight)
    {
        CheckMayChange();
        Node source = Node(from);
        Node target = Node(to);
        Guard.Finite(weight);
        if (source.Layer.Index >= target.Layer.Index)
        {
            throw new ArgumentException(
                $"{source.Name} ({source.Layer.Name}) cannot lead to {target.Name} ({target.Layer.Name}): connections lead to later layers.", nameof(to));
        }

        ConnectionBlock block = BlockBetween(source.Layer, target.Layer) ?? AddBlock(source.Layer, target.Layer);
        int index = block.Index(source.Position, target.Position);
        if (Exists(index))
        {
            throw new ArgumentException($"{source.Name} is already connected to {target.Name}; set the connection's weight instead.", nameof(to));
        }
        SetExists(index, true);
        SetParameter(index, weight);
        return new Connection(block, source.Position, target.Position);
    }

    /// <summary>Removes the connection between two nodes.</summary>
    /// <param name="from">The name or label of the node that it leaves.</param>
    /// <param name="to">The name or label of the node that it leads to.</param>
    /// <exception cref="ArgumentException">There is no such node, or the two are not connected.</exception>
    /// <exception cref="InvalidOperationException">Inside a step or a forward pass, or while another thread trains the network.</exception>
    public void Disconnect(string from, string to)
    {
        CheckMayChange();
        SetExists(Connection(from, to).Index, false);
    }

    /// <summary>Removes every connection that a rule picks, as <c>c => Math.Abs(c.Weight) &lt; 0.01</c>.</summary>
    /// <param name="rule">Says of a connection whether it goes.</param>
    /// <returns>How many were removed.</returns>
    /// <exception cref="InvalidOperationException">Inside a step or a forward pass, or while another thread trains the network.</exception>
    public int Prune(Func<Connection, bool> rule)
    {
        Guard.NotNull(rule);
        CheckMayChange();
        Connection[] chosen = [.. Connections.Where(rule)];
        CheckMayChange(); // the rule is the user's code too
        foreach (Connection connection in chosen)
            SetExists(connection.Index, false);
        return chosen.Length;
    }

    internal static string NameOfBias(Node node) => $"b_{node.Name}";

    /// <summary>The name of a parameter: "b_h1" for a bias, "x1→h1" for a connection.</summary>
    internal string NameOfParameter(int parameter)
    {
        foreach (Layer layer in ComputedLayers)
        {
            if (parameter >= layer.BiasStart && parameter < layer.BiasStart + layer.Count)
                return NameOfBias(layer.Nodes[parameter - layer.BiasStart]);
            foreach (ConnectionBlock block in layer.IncomingBlocks)
            {
                int offset = parameter - block.Start;
                if (offset >= 0 && offset < block.Length)
                    return NodeNet.Connection.NameOf(block.Source.Nodes[offset / layer.Stride], layer.Nodes[offset % layer.Stride]);
            }
        }
        throw new ArgumentOutOfRangeException(nameof(parameter), parameter, "No such parameter.");
    }

    /// <summary>A node is to be found by another label, if that is free.</summary>
    internal void Relabel(Node node, string? label)
    {
        if (label is not null)
        {
            if (string.IsNullOrWhiteSpace(label)) throw new ArgumentException($"The label of {node.Name} is blank.", nameof(label));
            if (NodesByName.TryGetValue(label, out Node? other) && !ReferenceEquals(other, node))
            {
                throw new ArgumentException(
                    $"\"{MessageText.Shown(label)}\" cannot be the label of {node.Name}: {other.Name} is already called so.", nameof(label));
            }
        }
        if (node.Label is not null && node.Label != node.Name) NodesByName.Remove(node.Label);
        if (label is not null && label != node.Name) NodesByName.Add(label, node);
    }

    private static ConnectionBlock? BlockBetween(Layer source, Layer target) =>
        Array.Find(target.IncomingBlocks, block => ReferenceEquals(block.Source, source));

    /// <summary>Tells every layer which blocks leave it, and lists where the parameters are.</summary>
    private void LinkBlocks()
    {
        ILookup<Layer, ConnectionBlock> bySource = ComputedLayers.SelectMany(later => later.IncomingBlocks).ToLookup(block => block.Source);
        foreach (Layer layer in _layers)
            layer.OutgoingBlocks = [.. bySource[layer]];

        var rows = new List<ParameterRow>();
        foreach (Layer layer in ComputedLayers)
        {
            rows.Add(new ParameterRow(layer.BiasStart, layer.Count, IsBias: true));
            foreach (ConnectionBlock block in layer.IncomingBlocks)
            {
                for (int source = 0; source < block.Source.Count; source++)
                    rows.Add(new ParameterRow(block.Index(source, 0), layer.Count, IsBias: false));
            }
        }
        ParameterRows = [.. rows];
        ParameterSegments =
        [
            .. ComputedLayers.Select(layer => new ParameterSegment(layer.BiasStart, layer.Stride, IsBias: true)),
            .. ComputedLayers.SelectMany(layer => layer.IncomingBlocks).Select(block => new ParameterSegment(block.Start, block.Length, IsBias: false)),
        ];
        ShapeChanged();
    }
}
