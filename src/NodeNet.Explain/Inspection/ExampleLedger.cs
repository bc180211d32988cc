using NodeNet.Foundation;

namespace NodeNet.Inspection;

/// <summary>One example's part of a recorded step: forward pass, loss, every node's δ, and its share in every parameter's gradient.</summary>
public sealed class ExampleLedger
{
    /// <summary>The example's place in the batch, from 0.</summary>
    public required int Index { get; init; }

    /// <summary>The example's row in the data set that the step was taken on, from 0; null for an example on its own.</summary>
    public int? Row { get; init; }

    /// <summary>How much the example counts (<see cref="Data.DataSet.Weights"/>); 1 where the data set has no weights.</summary>
    public double Weight { get; init; } = 1.0;

    /// <summary>The recipe's part: which cells the inputs and targets were, and what the outputs mean; null for an example that was given as numbers.</summary>
    public RecipeLedger? Recipe { get; internal set; }

    /// <summary>What the network saw, one number an input node: what was put in, unless <see cref="Disturbed"/> says otherwise.</summary>
    public required IReadOnlyList<double> Inputs { get; init; }

    /// <summary>How noise and dropout made <see cref="Inputs"/> of what was put in, one an input node; null in a step without either.</summary>
    public IReadOnlyList<DisturbedInput>? Disturbed { get; init; }

    /// <summary>What the outputs should have been, one number an output node.</summary>
    public required IReadOnlyList<double> Targets { get; init; }

    /// <summary>The computed nodes in the order of the forward pass: hidden layers first, then the outputs.</summary>
    public required IReadOnlyList<NodeForward> Forward { get; init; }

    /// <summary>Each output's part of the loss.</summary>
    public required IReadOnlyList<LossTerm> LossTerms { get; init; }

    /// <summary>The example's loss: the sum of the terms, or their mean (<see cref="LedgerSetup.IsMeanOverOutputs"/>).</summary>
    public required double Loss { get; init; }

    /// <summary>The computed nodes in the order of the backward pass: the outputs first, then the hidden layers from the last to the first.</summary>
    public required IReadOnlyList<NodeDelta> Deltas { get; init; }

    /// <summary>What the example adds to every parameter's way downhill, in the order of <see cref="LedgerNetwork.Parameters"/>.</summary>
    public required IReadOnlyList<GradientShare> Shares { get; init; }

    /// <summary>The forward record of a node that is not an input.</summary>
    /// <param name="node">The node's name, as "h1".</param>
    /// <exception cref="ArgumentException">No computed node was called so; the message lists those there were.</exception>
    public NodeForward ForwardOf(string node) => Forward.FirstOrDefault(record => Is(record.Node, node)) ?? throw Unknown(node);

    /// <summary>The δ record of a node that is not an input.</summary>
    /// <param name="node">The node's name, as "h1".</param>
    /// <exception cref="ArgumentException">No computed node was called so; the message lists those there were.</exception>
    public NodeDelta DeltaOf(string node) => Deltas.FirstOrDefault(record => Is(record.Node, node)) ?? throw Unknown(node);

    /// <summary>"example 1: loss 0.16".</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"example {Index + 1}: loss {MessageText.Short(Loss)}");

    /// <summary>The activation of any node; for an input, what was put in.</summary>
    internal double ActivationOf(LedgerNode node) => node.IsInput ? Inputs[node.Position] : ForwardOf(node).Activation;

    internal NodeForward ForwardOf(LedgerNode node) => Forward[PlaceOf(node)];

    internal NodeDelta DeltaOf(LedgerNode node) => Deltas.First(record => record.Node == node);

    private static bool Is(LedgerNode node, string name) => node.Name == name || node.Label == name;

    private int PlaceOf(LedgerNode node)
    {
        for (int place = node.Position; place < Forward.Count; place++)
        {
            if (Forward[place].Node == node) return place;
        }
        throw new ArgumentException($"{node.Name} is not computed in this ledger.", nameof(node));
    }

    private ArgumentException Unknown(string node) =>
        new($"No computed node is called \"{node}\"; there are {MessageText.List([.. Forward.Select(record => record.Node.Name)], most: 40)}.", nameof(node));
}

/// <summary>How a node got its activation.</summary>
public sealed class NodeForward
{
    /// <summary>The node.</summary>
    public required LedgerNode Node { get; init; }

    /// <summary>What the node's sum starts with; 0 if it has no bias.</summary>
    public required double Bias { get; init; }

    /// <summary>What each incoming connection adds, in the order of the sum.</summary>
    public required IReadOnlyList<ForwardTerm> Terms { get; init; }

    /// <summary>z = bias + Σ products.</summary>
    public required double NetInput { get; init; }

    /// <summary>f(z); in a layer such as softmax it depends on the net inputs of the whole layer.</summary>
    public double WholeActivation { get; init; }

    /// <summary>What dropout multiplies it by: 0 if the node is left out of the example's step, 1 / (1 − p) if another of its layer may be; 1 without
    /// dropout.</summary>
    public double DropoutFactor { get; init; } = 1.0;

    /// <summary>a = f(z) · the dropout factor: what the nodes see that it leads to.</summary>
    public required double Activation { get; init; }

    /// <summary>"h1: net input 2.6, activation 0.9308616".</summary>
    public override string ToString() => $"{Node}: net input {MessageText.Short(NetInput)}, activation {MessageText.Short(Activation)}";
}

/// <summary>How an input came to be what the network saw.</summary>
/// <param name="Given">What was put in.</param>
/// <param name="Noise">What noise added.</param>
/// <param name="Factor">What dropout multiplied it by; 1 without dropout.</param>
public readonly record struct DisturbedInput(double Given, double Noise, double Factor)
{
    /// <summary>The members with their numbers, as "DisturbedInput { … }", written the same way in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(DisturbedInput), PrintMembers);
}

/// <summary>What one connection adds to a node's net input.</summary>
/// <param name="Connection">The connection's weight among the network's parameters.</param>
/// <param name="Weight">Its weight before the step.</param>
/// <param name="Activation">The activation of the node that it leaves.</param>
/// <param name="Product">Weight · activation.</param>
public readonly record struct ForwardTerm(LedgerParameter Connection, double Weight, double Activation, double Product)
{
    /// <summary>The members with their numbers, as "ForwardTerm { … }", written the same way in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(ForwardTerm), PrintMembers);
}

/// <summary>One output's part of an example's loss.</summary>
/// <param name="Node">The output node.</param>
/// <param name="Output">ŷ, its activation.</param>
/// <param name="Target">y, what it should have been.</param>
/// <param name="Value">The term, before any mean over the outputs.</param>
/// <param name="IsFused">Whether it is computed from the net inputs, loss and activation function together, so that saturation costs no digits.</param>
public sealed record LossTerm(LedgerNode Node, double Output, double Target, double Value, bool IsFused)
{
    /// <summary>The members with their numbers, as "LossTerm { … }", written the same way in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(LossTerm), PrintMembers);
}

/// <summary>How a node got its δ = −∂Loss/∂net input.</summary>
public sealed class NodeDelta
{
    /// <summary>The node.</summary>
    public required LedgerNode Node { get; init; }

    /// <summary>For a hidden node, what each outgoing connection brings back, in the order of the sum; empty for an output.</summary>
    public required IReadOnlyList<DeltaTerm> Terms { get; init; }

    /// <summary>For an output, how fast its term of the loss grows with its activation, before any mean over the outputs; null for a hidden node, and where
    /// <see cref="IsFused"/> is true.</summary>
    public required double? LossSlope { get; init; }

    /// <summary>−∂Loss/∂activation: for a hidden node the sum of the products, for an output minus the loss's slope (by the number of outputs if the loss is
    /// their mean); null where <see cref="IsFused"/> is true.</summary>
    public required double? Push { get; init; }

    /// <summary>The slope of the node's activation function; null where <see cref="IsFused"/> is true and in a layer such as softmax, where a node's δ depends
    /// on the pushes of the whole layer.</summary>
    public required double? ActivationSlope { get; init; }

    /// <summary>Whether loss and activation function are computed together (sigmoid with binary cross-entropy, softmax with cross-entropy): δ comes straight
    /// from target and net input.</summary>
    public required bool IsFused { get; init; }

    /// <summary>What dropout multiplies the push by, as it did the activation; 1 without dropout.</summary>
    public double DropoutFactor { get; init; } = 1.0;

    /// <summary>δ; push · dropout factor · slope for a node with its own activation function.</summary>
    public required double Delta { get; init; }

    /// <summary>"h1: δ 0.009885435".</summary>
    public override string ToString() => $"{Node}: δ {MessageText.Short(Delta)}";
}

/// <summary>What one outgoing connection brings back to a hidden node.</summary>
/// <param name="Connection">The connection's weight among the network's parameters.</param>
/// <param name="Delta">δ of the node that it leads to.</param>
/// <param name="Weight">Its weight before the step.</param>
/// <param name="Product">δ · weight.</param>
public readonly record struct DeltaTerm(LedgerParameter Connection, double Delta, double Weight, double Product)
{
    /// <summary>The members with their numbers, as "DeltaTerm { … }", written the same way in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(DeltaTerm), PrintMembers);
}

/// <summary>What one example adds to a parameter's way downhill, −∂Loss/∂parameter.</summary>
/// <param name="Parameter">The weight or bias.</param>
/// <param name="Delta">δ of the node that the connection leads to, or that the bias belongs to.</param>
/// <param name="Activation">The activation of the node that the connection leaves; 1 for a bias.</param>
/// <param name="Downhill">δ · activation, times the example's weight.</param>
/// <param name="Weight">How much the example counts; 1 where the data set has no weights.</param>
public readonly record struct GradientShare(LedgerParameter Parameter, double Delta, double Activation, double Downhill, double Weight = 1.0)
{
    /// <summary>δ · activation, before the example's weight has a part in it.</summary>
    internal double Product => Delta * Activation;

    /// <summary>The members with their numbers, as "GradientShare { … }", written the same way in every culture.</summary>
    public override string ToString() => RecordText.Of(nameof(GradientShare), PrintMembers);
}
