using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;
using NodeNet.Activations;
using NodeNet.Initializers;

namespace NodeNet.Import;

/// <summary>The weights and biases of a model of PyTorch's kind, by their names: what <c>model.state_dict()</c> holds. Immutable.</summary>
/// <remarks>A linear layer is a tensor "….weight" of the shape [outputs, inputs], and one "….bias" [outputs] where it has biases. The layers follow each
/// other in
/// the order of their names, numbers as numbers: "2.weight" before "10.weight".</remarks>
/// <example><code>
/// NamedWeights weights = SafeTensors.Load("model.safetensors");
/// Network network = weights.ToNetwork(new ReLU(), new Softmax());
/// </code></example>
public sealed partial class NamedWeights
{
    private readonly Dictionary<string, StateTensor> _byName = new(StringComparer.Ordinal);

    internal NamedWeights(IReadOnlyList<StateTensor> tensors)
    {
        Tensors = [.. tensors];
        foreach (StateTensor tensor in tensors)
        {
            if (!_byName.TryAdd(tensor.Name, tensor)) throw new ImportException($"The tensor \"{tensor.Name}\" is there twice.");
        }
    }

    /// <summary>The tensors, as they stand in the file.</summary>
    public IReadOnlyList<StateTensor> Tensors { get; }

    /// <summary>The tensor of a name.</summary>
    /// <param name="name">The name.</param>
    /// <exception cref="ArgumentException">There is none; the message lists those there are.</exception>
    public StateTensor this[string name] => _byName.TryGetValue(name, out StateTensor? tensor)
        ? tensor
        : throw new ArgumentException($"There is no tensor \"{name}\"; there are {this}.", nameof(name));

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
        List<(StateTensor Weight, StateTensor? Bias)> layers = Layers();
        var troubles = new List<string>();
        for (int i = 1; i < Math.Max(network.Layers.Count, layers.Count + 1); i++)
        {
            string there = i <= layers.Count ? layers[i - 1].Weight.ToString() : "nothing";
            string here = "no layer";
            bool fits = false;
            if (i < network.Layers.Count)
            {
                Layer layer = network.Layers[i];
                here = $"{layer.Name} [{layer.Count}, {network.Layers[i - 1].Count}]{(layer.Nodes.All(node => node.HasBias) ? "" : " without biases")}";
                fits = i <= layers.Count && layer.Incoming is [{ IsDense: true } block] && block.Source.Index == i - 1
                    && layers[i - 1].Weight.Shape.SequenceEqual([layer.Count, block.Source.Count])
                    && (layers[i - 1].Bias is null || layer.Nodes.All(node => node.HasBias));
            }
            if (!fits) troubles.Add($"{here} cannot take {there}");
        }
        if (troubles.Count > 0) throw new ImportException($"The weights do not fit the network: {string.Join("; ", troubles)}.");
        Fill(network, layers);
    }

    /// <summary>"0.weight [16, 4], 0.bias [16], …".</summary>
    public override string ToString() => string.Join(", ", Tensors);

    private static readonly Constant _zeros = new(0.0);

    private Network Build(IActivation hidden, Action<NetworkBuilder, int> addOutput)
    {
        ArgumentNullException.ThrowIfNull(hidden);
        List<(StateTensor Weight, StateTensor? Bias)> layers = Layers();
        var builder = new NetworkBuilder(layers[0].Weight.Shape[1]);
        for (int i = 0; i < layers.Count; i++)
        {
            int nodes = layers[i].Weight.Shape[0];
            if (i == layers.Count - 1) addOutput(builder, nodes);
            else builder.AddLayer(nodes, hidden, weights: _zeros);
        }
        Network network = builder.Build(seed: 0);
        for (int i = 0; i < layers.Count; i++)
        {
            if (layers[i].Bias is not null) continue;
            foreach (Node node in network.Layers[i + 1].Nodes) node.HasBias = false;
        }
        Fill(network, layers);
        return network;
    }

    private static void Fill(Network network, List<(StateTensor Weight, StateTensor? Bias)> layers)
    {
        foreach (StateTensor tensor in layers.SelectMany(layer => (StateTensor?[])[layer.Weight, layer.Bias]).OfType<StateTensor>())
        {
            if (!tensor.Values.All(double.IsFinite)) throw new ImportException($"{tensor} has numbers that are not finite.");
        }
        for (int i = 0; i < layers.Count; i++)
        {
            Layer layer = network.Layers[i + 1];
            layer.SetWeights([.. layers[i].Weight.Values.Chunk(layers[i].Weight.Shape[1])]);
            layer.SetBiases(layers[i].Bias?.Values.ToArray() ?? new double[layer.Count]);
        }
    }

    /// <summary>The linear layers in the order of their names; every tensor must belong to one.</summary>
    private List<(StateTensor Weight, StateTensor? Bias)> Layers()
    {
        var layers = new List<(StateTensor Weight, StateTensor? Bias)>();
        var rest = new HashSet<StateTensor>(Tensors);
        foreach (StateTensor weight in Tensors.Where(IsWeight).OrderBy(tensor => InOrder(tensor.Name), StringComparer.Ordinal))
        {
            StateTensor? bias = _byName.GetValueOrDefault(weight.Name[..^"weight".Length] + "bias");
            if (bias is not null && !bias.Shape.SequenceEqual([weight.Shape[0]])) throw Unfit($"{bias} is no bias for {weight}");
            layers.Add((weight, bias));
            rest.Remove(weight);
            if (bias is not null) rest.Remove(bias);
        }
        if (rest.Count > 0)
            throw Unfit($"{string.Join(", ", Tensors.Where(rest.Contains))} {(rest.Count == 1 ? "belongs" : "belong")} to no linear layer");
        if (layers.Count == 0) throw new ImportException("The file has no tensors.");
        for (int i = 1; i < layers.Count; i++)
        {
            if (layers[i].Weight.Shape[1] != layers[i - 1].Weight.Shape[0])
            {
                throw Unfit(
                    $"{layers[i].Weight} takes {layers[i].Weight.Shape[1]} inputs, and {layers[i - 1].Weight} before it makes {layers[i - 1].Weight.Shape[0]}");
            }
        }
        return layers;
    }

    private static bool IsWeight(StateTensor tensor) =>
        tensor.Name.EndsWith("weight", StringComparison.Ordinal) && tensor.Shape is [> 0, > 0];

    private ImportException Unfit(string trouble) =>
        new($"{trouble}. A network needs \"….weight\" [outputs, inputs] and \"….bias\" [outputs] of layers that follow each other; there are {this}.");

    /// <summary>A name whose numbers are filled up with zeros, so that it sorts as they count.</summary>
    [SuppressMessage("Performance", "CA1859", Justification = "A text is what is sorted.")]
    private static string InOrder(string name) => Digits().Replace(name, match => match.Value.PadLeft(12, '0'));

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Digits();
}
