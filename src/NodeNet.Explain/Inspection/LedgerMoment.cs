using NodeNet.Foundation;

namespace NodeNet.Inspection;

/// <summary>The phases of a step, in their order. Forward, loss and backward happen once for each example of the batch, the update once for all.</summary>
public enum LedgerPhase
{
    /// <summary>Net inputs and activations, from the inputs to the outputs.</summary>
    Forward,

    /// <summary>What the outputs miss.</summary>
    Loss,

    /// <summary>Every node's δ, from the outputs back, and what the example says to each weight and bias.</summary>
    Backward,

    /// <summary>The change of every weight and bias.</summary>
    Update,
}

/// <summary>What happens at a moment of a step.</summary>
public enum MomentKind
{
    /// <summary>An input node gets its value.</summary>
    Input,

    /// <summary>A node's sum starts with its bias.</summary>
    Bias,

    /// <summary>A connection adds weight · activation to its target's sum.</summary>
    Term,

    /// <summary>A node's net input is complete.</summary>
    NetInput,

    /// <summary>A node has its activation.</summary>
    Activation,

    /// <summary>An output's part of the loss.</summary>
    LossTerm,

    /// <summary>The example's loss.</summary>
    Loss,

    /// <summary>The slope of the loss at an output.</summary>
    LossSlope,

    /// <summary>A connection brings δ · weight back to the node that it leaves.</summary>
    DeltaTerm,

    /// <summary>A node's push, −∂Loss/∂activation.</summary>
    Push,

    /// <summary>The slope of a node's activation function.</summary>
    ActivationSlope,

    /// <summary>A node has its δ.</summary>
    Delta,

    /// <summary>An example's share in a parameter's way downhill, δ · activation.</summary>
    Share,

    /// <summary>A parameter's shares added up over the batch; only in a batch of more than one example.</summary>
    Sum,

    /// <summary>The sum by the number of examples; only in a batch of more than one example, and under the mean.</summary>
    Mean,

    /// <summary>L1 and L2 have pulled; only where they do.</summary>
    Penalty,

    /// <summary>The gradient was shortened; only if it was too long.</summary>
    Clip,

    /// <summary>One of the numbers that the optimizer remembers for a parameter has its new value; as many in a row as it remembers
    /// (<see cref="LedgerSetup.MemoryNames"/>).</summary>
    Memory,

    /// <summary>The optimizer says how a parameter changes.</summary>
    Change,

    /// <summary>A parameter has its new value.</summary>
    NewValue,
}

/// <summary>One number of a step at the moment at which it is computed. See <see cref="StepLedger.Moments"/>.</summary>
/// <param name="Index">Its place in the step, from 0.</param>
/// <param name="Phase">The phase.</param>
/// <param name="Kind">What happens.</param>
/// <param name="Example">The example's place in the batch, from 0; null in the update, which belongs to all.</param>
/// <param name="Node">The node that it happens to; null for the example's loss.</param>
/// <param name="Parameter">The weight or bias that takes part, or null.</param>
/// <param name="Value">The number.</param>
public readonly record struct LedgerMoment(
    int Index, LedgerPhase Phase, MomentKind Kind, int? Example, LedgerNode? Node, LedgerParameter? Parameter, double Value)
{
    /// <summary>The name of the connection or bias, otherwise of the node; "loss" for the example's loss.</summary>
    public string Subject => Parameter?.Name ?? Node?.Name ?? "loss";

    /// <summary>"12 Forward Term x1→h1: 0.5".</summary>
    public override string ToString() =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Index} {Phase} {Kind} {Subject}: {MessageText.Short(Value)}");
}
