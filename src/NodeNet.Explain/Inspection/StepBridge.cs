using NodeNet.Activations;
using NodeNet.Foundation;

namespace NodeNet.Inspection;

/// <summary>One example of a step twice: as loops over nodes and connections, and as matrices. The same numbers, computed in both ways.</summary>
/// <remarks>W has a row for each target node and a column for each source node, 0 where there is no connection. z = Σ W · a + b over the blocks that feed a
/// layer; δ = (Σ Wᵀ · δ) ⊙ f′(z) over those that it feeds; the gradient of W, downhill, is δ · aᵀ.</remarks>
public sealed class StepBridge
{
    private readonly StepLedger _ledger;
    private readonly ExampleLedger _example;

    internal StepBridge(StepLedger ledger, ExampleLedger example)
    {
        _ledger = ledger;
        _example = example;
        var layers = new List<BridgeLayer>();
        foreach (LedgerLayer layer in ledger.Network.Layers.Skip(1))
            layers.Add(Forward(layer));
        for (int i = layers.Count - 1; i >= 0; i--)
            layers[i] = Backward(layers[i], layers);
        Layers = layers;
    }

    /// <summary>The layers that are computed, hidden layers first, then the output layer.</summary>
    public IReadOnlyList<BridgeLayer> Layers { get; }

    /// <summary>The largest difference between a number of the loops and the same number by matrices; nothing but rounding.</summary>
    public double LargestDifference => Layers.Max(layer => layer.LargestDifference);

    internal StepLedger Ledger => _ledger;

    internal ExampleLedger Example => _example;

    /// <summary>Loops on the left, matrices on the right, layer by layer.</summary>
    /// <param name="format">Digits and conventions; by default <see cref="LedgerFormat.Default"/>. Matrices are always in NodeNet's own signs, so its profile
    /// must be the handout's; its filters have no part in it.</param>
    /// <exception cref="ArgumentException">The profile is not <see cref="LedgerProfile.Handout"/>.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A property of the format is out of its range.</exception>
    public string ToText(LedgerFormat? format = null) => BridgeWriter.Write(this, format ?? LedgerFormat.Default);

    /// <summary><see cref="ToText"/> in the default format.</summary>
    public override string ToString() => ToText();

    private BridgeLayer Forward(LedgerLayer layer)
    {
        NodeForward[] nodes = [.. layer.Nodes.Select(_example.ForwardOf)];
        var blocks = new List<BridgeBlock>();
        foreach (
            LedgerLayer source in nodes.SelectMany(node => node.Terms).Select(term => term.Connection.Source!.Layer).Distinct().OrderBy(source => source.Index))
        {
            var weights = new double[layer.Nodes.Count][];
            var gradient = new double[layer.Nodes.Count][];
            for (int j = 0; j < weights.Length; j++)
            {
                weights[j] = new double[source.Nodes.Count];
                gradient[j] = new double[source.Nodes.Count];
                foreach (ForwardTerm term in nodes[j].Terms.Where(term => term.Connection.Source!.Layer == source))
                {
                    weights[j][term.Connection.Source!.Position] = term.Weight;
                    gradient[j][term.Connection.Source.Position] = _example.Shares[term.Connection.Number].Product;
                }
            }
            blocks.Add(new BridgeBlock(source, weights, [.. source.Nodes.Select(_example.ActivationOf)], gradient));
        }
        double[] biases = [.. nodes.Select(node => node.Bias)];
        var netInputs = new double[nodes.Length];
        foreach (BridgeBlock block in blocks)
        {
            double[] product = Matrices.Times(block.Weights, block.Activations);
            for (int j = 0; j < netInputs.Length; j++)
                netInputs[j] += product[j];
        }
        for (int j = 0; j < netInputs.Length; j++)
            netInputs[j] += biases[j];
        return new BridgeLayer(
            layer,
            blocks,
            biases,
            [.. nodes.Select(node => node.NetInput)],
            netInputs,
            [.. nodes.Select(node => node.Activation)],
            [.. layer.Nodes.Select(node => _example.DeltaOf(node).Delta)]);
    }

    private BridgeLayer Backward(BridgeLayer layer, List<BridgeLayer> layers)
    {
        double[] deltas = layer.Layer.IsOutput ? [.. layer.Deltas] : Back(layer, layers);
        return layer with
        {
            DeltasByMatrices = deltas,
            Blocks = [.. layer.Blocks.Select(block => block with { GradientByMatrices = Matrices.Outer(deltas, block.Activations) })],
        };
    }

    /// <summary>(Σ Wᵀ · δ) ⊙ f′(z); for softmax the slopes are a matrix too, diag(a) − a · aᵀ.</summary>
    private double[] Back(BridgeLayer layer, List<BridgeLayer> layers)
    {
        var pushes = new double[layer.Layer.Nodes.Count];
        foreach (BridgeLayer later in layers)
        {
            foreach (BridgeBlock block in later.Blocks.Where(block => block.Source == layer.Layer))
            {
                double[] product = Matrices.TransposedTimes(block.Weights, later.DeltasByMatrices);
                for (int i = 0; i < pushes.Length; i++)
                    pushes[i] += product[i];
            }
        }
        if (layer.Layer.WholeLayerFunction is Softmax) return Matrices.Times(Matrices.SoftmaxSlopes(layer.Activations), pushes);
        if (layer.Layer.WholeLayerFunction is { } wholeLayer)
        {
            wholeLayer.Deltas([.. layer.NetInputsByMatrices], [.. layer.Activations], pushes, pushes);
            return pushes;
        }
        return [.. layer.Layer.Nodes.Select(node => pushes[node.Position] * _example.DeltaOf(node).ActivationSlope!.Value)];
    }
}

/// <summary>A layer as loops and as matrices.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Blocks">The matrices of weights that lead to it.</param>
/// <param name="Biases">b, 0 for a node without.</param>
/// <param name="NetInputs">z as the loops have it.</param>
/// <param name="NetInputsByMatrices">Σ W · a + b.</param>
/// <param name="Activations">a.</param>
/// <param name="Deltas">δ as the loops have it.</param>
public sealed record BridgeLayer(
    LedgerLayer Layer, IReadOnlyList<BridgeBlock> Blocks, IReadOnlyList<double> Biases, IReadOnlyList<double> NetInputs,
    IReadOnlyList<double> NetInputsByMatrices,
    IReadOnlyList<double> Activations, IReadOnlyList<double> Deltas)
{
    /// <summary>(Σ Wᵀ · δ) ⊙ f′(z); for the output layer, where δ comes from the loss node by node, that of the loops.</summary>
    public IReadOnlyList<double> DeltasByMatrices { get; init; } = [];

    /// <summary>The largest difference between the two ways in this layer.</summary>
    public double LargestDifference => Matrices.LargestDifference(
        [.. NetInputs, .. Deltas, .. Blocks.SelectMany(block => block.Gradient.SelectMany(row => row))],
        [.. NetInputsByMatrices, .. DeltasByMatrices, .. Blocks.SelectMany(block => block.Masked().SelectMany(row => row))]);

    /// <summary>The members with their numbers, as "BridgeLayer { … }", written the same way in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(BridgeLayer), PrintMembers);
}

/// <summary>The weights from one layer to another as a matrix, and their gradient.</summary>
/// <param name="Source">The layer that the connections leave.</param>
/// <param name="Weights">W: [target][source], 0 where there is no connection.</param>
/// <param name="Activations">a of the source layer.</param>
/// <param name="Gradient">The way downhill as the loops have it, δ(target) · a(source) connection by connection; 0 where there is none.</param>
public sealed record BridgeBlock(
    LedgerLayer Source, IReadOnlyList<IReadOnlyList<double>> Weights, IReadOnlyList<double> Activations, IReadOnlyList<IReadOnlyList<double>> Gradient)
{
    /// <summary>δ · aᵀ. Where there is no connection it has a number all the same, which is not used.</summary>
    public IReadOnlyList<IReadOnlyList<double>> GradientByMatrices { get; init; } = [];

    /// <summary>δ · aᵀ with 0 where the loops have 0, as there is no connection.</summary>
    internal IEnumerable<IEnumerable<double>> Masked() =>
        GradientByMatrices.Select((row, j) => row.Select((value, i) => Gradient[j][i] == 0.0 && Weights[j][i] == 0.0 ? 0.0 : value));
}
