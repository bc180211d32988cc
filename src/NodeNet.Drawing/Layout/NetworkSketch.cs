namespace NodeNet.Drawing.Layout;

/// <summary>What is to be drawn of a network, apart from where: taken from a live network, or made of numbers that are given.</summary>
/// <param name="Layers">From the input layer to the output layer.</param>
/// <param name="Edges">Connections between nodes that are drawn.</param>
internal sealed record NetworkSketch(IReadOnlyList<SketchLayer> Layers, IReadOnlyList<SketchEdge> Edges)
{
    /// <summary>A network as it is; with the activations of its last pass if it still shows them.</summary>
    /// <param name="network">The network.</param>
    /// <param name="mostNodes">Up to how many nodes of a layer are drawn.</param>
    public static NetworkSketch Of(Network network, int mostNodes)
    {
        var layers = new List<SketchLayer>();
        var edges = new List<SketchEdge>();
        var drawn = new HashSet<Node>();
        foreach (Layer layer in network.Layers)
        {
            Node[] nodes = [.. Drawn(layer, mostNodes)];
            drawn.UnionWith(nodes);
            string[] functions = [.. layer.Nodes.Select(FunctionOf).Distinct()];
            layers.Add(
                new SketchLayer(
                    layer.Name,
                    string.Join(", ", functions),
                    [.. nodes.Select(node => Sketch(node, network.HasActivations))])
                { LeftOut = layer.Count - nodes.Length });
            foreach (Connection connection in nodes.SelectMany(node => node.Incoming).Where(connection => drawn.Contains(connection.Source)))
                edges.Add(new SketchEdge(connection.Source.Name, connection.Target.Name, connection.Weight) { IsFrozen = connection.IsFrozen });
        }
        return new NetworkSketch(layers, edges);
    }

    public NumberFormat WeightFormat(int digits) => Numbers.FormatFor(Edges.Select(edge => edge.Weight), digits);

    public NumberFormat BiasFormat(int digits) => Numbers.FormatFor(Layers.SelectMany(layer => layer.Nodes).Select(node => node.Bias ?? 0), digits);

    private static IEnumerable<Node> Drawn(Layer layer, int most) =>
        layer.Count <= most ? layer.Nodes : layer.Nodes.Take(most - most / 2).Concat(layer.Nodes.Skip(layer.Count - most / 2));

    private static string FunctionOf(Node node) => node.Layer.LayerActivation?.Name ?? node.ActivationFunction?.Name ?? "";

    private static SketchNode Sketch(Node node, bool hasActivations) => new(node.Name, node.Label)
    {
        Activation = hasActivations ? node.Activation : null,
        Bias = node.HasBias ? node.Bias : null,
    };
}

/// <summary>A layer: "hidden 1", "sigmoid", and the nodes of it that are drawn.</summary>
internal sealed record SketchLayer(string Name, string Activation, IReadOnlyList<SketchNode> Nodes)
{
    /// <summary>How many of the layer's nodes are not drawn; their place is in the middle of those that are, after the first half and the odd one.</summary>
    public int LeftOut { get; init; }

    public NumberFormat ActivationFormat(int digits) => Numbers.FormatFor(Nodes.Select(node => node.Activation ?? 0), digits);

    /// <summary>How many nodes come before the place of those that are left out.</summary>
    public int NodesBeforeGap => (Nodes.Count + 1) / 2;
}

/// <summary>A node by its name, as "h1", and what is known of it.</summary>
internal sealed record SketchNode(string Name, string? Label = null)
{
    public double? Activation { get; init; }

    public double? Bias { get; init; }
}

/// <summary>A connection by the names of its nodes.</summary>
internal sealed record SketchEdge(string From, string To, double Weight)
{
    public bool IsFrozen { get; init; }
}
