namespace NodeNet.Inspection;

/// <summary>The whole arithmetic of one training step, number by number: the forward pass, the loss, every δ, and the change of every weight and
/// bias.</summary>
/// <remarks>
/// <para>Made by <c>trainer.Explain(…)</c> and <c>trainer.StepExplained(…)</c> (<see cref="TrainerExplanations"/>): the reference loops compute the step, and
/// the ledger writes down what they computed. It does not change and does not hang on the network.</para>
/// <para>Signs are the handout's: δ = −∂Loss/∂net input, and everything points downhill.</para>
/// <para>Memory: about 200 bytes for each connection, and 80 more for each connection and example. For large networks and batches, record steps on few
/// examples.</para>
/// </remarks>
public sealed partial class StepLedger
{
    private LedgerMoment[]? _moments;

    /// <summary>How the step was taken.</summary>
    public required LedgerSetup Setup { get; init; }

    /// <summary>The network's shape.</summary>
    public required LedgerNetwork Network { get; init; }

    /// <summary>The examples of the batch, in their order.</summary>
    public required IReadOnlyList<ExampleLedger> Examples { get; init; }

    /// <summary>How every bias and weight changed, in the order of <see cref="LedgerNetwork.Parameters"/>.</summary>
    public required IReadOnlyList<ParameterChange> Changes { get; init; }

    /// <summary>The mean loss over the examples before the change, without the part of L1 and L2; of examples with weights Σ weight · loss / Σ
    /// weight.</summary>
    public required double Loss { get; init; }

    /// <summary>What the sum over the examples is divided by: their number or, where they have weights, as <see cref="Data.DataSet.Weights"/> says; 1 where the
    /// step follows the sum.</summary>
    public double Divisor { get; init; } = 1.0;

    /// <summary>L1 · Σ|w| + ½ · L2 · Σw² before the change; 0 without either.</summary>
    public required double Penalty { get; init; }

    /// <summary>What clipping multiplied the gradient by; 1 if it did not.</summary>
    public required double ClipFactor { get; init; }

    /// <summary>The mistakes that were made on purpose (<see cref="Teaching.MistakenSteps"/>); empty for a right step.</summary>
    public IReadOnlyList<Mistake> Mistakes { get; init; } = [];

    /// <summary>Whether the examples do not all count alike.</summary>
    internal bool IsWeighted => Examples.Any(example => example.Weight != 1.0) || (Divisor != 1.0 && Divisor != Examples.Count);

    /// <summary>Whether the step is more than worksheets, marks and mistakes on purpose know.</summary>
    internal bool IsDisturbed => Setup.Dropout is not null || Setup.InputNoise > 0.0 || Setup.MaxNorm is not null;

    /// <summary>Every number of the step in the order in which they come about. Made when first asked for.</summary>
    /// <remarks>Examples come one after the other, each with its forward pass, loss and backward pass; then comes the update, stage by stage for all
    /// parameters: sums, means, penalty, clipping, changes, new values. Among parameters, whose order has no influence, it is that of
    /// <see cref="LedgerNetwork.Parameters"/>.</remarks>
    public IReadOnlyList<LedgerMoment> Moments => _moments ??= LedgerMoments.Of(this);

    /// <summary>How the weight of a connection changed.</summary>
    /// <param name="from">The name or label of the node that the connection leaves.</param>
    /// <param name="to">The name or label of the node that it leads to.</param>
    /// <exception cref="ArgumentException">There was no such node or connection; the message lists what there was.</exception>
    public ParameterChange Change(string from, string to) => Changes[Network.Weight(from, to).Number];

    /// <summary>How the bias of a node changed.</summary>
    /// <param name="node">The node's name or label.</param>
    /// <exception cref="ArgumentException">There was no such node, or it had no bias.</exception>
    public ParameterChange ChangeOfBias(string node) => Changes[Network.Bias(node).Number];
}
