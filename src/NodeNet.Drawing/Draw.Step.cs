using NodeNet.Drawing.Figures;
using NodeNet.Inspection;

namespace NodeNet.Drawing;

/// <content>The parts of one recorded step.</content>
public static partial class Draw
{
    /// <summary>How a node's activation is computed: what each connection brings, weight · activation, their sum, and the activation function with the node's
    /// point on it.</summary>
    /// <param name="ledger">A recorded step, from <c>trainer.Explain</c>.</param>
    /// <param name="node">The name or label of a hidden or output node.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">No computed node is called so, or the step has no such example.</exception>
    public static Picture Activation(StepLedger ledger, string node, StepPictureOptions? options = null) =>
        ActivationFigure.Draw(ledger, node, options ?? new StepPictureOptions());

    /// <summary>How an output node's δ is computed: the slope of the loss at the output, the slope of the activation function at the net input, and their
    /// product.</summary>
    /// <param name="ledger">A recorded step, from <c>trainer.Explain</c>.</param>
    /// <param name="node">The name or label of an output node.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">No computed node is called so, it is a hidden node, or the step has no such example.</exception>
    public static Picture OutputDelta(StepLedger ledger, string node, StepPictureOptions? options = null) =>
        OutputDeltaFigure.Draw(ledger, node, options ?? new StepPictureOptions());

    /// <summary>How a hidden node's δ is computed: δ · weight for each of its outgoing connections, their sum, and the slope of its activation
    /// function.</summary>
    /// <param name="ledger">A recorded step, from <c>trainer.Explain</c>.</param>
    /// <param name="node">The name or label of a hidden node.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">No computed node is called so, it is an output node, or the step has no such example.</exception>
    public static Picture HiddenDelta(StepLedger ledger, string node, StepPictureOptions? options = null) =>
        HiddenDeltaFigure.Draw(ledger, node, options ?? new StepPictureOptions());

    /// <summary>How a weight changes: δ of the node that the connection leads to, times the activation of the node that it leaves, and on to the new
    /// weight.</summary>
    /// <param name="ledger">A recorded step, from <c>trainer.Explain</c>.</param>
    /// <param name="from">The name or label of the node that the connection leaves.</param>
    /// <param name="to">The name or label of the node that it leads to.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException">There is no such connection, or the step has no such example.</exception>
    public static Picture WeightUpdate(StepLedger ledger, string from, string to, StepPictureOptions? options = null) =>
        WeightUpdateFigure.Draw(ledger, from, to, options ?? new StepPictureOptions());
}
