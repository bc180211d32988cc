using NodeNet.Activations;
using NodeNet.Initializers;

namespace NodeNet.Import;

/// <summary>The weights and biases of a model of PyTorch's kind, by their names: what <c>model.state_dict()</c> holds. Immutable.</summary>
/// <remarks>A linear layer is a tensor "….weight" of the shape [outputs, inputs], and one "….bias" [outputs] where it has biases. The layers follow each
/// other as they stand in the file, where it has them as the model defines them (<see cref="TorchFile"/>). safetensors' own writer sorts them by name: then the
/// shapes and the numbers in the names decide ("2.weight" before "10.weight"), and where they leave more than one order, <see cref="InOrder"/> must give
/// it.</remarks>
/// <example><code>
/// NamedWeights weights = SafeTensors.Load("model.safetensors");
/// Network network = weights.ToNetwork(new ReLU(), new Softmax());
/// </code></example>
public sealed class NamedWeights
{
    private readonly Dictionary<string, StateTensor> _byName = new(StringComparer.Ordinal);

    private readonly OrderCertainty _certainty;
    private readonly IReadOnlyList<string>? _order;

    internal NamedWeights(IReadOnlyList<StateTensor> tensors, OrderCertainty certainty, IReadOnlyList<string>? order = null)
    {
        (Tensors, _certainty, _order) = ([.. tensors], certainty, order);
        foreach (StateTensor tensor in tensors)
        {
            if (!_byName.TryAdd(tensor.Name, tensor)) throw new ImportException($"The tensor \"{TextOf.Shown(tensor.Name)}\" is there twice.");
        }
    }

    /// <summary>The tensors, as they stand in the file.</summary>
    public IReadOnlyList<StateTensor> Tensors { get; }

    /// <summary>What should be known of the order of the layers: that it is the file's, and others would fit. Null where nothing leaves it open.</summary>
    /// <exception cref="ImportException">As of <see cref="LayersInOrder"/>.</exception>
    public string? OrderDoubt => Ordered().Doubt;

    /// <summary>The tensor of a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public StateTensor this[string name] => _byName.TryGetValue(name, out StateTensor? tensor)
        ? tensor
        : throw new ArgumentException($"There is no tensor \"{TextOf.Shown(name)}\"; there are {this}.", nameof(name));

    /// <summary>The same weights with the order in which the layers follow each other, where the file does not tell it.</summary>
    /// <param name="layers">The names of all linear layers, from the first to the last: "input", or "input.weight".</param>
    /// <exception cref="ArgumentException">A name is no linear layer's, is there twice, or is missing.</exception>
    public NamedWeights InOrder(params IEnumerable<string> layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        string[] order = [.. layers];
        string[] known = [.. Linear().Select(layer => layer.Name)];
        string[] named = [.. order.Select(name => _byName.ContainsKey(name) && name.EndsWith(".weight", StringComparison.Ordinal) ? name[..^7] : name)];
        if (named.FirstOrDefault(name => !known.Contains(name)) is { } unknown)
            throw new ArgumentException($"No layer is called \"{TextOf.Shown(unknown)}\"; there are {TextOf.List(known)}.", nameof(layers));
        if (named.GroupBy(name => name).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ArgumentException($"The layer \"{TextOf.Shown(twice.Key)}\" is named twice.", nameof(layers));
        return named.Length == known.Length
            ? new NamedWeights(Tensors, _certainty, named)
            : throw new ArgumentException($"The order must name all layers; {TextOf.List([.. known.Except(named)])} is missing.", nameof(layers));
    }

    /// <summary>The linear layers as they follow each other: of each its weights, and its biases or null.</summary>
    /// <exception cref="ImportException">A tensor does not fit, or the order is not to be told; the message says what to do.</exception>
    public IReadOnlyList<(StateTensor Weight, StateTensor? Bias)> LayersInOrder() => [.. Layers().Select(layer => (layer.Weight, layer.Bias))];

    /// <summary>A network of the linear layers, one after the other.</summary>
    /// <param name="hidden">The activation function of all layers but the last, which a state dictionary does not tell.</param>
    /// <param name="output">That of the last.</param>
    /// <exception cref="ImportException">A tensor does not fit; the message names it and its shape, and lists all.</exception>
    public Network ToNetwork(IActivation hidden, IActivation output) => Build(hidden, (builder, nodes) => builder.AddLayer(nodes, output, weights: _zeros));

    /// <summary>As <see cref="ToNetwork(IActivation, IActivation)"/>, with an activation function of the whole last layer, as softmax.</summary>
    /// <param name="hidden">The activation function of all layers but the last.</param>
    /// <param name="output">That of the last.</param>
    /// <exception cref="ImportException">A tensor does not fit; the message names it and its shape, and lists all.</exception>
    public Network ToNetwork(IActivation hidden, ILayerActivation output) =>
        Build(hidden, (builder, nodes) => builder.AddLayer(nodes, output, weights: _zeros));

    /// <summary>Puts the weights and biases into a network whose layers follow each other, none skipped.</summary>
    /// <param name="network">The network; it is changed only if everything fits.</param>
    /// <exception cref="ImportException">A tensor does not fit; the message goes through layers and tensors one by one.</exception>
    public void CopyTo(Network network)
    {
        ArgumentNullException.ThrowIfNull(network);
        LinearLayer[] layers = Layers();
        var troubles = new List<string>();
        for (int i = 1; i < Math.Max(network.Layers.Count, layers.Length + 1); i++)
        {
            string there = i <= layers.Length ? layers[i - 1].Weight.ToString() : "nothing";
            string here = "no layer";
            bool fits = false;
            if (i < network.Layers.Count)
            {
                Layer layer = network.Layers[i];
                here = $"{layer.Name} [{layer.Count}, {network.Layers[i - 1].Count}]{(layer.Nodes.All(node => node.HasBias) ? "" : " without biases")}";
                fits = i <= layers.Length && layer.Incoming is [{ IsDense: true } block] && block.Source.Index == i - 1
                    && layers[i - 1].Weight.Shape.SequenceEqual([layer.Count, block.Source.Count])
                    && (layers[i - 1].Bias is null || layer.Nodes.All(node => node.HasBias));
            }
            if (!fits) troubles.Add($"{here} cannot take {there}");
        }
        if (troubles.Count > 0) throw new ImportException($"The weights do not fit the network: {TextOf.List(troubles, "; ")}.");
        Fill(network, layers);
    }

    /// <summary>"0.weight [16, 4], 0.bias [16], …"; of many tensors the first and the last.</summary>
    public override string ToString() => TextOf.List([.. Tensors.Select(tensor => tensor.ToString())]);

    private static readonly Constant _zeros = new(0.0);

    private Network Build(IActivation hidden, Action<NetworkBuilder, int> addOutput)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        LinearLayer[] layers = Layers();
        var builder = new NetworkBuilder(layers[0].Weight.Shape[1]);
        for (int i = 0; i < layers.Length; i++)
        {
            int nodes = layers[i].Weight.Shape[0];
            if (i == layers.Length - 1) addOutput(builder, nodes);
            else builder.AddLayer(nodes, hidden, weights: _zeros);
        }
        Network network = builder.Build(seed: 0);
        for (int i = 0; i < layers.Length; i++)
        {
            if (layers[i].Bias is not null) continue;
            foreach (Node node in network.Layers[i + 1].Nodes) node.HasBias = false;
        }
        Fill(network, layers);
        return network;
    }

    private static void Fill(Network network, LinearLayer[] layers)
    {
        foreach (StateTensor tensor in layers.SelectMany(layer => (StateTensor?[])[layer.Weight, layer.Bias]).OfType<StateTensor>())
        {
            if (!tensor.Values.All(double.IsFinite)) throw new ImportException($"{tensor} has numbers that are not finite.");
        }
        for (int i = 0; i < layers.Length; i++)
        {
            Layer layer = network.Layers[i + 1];
            layer.SetWeights([.. layers[i].Weight.Values.Chunk(layers[i].Weight.Shape[1])]);
            layer.SetBiases(layers[i].Bias?.Values.ToArray() ?? new double[layer.Count]);
        }
    }

    /// <summary>The linear layers as they follow each other.</summary>
    private LinearLayer[] Layers()
    {
        LinearLayer[] layers = Ordered().Layers;
        return LayerOrder.TroubleOf(layers) is { } trouble ? throw Unfit(trouble) : layers;
    }

    private (LinearLayer[] Layers, string? Doubt) Ordered()
    {
        LinearLayer[] layers = Linear();
        return _order is null
            ? LayerOrder.Of(layers, _certainty)
            : ([.. _order.Join(layers, name => name, layer => layer.Name, (_, layer) => layer)], null);
    }

    /// <summary>The linear layers as they stand in the file; every tensor must belong to one.</summary>
    private LinearLayer[] Linear()
    {
        var layers = new List<LinearLayer>();
        var rest = new HashSet<StateTensor>(Tensors);
        foreach (StateTensor weight in Tensors.Where(IsWeight))
        {
            StateTensor? bias = _byName.GetValueOrDefault(weight.Name[..^"weight".Length] + "bias");
            if (bias is not null && !bias.Shape.SequenceEqual([weight.Shape[0]])) throw Unfit($"{bias} is no bias for {weight}");
            layers.Add(new LinearLayer(weight, bias));
            rest.Remove(weight);
            if (bias is not null) rest.Remove(bias);
        }
        if (rest.Count > 0)
        {
            string[] others = [.. Tensors.Where(rest.Contains).Select(tensor => tensor.ToString())];
            throw Unfit($"{TextOf.List(others)} {(rest.Count == 1 ? "belongs" : "belong")} to no linear layer");
        }
        return layers.Count > 0 ? [.. layers] : throw new ImportException("The file has no tensors.");
    }

    private static bool IsWeight(StateTensor tensor) =>
        tensor.Name.EndsWith("weight", StringComparison.Ordinal) && tensor.Shape is [> 0, > 0];

    private ImportException Unfit(string trouble) =>
        new($"{trouble}. A network needs \"….weight\" [outputs, inputs] and \"….bias\" [outputs] of layers that follow each other; there are {this}.");
}
