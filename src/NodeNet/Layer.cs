using System.Diagnostics;
using NodeNet.Activations;
using NodeNet.Foundation;

namespace NodeNet;

/// <summary>A layer of a network: its nodes, their activation function and the connections that feed it.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class Layer
{
    private readonly Node[] _nodes;
    private IActivation? _activation;
    private IActivation?[]? _ownActivations; // by node; null while no node differs from the layer

    internal Layer(Network network, LayerPlan plan, int index, int stride, int firstSlot, int biasStart)
    {
        Network = network;
        Index = index;
        FirstSlot = firstSlot;
        BiasStart = biasStart;
        Count = plan.Count;
        Stride = stride;
        Name = plan.Name;
        _activation = plan.Activation;
        LayerActivation = plan.LayerActivation;
        if (plan.OwnActivations is not null) _ownActivations = [.. plan.OwnActivations];

        _nodes = new Node[plan.Count];
        for (int i = 0; i < plan.Count; i++)
            _nodes[i] = new Node(this, i, plan.NodeName(i));
    }

    /// <summary>The network that the layer belongs to.</summary>
    public Network Network { get; }

    /// <summary>The layer's place in the network: 0 is the input layer.</summary>
    public int Index { get; }

    /// <summary>"input", "hidden 1", "hidden 2", …, "output".</summary>
    public string Name { get; }

    /// <summary>How many nodes the layer has.</summary>
    public int Count { get; }

    /// <summary>The layer's nodes.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>Whether this is the input layer, whose nodes only hold what is put in.</summary>
    public bool IsInput => Index == 0;

    /// <summary>Whether this is the output layer.</summary>
    public bool IsOutput => Index == Network.Layers.Count - 1;

    /// <summary>The activation function of the layer's nodes; single nodes may have another. Setting it sets that of every node. Null for
    /// the input layer and where <see cref="LayerActivation"/> is set.</summary>
    /// <exception cref="ArgumentNullException">On setting: null.</exception>
    /// <exception cref="InvalidOperationException">On setting: the layer is the input layer; or inside a step or a forward pass, or while another thread trains
    /// the network.</exception>
    public IActivation? Activation
    {
        get => _activation;
        set
        {
            Guard.NotNull(value);
            ThrowIfInput();
            Network.CheckMayChange();
            _activation = value;
            _ownActivations = null;
            LayerActivation = null;
            Network.ShapeChanged();
        }
    }

    /// <summary>The activation function of the layer as a whole, as softmax, or null.</summary>
    public ILayerActivation? LayerActivation { get; private set; }

    /// <summary>The blocks of connections that feed the layer, from the earliest layer on.</summary>
    public IReadOnlyList<ConnectionBlock> Incoming => IncomingBlocks;

    /// <summary>The blocks of connections that the layer feeds, to the earliest layer first.</summary>
    public IReadOnlyList<ConnectionBlock> Outgoing => OutgoingBlocks;

    internal ConnectionBlock[] IncomingBlocks { get; set; } = [];

    internal ConnectionBlock[] OutgoingBlocks { get; set; } = [];

    /// <summary>The layer's size, rounded up so that rows fill whole vectors: the length of a row of weights into it.</summary>
    internal int Stride { get; }

    /// <summary>Where the layer's values start in an array over all nodes.</summary>
    internal int FirstSlot { get; }

    /// <summary>Where the layer's biases start among the network's parameters.</summary>
    internal int BiasStart { get; }

    /// <summary>Whether some node has an activation function that is not the layer's.</summary>
    internal bool HasOwnActivations => _ownActivations is not null;

    /// <summary>Gives the whole layer an activation function that needs the whole layer, as softmax.</summary>
    /// <param name="activation">The activation function.</param>
    /// <exception cref="ArgumentNullException"><paramref name="activation"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The layer is the input layer; or inside a step or a forward pass, or while another thread trains the
    /// network.</exception>
    public void SetLayerActivation(ILayerActivation activation)
    {
        Guard.NotNull(activation);
        ThrowIfInput();
        Network.CheckMayChange();
        LayerActivation = activation;
        _activation = null;
        _ownActivations = null;
        Network.ShapeChanged();
    }

    /// <summary>The weights from one earlier layer, a row for each node of this layer, a column for each node of the other; 0 where there is no
    /// connection.</summary>
    /// <param name="from">The index of the layer that the connections leave; by default the layer before.</param>
    /// <returns>A copy: [node of this layer][node of the other].</returns>
    /// <exception cref="ArgumentException">No connections lead from that layer to this one.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public double[][] GetWeights(int? from = null)
    {
        long reading = Network.BeginReading();
        ConnectionBlock block = BlockFrom(from);
        var weights = new double[Count][];
        for (int j = 0; j < Count; j++)
        {
            weights[j] = new double[block.Source.Count];
            for (int i = 0; i < block.Source.Count; i++)
                weights[j][i] = Network.Parameters[block.Index(i, j)];
        }
        Network.EndReading(reading);
        return weights;
    }

    /// <summary>Sets the weights from one earlier layer: a row for each node of this layer, in it a number for each node of the other.</summary>
    /// <param name="weights">[node of this layer][node of the other]; finite; 0 where there is no connection.</param>
    /// <param name="from">The index of the layer that the connections leave; by default the layer before.</param>
    /// <exception cref="ArgumentException">The shape does not fit, a number is not finite or stands where there is no connection, or no connections lead from
    /// that layer to this one.</exception>
    /// <exception cref="InvalidOperationException">Inside a step or a forward pass, or while another thread trains the network.</exception>
    public void SetWeights(double[][] weights, int? from = null)
    {
        Guard.NotNull(weights);
        Network.CheckMayChange();
        ConnectionBlock block = BlockFrom(from);
        if (weights.Length != Count)
            throw new ArgumentException($"weights has {MessageText.Count(weights.Length, "row")}; {Name} has {MessageText.Count(Count, "node")}, one row for each.", nameof(weights));
        for (int j = 0; j < Count; j++)
            CheckRow(weights[j], block, j);

        for (int j = 0; j < Count; j++)
        {
            for (int i = 0; i < block.Source.Count; i++)
                Network.Parameters[block.Index(i, j)] = weights[j][i];
        }
        Network.Changed();
    }

    /// <summary>The biases of the layer's nodes, 0 for a node without; empty for the input layer.</summary>
    /// <returns>A copy.</returns>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public double[] GetBiases()
    {
        long reading = Network.BeginReading();
        double[] biases = IsInput ? [] : Network.Parameters.AsSpan(BiasStart, Count).ToArray();
        Network.EndReading(reading);
        return biases;
    }

    /// <summary>Sets the biases of the layer's nodes.</summary>
    /// <param name="biases">One finite number a node; 0 for a node without bias.</param>
    /// <exception cref="ArgumentException">The number of values does not fit, a value is not finite, or is not 0 for a node without bias.</exception>
    /// <exception cref="InvalidOperationException">The layer is the input layer; or inside a step or a forward pass, or while another thread trains the
    /// network.</exception>
    public void SetBiases(params ReadOnlySpan<double> biases)
    {
        ThrowIfInput();
        Network.CheckMayChange();
        if (biases.Length != Count)
            throw new ArgumentException($"biases has {MessageText.Count(biases.Length, "value")}; {Name} has {MessageText.Count(Count, "node")}.", nameof(biases));
        for (int j = 0; j < Count; j++)
        {
            if (!double.IsFinite(biases[j]))
                throw new ArgumentException($"The bias of {_nodes[j].Name} cannot be {MessageText.Exact(biases[j])}; it must be a finite number.", nameof(biases));
            if (biases[j] != 0.0 && !_nodes[j].HasBias)
                throw new ArgumentException($"{_nodes[j].Name} has no bias, so its value must be 0, not {MessageText.Exact(biases[j])}.", nameof(biases));
        }
        biases.CopyTo(Network.Parameters.AsSpan(BiasStart, Count));
        Network.Changed();
    }

    /// <summary>Freezes every bias of the layer and every weight that leads to it: training leaves them as they are.</summary>
    /// <exception cref="InvalidOperationException">The layer is the input layer; or inside a step or a forward pass, or while another thread trains the
    /// network.</exception>
    public void Freeze() => SetAllFrozen(true);

    /// <summary>Undoes <see cref="Freeze"/>: every bias of the layer and every weight that leads to it is trained again.</summary>
    /// <exception cref="InvalidOperationException">The layer is the input layer; or inside a step or a forward pass, or while another thread trains the
    /// network.</exception>
    public void Unfreeze() => SetAllFrozen(false);

    /// <summary>"hidden 1: 4 nodes, sigmoid".</summary>
    public override string ToString() => IsInput ? $"{Name}: {MessageText.Count(Count, "node")}" : $"{Name}: {MessageText.Count(Count, "node")}, {ActivationName}";

    /// <summary>"sigmoid", "softmax", or "sigmoid, relu" where nodes differ.</summary>
    internal string ActivationName
    {
        get
        {
            if (LayerActivation is not null) return LayerActivation.Name;
            if (_ownActivations is null) return _activation?.Name ?? "";
            return string.Join(", ", Enumerable.Range(0, Count).Select(ActivationNameOf).Distinct());
        }
    }

    internal string ActivationNameOf(int node) => LayerActivation?.Name ?? ActivationOf(node)?.Name ?? "";

    /// <summary>The slot of one of the layer's nodes in an array over all nodes.</summary>
    internal int Slot(int node) => FirstSlot + node;

    /// <summary>The layer's part of an array over all nodes.</summary>
    internal Span<double> Of(Span<double> values) => values.Slice(FirstSlot, Count);

    /// <inheritdoc cref="Of(Span{double})"/>
    internal ReadOnlySpan<double> Of(ReadOnlySpan<double> values) => values.Slice(FirstSlot, Count);

    internal IActivation? ActivationOf(int node) => _ownActivations?[node] ?? _activation;

    /// <summary>The activation function that a node has been given itself, or null where it has the layer's.</summary>
    internal IActivation? OwnActivationOf(int node) => _ownActivations?[node];

    internal void SetActivationOf(int node, IActivation activation)
    {
        ThrowIfInput();
        if (LayerActivation is not null)
            throw new InvalidOperationException($"{_nodes[node].Name} cannot have an activation function of its own: {LayerActivation.Name} is the whole layer's.");
        Network.CheckMayChange();
        _ownActivations ??= new IActivation?[Count];
        _ownActivations[node] = activation;
        Network.ShapeChanged();
    }

    /// <summary>A plan from which a copy of this layer can be built.</summary>
    internal LayerPlan ToPlan() => new(Count, _activation, LayerActivation)
    {
        Name = Name,
        OwnActivations = _ownActivations,
        From = [.. IncomingBlocks.Select(block => block.Source.Index)],
    };

    private ConnectionBlock BlockFrom(int? from)
    {
        int index = from ?? Index - 1;
        foreach (ConnectionBlock block in IncomingBlocks)
        {
            if (block.Source.Index == index) return block;
        }
        string known = IncomingBlocks.Length == 0 ? "no layer feeds it" : "it is fed by " + string.Join(", ", IncomingBlocks.Select(b => $"{b.Source.Index} ({b.Source.Name})"));
        throw new ArgumentException($"No connections lead from layer {index} to {Name}; {known}.", nameof(from));
    }

    private void CheckRow(double[] row, ConnectionBlock block, int target)
    {
        if (row is null || row.Length != block.Source.Count)
            throw new ArgumentException($"The weights into {_nodes[target].Name} have {MessageText.Count(row?.Length ?? 0, "value")}; {block.Source.Name} has {MessageText.Count(block.Source.Count, "node")}.", nameof(row));
        for (int i = 0; i < row.Length; i++)
        {
            string name = Connection.NameOf(block.Source.Nodes[i], _nodes[target]);
            if (!double.IsFinite(row[i]))
                throw new ArgumentException($"The weight {name} cannot be {MessageText.Exact(row[i])}; it must be a finite number.", nameof(row));
            if (row[i] != 0.0 && !Network.Exists(block.Index(i, target)))
                throw new ArgumentException($"{name} is not connected, so its weight must be 0, not {MessageText.Exact(row[i])}.", nameof(row));
        }
    }

    private void SetAllFrozen(bool frozen)
    {
        ThrowIfInput();
        Network.CheckMayChange();
        for (int j = 0; j < Count; j++)
        {
            if (Network.Exists(BiasStart + j)) Network.SetFrozen(BiasStart + j, frozen);
            foreach (ConnectionBlock block in IncomingBlocks)
            {
                for (int i = 0; i < block.Source.Count; i++)
                {
                    if (Network.Exists(block.Index(i, j))) Network.SetFrozen(block.Index(i, j), frozen);
                }
            }
        }
    }

    private void ThrowIfInput()
    {
        if (IsInput) throw new InvalidOperationException("The input layer has no activation function, biases or incoming connections.");
    }
}
