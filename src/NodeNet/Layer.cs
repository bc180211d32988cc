using System.Diagnostics;
using NodeNet.Activations;
using NodeNet.Foundation;

namespace NodeNet;

/// <summary>A layer of a network: its nodes, their activation function and the connections that feed it.</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class Layer
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

    /// <summary>The activation function of the layer's nodes; single nodes may have another. Setting it sets that of every node. Null for the input layer and
    /// where <see cref="LayerActivation"/> is set.</summary>
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

    /// <summary>Freezes every bias of the layer and every weight that leads to it: training leaves them as they are.</summary>
    /// <exception cref="InvalidOperationException">The layer is the input layer; or inside a step or a forward pass, or while another thread trains the
    /// network.</exception>
    public void Freeze() => SetAllFrozen(true);

    /// <summary>Undoes <see cref="Freeze"/>: every bias of the layer and every weight that leads to it is trained again.</summary>
    /// <exception cref="InvalidOperationException">The layer is the input layer; or inside a step or a forward pass, or while another thread trains the
    /// network.</exception>
    public void Unfreeze() => SetAllFrozen(false);

    /// <summary>"hidden 1: 4 nodes, sigmoid".</summary>
    public override string ToString() =>
        IsInput ? $"{Name}: {MessageText.Count(Count, "node")}" : $"{Name}: {MessageText.Count(Count, "node")}, {ActivationName}";

    /// <summary>The name of the layer's activation function: "sigmoid", "softmax", or "sigmoid, relu" where nodes differ; "" for the input layer.</summary>
    public string ActivationName
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
        {
            throw new InvalidOperationException(
                $"{_nodes[node].Name} cannot have an activation function of its own: {LayerActivation.Name} is the whole layer's.");
        }

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
