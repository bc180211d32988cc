using NodeNet.Activations;
using NodeNet.Foundation;
using NodeNet.Initializers;

namespace NodeNet;

/// <summary>Builds a <see cref="Network"/> layer by layer.</summary>
/// <example><code>
/// Network network = new NetworkBuilder(inputs: 3)
///     .AddLayer(4, new Sigmoid())
///     .AddLayer(1, new Sigmoid())
///     .Build(seed: 42);
/// </code></example>
public sealed class NetworkBuilder
{
    private readonly List<LayerPlan> _plans = [];
    private readonly string[]? _inputLabels;
    private string[]? _outputLabels;

    /// <summary>Starts with the input layer.</summary>
    /// <param name="inputs">How many inputs there are; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="inputs"/> is below 1.</exception>
    public NetworkBuilder(int inputs)
    {
        Guard.AtLeast(inputs, 1);
        _plans.Add(new LayerPlan(inputs, null, null));
    }

    /// <summary>Starts with the input layer, whose nodes get the user's own labels.</summary>
    /// <param name="inputLabels">One label an input, as "petal length"; at least one, all different.</param>
    /// <exception cref="ArgumentException">There is no label.</exception>
    public NetworkBuilder(params string[] inputLabels)
    {
        Guard.NotNull(inputLabels);
        if (inputLabels.Length == 0) throw new ArgumentException("inputLabels is empty; a network has at least 1 input.", nameof(inputLabels));
        _inputLabels = [.. inputLabels];
        _plans.Add(new LayerPlan(inputLabels.Length, null, null));
    }

    /// <summary>Adds a layer whose nodes share an activation function.</summary>
    /// <param name="nodes">How many nodes it has; at least 1.</param>
    /// <param name="activation">Their activation function; single nodes can get another later (<see cref="Node.ActivationFunction"/>).</param>
    /// <param name="bias">Whether its nodes have biases.</param>
    /// <param name="weights">How its weights start; by default as the activation function says (<see cref="IActivation.DefaultInitializer"/>).</param>
    /// <param name="biases">How its biases start; by default at 0.</param>
    /// <param name="from">The indices of the layers that feed it, 0 for the input layer; by default the layer before. More than one makes skip
    /// connections.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="nodes"/> is below 1, or <paramref name="from"/> names a layer that is not there
    /// yet.</exception>
    /// <exception cref="ArgumentException"><paramref name="from"/> is empty or names a layer twice.</exception>
    public NetworkBuilder AddLayer(
        int nodes, IActivation activation, bool bias = true, IInitializer? weights = null, IInitializer? biases = null, int[]? from = null)
    {
        Guard.NotNull(activation);
        return Add(new LayerPlan(nodes, activation, null), bias, weights, biases, from);
    }

    /// <summary>Adds a layer with an activation function for the layer as a whole, as softmax.</summary>
    /// <inheritdoc cref="AddLayer(int, IActivation, bool, IInitializer?, IInitializer?, int[])"/>
    public NetworkBuilder AddLayer(
        int nodes, ILayerActivation activation, bool bias = true, IInitializer? weights = null, IInitializer? biases = null, int[]? from = null)
    {
        Guard.NotNull(activation);
        return Add(new LayerPlan(nodes, null, activation), bias, weights, biases, from);
    }

    /// <summary>Adds a layer in which each node has an activation function of its own.</summary>
    /// <param name="activations">One activation function a node; at least one. Their number is the layer's size, the first is the layer's own.</param>
    /// <param name="bias">Whether its nodes have biases.</param>
    /// <param name="weights">How its weights start; by default as each node's activation function says (<see cref="IActivation.DefaultInitializer"/>).</param>
    /// <param name="biases">How its biases start; by default at 0.</param>
    /// <param name="from">The indices of the layers that feed it, 0 for the input layer; by default the layer before. More than one makes skip
    /// connections.</param>
    /// <returns>This builder.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="from"/> names a layer that is not there yet.</exception>
    /// <exception cref="ArgumentException"><paramref name="activations"/> is empty or holds null, or <paramref name="from"/> is empty or names a layer
    /// twice.</exception>
    public NetworkBuilder AddLayer(
        IReadOnlyList<IActivation> activations, bool bias = true, IInitializer? weights = null, IInitializer? biases = null, int[]? from = null)
    {
        Guard.NotNull(activations);
        if (activations.Count == 0 || activations.Any(a => a is null))
            throw new ArgumentException("activations must hold one activation function for each node, at least one, none of them null.", nameof(activations));
        return Add(new LayerPlan(activations.Count, activations[0], null) { OwnActivations = [.. activations] }, bias, weights, biases, from);
    }

    /// <summary>Gives the output nodes the user's own labels, as the names of classes.</summary>
    /// <param name="labels">One label an output; all different. Checked by <see cref="Build"/>.</param>
    /// <returns>This builder.</returns>
    public NetworkBuilder LabelOutputs(params string[] labels)
    {
        Guard.NotNull(labels);
        _outputLabels = [.. labels];
        return this;
    }

    /// <summary>Builds the network and draws its starting weights and biases.</summary>
    /// <param name="seed">Where the random numbers start: the same seed gives the same network, bit for bit.</param>
    /// <returns>A new network at each call.</returns>
    /// <exception cref="InvalidOperationException">No layer was added; an initializer gave a number that is not finite; or the network would be larger than
    /// arrays can hold: more than 2 147 483 527 weights and biases, or more than 67 108 860 nodes, each row of weights and each layer's nodes filled up to a
    /// multiple of 8 (16 where a layer has more than 8 nodes).</exception>
    /// <exception cref="ArgumentException">The labels do not fit the outputs, or two nodes would have the same label or name.</exception>
    public Network Build(long seed)
    {
        if (_plans.Count == 1) throw new InvalidOperationException("The network has no layer but the input layer; add at least one.");
        if (_outputLabels is not null && _outputLabels.Length != _plans[^1].Count)
        {
            throw new ArgumentException(
                $"LabelOutputs was given {MessageText.Count(_outputLabels.Length, "label")}; the network has "
                    + $"{MessageText.Count(_plans[^1].Count, "output node")}.");
        }

        LayerPlan[] plans = NamedPlans();
        var network = new Network(plans);
        network.Initialize(plans, new RandomGenerator(seed));
        Label(network.InputLayer, _inputLabels);
        Label(network.OutputLayer, _outputLabels);
        return network;
    }

    private static void Label(Layer layer, string[]? labels)
    {
        for (int i = 0; i < labels?.Length; i++)
            layer.Nodes[i].Label = labels[i];
    }

    private NetworkBuilder Add(LayerPlan plan, bool bias, IInitializer? weights, IInitializer? biases, int[]? from)
    {
        Guard.AtLeast(plan.Count, 1, "nodes");
        int index = _plans.Count;
        int[] sources = from is null ? [index - 1] : [.. from.Order()];
        if (sources.Length == 0)
            throw new ArgumentException("from is empty; a layer is fed by at least one earlier layer.", nameof(from));
        foreach (int source in sources)
        {
            if (source < 0 || source >= index)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(from), source, $"from names layer {source}; layer {index} can be fed by the layers 0 to {index - 1}.");
            }
        }
        if (sources.Distinct().Count() != sources.Length)
            throw new ArgumentException($"from names a layer twice: {string.Join(", ", sources)}.", nameof(from));

        _plans.Add(plan with { HasBias = bias, Weights = weights, Biases = biases, From = sources });
        return this;
    }

    /// <summary>The plans as they are now, whatever an initializer of the user's does to this builder meanwhile.</summary>
    private LayerPlan[] NamedPlans() =>
        [.. _plans.Select((plan, i) => plan with { Name = i == 0 ? "input" : i == _plans.Count - 1 ? "output" : $"hidden {i}" })];
}
