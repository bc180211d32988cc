using NodeNet.Losses;

namespace NodeNet.Steps;

/// <summary>The numbers of one example of a step, after its forward and backward pass. Valid only during the call that it is given to.</summary>
public readonly ref struct ExampleView
{
    private readonly Network _network;
    private readonly ILoss _loss;
    private readonly NodeValues _values;
    private readonly Thinning? _thinning;

    internal ExampleView(
        Network network, ILoss loss, ReadOnlySpan<double> inputs, ReadOnlySpan<double> targets, NodeValues values, double exampleLoss, double weight,
        Thinning? thinning)
    {
        _network = network;
        _loss = loss;
        _values = values;
        Inputs = inputs;
        Targets = targets;
        Loss = exampleLoss;
        Weight = weight;
        _thinning = thinning;
    }

    /// <summary>The inputs as they were put in. With <see cref="Training.TrainerOptions.InputNoise"/> or dropout the network sees others:
    /// <see cref="Activation"/> of the input nodes.</summary>
    public ReadOnlySpan<double> Inputs { get; }

    /// <summary>The targets.</summary>
    public ReadOnlySpan<double> Targets { get; }

    /// <summary>The example's loss: the sum of its outputs' terms or, if the loss says so (<see cref="ILoss.IsMeanOverOutputs"/>), their mean.</summary>
    public double Loss { get; }

    /// <summary>How much the example counts: δ · activation times this goes into the gradient. 1 where the data set has no weights.</summary>
    public double Weight { get; }

    /// <summary>z of a node: its bias plus the weighted sum of what leads to it.</summary>
    /// <param name="node">A hidden or output node of the network.</param>
    /// <exception cref="ArgumentException">The node is of another network, or an input.</exception>
    public double NetInput(Node node) => _values.NetInputs[Places.OfComputed(_network, node)];

    /// <summary>a of a node, as the nodes that it leads to see it; for an input, the value put in, with noise and dropout if there are.</summary>
    /// <param name="node">A node of the network.</param>
    /// <exception cref="ArgumentException">The node is of another network.</exception>
    public double Activation(Node node) => _values.Activations[Places.Of(_network, node)];

    /// <summary>What dropout has multiplied a node's activation by: 0 if it is left out, 1 / (1 − p) if another of its layer may be; 1 without
    /// dropout.</summary>
    /// <param name="node">A node of the network.</param>
    /// <exception cref="ArgumentException">The node is of another network.</exception>
    public double DropoutFactor(Node node) => Places.Of(_network, node) is var slot && _thinning is null ? 1.0 : _thinning.Factors[slot];

    /// <summary>a of a node before dropout: f(z); for an input, the value put in, with noise if there is.</summary>
    /// <param name="node">A node of the network.</param>
    /// <exception cref="ArgumentException">The node is of another network.</exception>
    public double WholeActivation(Node node) => Places.Of(_network, node) is var slot && _thinning is null ? _values.Activations[slot] : _thinning.Whole[slot];

    /// <summary>δ of a node, −∂Loss/∂z.</summary>
    /// <param name="node">A hidden or output node of the network.</param>
    /// <exception cref="ArgumentException">The node is of another network, or an input.</exception>
    public double Delta(Node node) => _values.Deltas[Places.OfComputed(_network, node)];

    /// <summary>Calculates each output's term of the loss.</summary>
    /// <returns>One number an output node, in their order.</returns>
    public double[] LossTerms()
    {
        Layer outputs = _network.OutputLayer;
        var terms = new double[outputs.Count];
        if (OutputLoss.Fused(outputs, _loss) is { } fused)
        {
            fused.Terms(outputs.Of(_values.NetInputs), Targets, terms);
            return terms;
        }
        for (int node = 0; node < terms.Length; node++)
            terms[node] = OutputLoss.Term(outputs, node, _loss, Targets, _values.NetInputs, _values.Activations);
        return terms;
    }

    /// <summary>Whether the loss and the output's activation function are computed together, as binary cross-entropy and sigmoid are, so that δ is not computed
    /// as the product of their slopes.</summary>
    /// <param name="output">An output node of the network.</param>
    /// <exception cref="ArgumentException">The node is of another network, or no output.</exception>
    public bool IsFused(Node output)
    {
        Places.Of(_network, output);
        if (!output.Layer.IsOutput) throw new ArgumentException($"{output.Name} is no output node.", nameof(output));
        return OutputLoss.IsFused(output, _loss);
    }
}
