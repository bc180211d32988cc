using System.Diagnostics;
using System.Runtime.CompilerServices;
using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.Foundation;

namespace NodeNet;

/// <summary>A feed-forward neural network: layers of nodes, and connections from earlier to later layers. Made by <see cref="NetworkBuilder"/>.</summary>
/// <remarks>
/// <para>There is one truth: all weights and biases are in one array, and layers, nodes and connections are windows onto it. What training changes they show at
/// once, and what is assigned to them is what the next pass uses.</para>
/// <para>Threads: any number of threads may predict at the same time, as long as none changes the network (training, assigning, connecting). While one thread
/// trains, a prediction or a second training on another is refused with an <see cref="InvalidOperationException"/>, and so is a prediction during which
/// training begins; the training thread's own callbacks may predict. The same goes for whatever else reads all weights: <see cref="Forward"/>,
/// <see cref="Clone"/>, <see cref="Freeze()"/>, <see cref="NetworkFiles"/>, <see cref="CopyParametersFrom(Network)"/> and comparing,
/// <see cref="Layer.GetWeights"/>, <see cref="Layer.GetBiases"/>, an evaluation, a ledger. A single weight or bias may be read at any time. To predict during
/// training, use a snapshot (<see cref="Freeze()"/>) that was made before or in a progress callback.</para>
/// <para>Inside a step or a forward pass nothing may change the network: there an activation function, loss or optimizer of the user's that connects,
/// disconnects, prunes, freezes, sets an activation function, a weight or a bias gets an <see cref="InvalidOperationException"/>. Between the epochs of a run,
/// as in a progress callback, all that is allowed, but on the training thread only. Changing a network while another thread predicts is not always noticed:
/// never do it.</para>
/// </remarks>
[DebuggerDisplay("{ToString(),nq}")]
public sealed partial class Network
{
    private readonly Layer[] _layers;
    private NetworkLayout? _fastShape;

    /// <summary>Lays out an empty network: every weight and bias is 0.</summary>
    internal Network(IReadOnlyList<LayerPlan> plans)
    {
        var size = new NetworkSize(plans);
        _layers = new Layer[plans.Count];
        int slots = 0;
        RowAlignment = size.RowAlignment;
        Parameters = AlignedMemory.Allocate<double>(size.ParameterCount, out int parameters);
        for (int index = 0; index < plans.Count; index++)
        {
            var layer = new Layer(this, plans[index], index, (int)NetworkSize.Padded(plans[index].Count, RowAlignment), slots, parameters);
            _layers[index] = layer;
            slots += layer.Stride;
            if (index > 0) parameters += layer.Stride;
            var incoming = new List<ConnectionBlock>();
            foreach (int source in plans[index].From)
            {
                var block = new ConnectionBlock(_layers[source], layer, parameters);
                parameters += block.Length; // NetworkSize has checked the sum
                incoming.Add(block);
            }
            layer.IncomingBlocks = [.. incoming];
        }

        SlotCount = slots;
        ParameterEnd = parameters;
        ComputedLayers = _layers[1..];
        HiddenLayers = _layers[1..^1];
        LinkBlocks();
        for (int index = 1; index < plans.Count; index++)
        {
            if (!plans[index].HasBias) SetExists(_layers[index].BiasStart, _layers[index].Count, exists: false);
        }
    }

    /// <summary>All layers, from the input layer to the output layer.</summary>
    public IReadOnlyList<Layer> Layers => _layers;

    /// <summary>The layer that holds what is put in.</summary>
    public Layer InputLayer => _layers[0];

    /// <summary>The layers between input and output; there may be none.</summary>
    public IReadOnlyList<Layer> HiddenLayers { get; }

    /// <summary>The layer whose activations are the network's outputs.</summary>
    public Layer OutputLayer => _layers[^1];

    /// <summary>How many weights and biases the network has, frozen ones included.</summary>
    public int ParameterCount => _layers.Sum(layer => layer.Nodes.Count(node => node.HasBias) + layer.IncomingBlocks.Sum(block => block.Count));

    /// <summary>Whether nodes show a net input and an activation: there was a pass, and the network was not changed since.</summary>
    public bool HasActivations => Shown.HasForward;

    /// <summary>Whether nodes show a δ: the last thing that happened to the network was a training step on one example, or <see cref="Backward"/>.</summary>
    public bool HasDeltas => Shown.HasBackward;

    /// <summary>All layers but the input layer: those that a forward pass computes.</summary>
    internal Layer[] ComputedLayers { get; }

    /// <summary>What the length of every row of weights, and of every layer's values, is a multiple of.</summary>
    internal int RowAlignment { get; }

    /// <summary>How long an array over all nodes is.</summary>
    internal int SlotCount { get; }

    /// <summary>Counts what changes the numbers that nodes would show.</summary>
    internal long Version { get; private set; }

    /// <summary>Counts changes of what the network is besides its numbers: which connections and biases there are, and which activation functions.</summary>
    internal long ShapeVersion { get; private set; }

    /// <summary>The layers as the fast loops read them; made when first needed.</summary>
    internal NetworkLayout NetworkLayout => _fastShape ??= NetworkLayouts.Of(this);

    /// <summary>What the nodes show; made when first needed.</summary>
    internal NodeValues Shown => field ??= new NodeValues(this);

    /// <summary>The node with a name (x1, h1, y1, …) or a user's label.</summary>
    /// <param name="name">The name or label; case matters.</param>
    /// <exception cref="ArgumentException">No node is called so; the message lists those there are.</exception>
    public Node Node(string name)
    {
        Guard.NotNull(name);
        if (NodesByName.TryGetValue(name, out Node? node)) return node;
        throw new ArgumentException($"No node is called \"{name}\"; there are {MessageText.List([.. NodesByName.Keys], most: 40)}.", nameof(name));
    }

    /// <summary>The connection between two nodes, by their names or labels.</summary>
    /// <param name="from">The node that it leaves, as "x1".</param>
    /// <param name="to">The node that it leads to, as "h1".</param>
    /// <exception cref="ArgumentException">There is no such node, or the two are not connected.</exception>
    public Connection Connection(string from, string to)
    {
        Node source = Node(from);
        Node target = Node(to);
        if (BlockBetween(source.Layer, target.Layer) is { } block && Exists(block.Index(source.Position, target.Position)))
            return new Connection(block, source.Position, target.Position);
        IReadOnlyList<Connection> incoming = target.Incoming;
        string known = incoming.Count == 0
            ? "nothing leads to it"
            : "connections lead to it from " + MessageText.List([.. incoming.Select(c => c.Source.Name)]);
        throw new ArgumentException($"{source.Name} is not connected to {target.Name}; {known}.", nameof(from));
    }

    /// <summary>A table of the layers: nodes, activation functions, what feeds them, how many connections and biases.</summary>
    public string Summary() => NetworkSummary.Of(this);

    /// <summary>"3-4-1 network: sigmoid, sigmoid; 21 parameters".</summary>
    public override string ToString() =>
        $"{string.Join("-", _layers.Select(layer => layer.Count))} network: {string.Join("; ", ComputedLayers.Select(layer => layer.ActivationName))}; "
            + $"{MessageText.Count(ParameterCount, "parameter")}";

    /// <summary>What the nodes show no longer belongs to the network.</summary>
    internal void Changed() => Version++;

    /// <summary>Activation functions or blocks of connections are no longer what they were.</summary>
    internal void ShapeChanged()
    {
        _fastShape = null;
        ShapeVersion++;
        StructureVersion++;
        Changed();
    }

    internal void CheckInputs(ReadOnlySpan<double> inputs, IReadOnlyList<string>? names = null)
    {
        if (inputs.Length != InputLayer.Count) throw WrongCount(inputs.Length, nameof(inputs), names);
        if (FiniteCheck.AllFinite(inputs)) return;
        for (int i = 0; i < inputs.Length; i++)
        {
            if (!double.IsFinite(inputs[i]))
            {
                throw new ArgumentException(
                    $"The input for {InputLayer.Nodes[i].Name}{(names is null ? "" : $" ({names[i]})")} is {MessageText.Exact(inputs[i])}; it must be a "
                        + "finite number.", nameof(inputs));
            }
        }
    }

    internal void CheckWidth(Rows inputs, IReadOnlyList<string>? names = null)
    {
        if (inputs.Width != InputLayer.Count) throw WrongCount(inputs.Width, nameof(inputs), names);
    }

    internal void CheckTargets(ReadOnlySpan<double> targets)
    {
        if (targets.Length != OutputLayer.Count)
        {
            throw new ArgumentException(
                $"targets has {MessageText.Count(targets.Length, "value")}; the network has {MessageText.Count(OutputLayer.Count, "output node")} "
                    + $"({MessageText.List([.. OutputLayer.Nodes.Select(n => n.Name)])}).", nameof(targets));
        }

        for (int i = 0; i < targets.Length; i++)
        {
            if (!double.IsFinite(targets[i]))
            {
                throw new ArgumentException(
                    $"The target for {OutputLayer.Nodes[i].Name} is {MessageText.Exact(targets[i])}; it must be a finite number.", nameof(targets));
            }
        }
    }

    /// <summary>Checks that examples fit the network: one input column for each input node, one target column for each output node.</summary>
    /// <param name="data">The examples.</param>
    /// <param name="argument">What the message calls them; left out, the expression that stands for <paramref name="data"/>.</param>
    /// <exception cref="ArgumentException">They do not fit; the message says what has how many.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
    public void CheckFits(DataSet data, [CallerArgumentExpression(nameof(data))] string? argument = null)
    {
        Guard.NotNull(data, argument);
        if (data.Inputs.Width != InputLayer.Count || data.Targets.Width != OutputLayer.Count)
        {
            throw new ArgumentException(
                $"{argument} has {MessageText.Count(data.Inputs.Width, "input")} and {MessageText.Count(data.Targets.Width, "target")}; " +
                $"the network has {MessageText.Count(InputLayer.Count, "input node")} and {MessageText.Count(OutputLayer.Count, "output node")}." +
                WaysToSayYesOrNo(data), argument);
        }
    }

    /// <summary>Two classes can be learned in two ways, and a network built for the one meets data made for the other.</summary>
    private string WaysToSayYesOrNo(DataSet data)
    {
        bool isTwoForOne = data.Targets.Width == 2 && OutputLayer.Count == 1;
        bool isOneForTwo = data.Targets.Width == 1 && OutputLayer.Count == 2;
        return (isTwoForOne || isOneForTwo) && data.Inputs.Width == InputLayer.Count && data.IsClassification
            ? " A yes or no is learned in one of two ways: by one target of 0 or 1 and one Sigmoid node with BinaryCrossEntropy, " +
                "or by two one-hot targets (OneHot.Encode) and a Softmax of two nodes with CrossEntropy."
            : "";
    }

    /// <summary>y1, y2, ….</summary>
    internal IReadOnlyList<string> OutputNames => [.. OutputLayer.Nodes.Select(node => node.Name)];

    private ArgumentException WrongCount(int count, string argument, IReadOnlyList<string>? names = null) =>
        new(
            $"inputs has {MessageText.Count(count, "value")}; the network has {MessageText.Count(InputLayer.Count, "input node")} "
                + $"({MessageText.List(names ?? [.. InputLayer.Nodes.Select(n => n.Name)])}).", argument);
}
