using NodeNet.Activations;
using NodeNet.Foundation;

namespace NodeNet.Losses;

/// <summary>Binary cross-entropy: −Σ (y · ln ŷ + (1 − y) · ln(1 − ŷ)) over the outputs, each a probability of its own yes or no.</summary>
/// <remarks>
/// <para>Targets are probabilities, 0 to 1. Outputs must lie between 0 and 1: use <see cref="Sigmoid"/> nodes. Where an output says the impossible,
/// or is no probability at all, the loss is +∞; nothing is clamped. 0 · ln 0 counts as 0.</para>
/// <para>On <see cref="Sigmoid"/> nodes the loss and δ are computed from the net input, so that both stay finite and exact when the sigmoid is saturated.</para>
/// </remarks>
public sealed class BinaryCrossEntropy : ILoss, INodeFusedLoss
{
    /// <inheritdoc/>
    public string Name => "binary_cross_entropy";

    /// <summary>−y · ln ŷ − (1 − y) · ln(1 − ŷ).</summary>
    /// <inheritdoc/>
    public double Term(double output, double target)
    {
        if (output < 0.0 || output > 1.0) return double.PositiveInfinity;
        double term = 0.0;
        if (target != 0.0) term -= target * Math.Log(output);
        if (target != 1.0) term -= (1.0 - target) * Numerics.LogOnePlus(-output);
        return term;
    }

    /// <summary>−y/ŷ + (1 − y)/(1 − ŷ).</summary>
    /// <inheritdoc/>
    public double Slope(double output, double target)
    {
        double slope = 0.0;
        if (target != 0.0) slope -= target / output;
        if (target != 1.0) slope += (1.0 - target) / (1.0 - output);
        return slope;
    }

    /// <summary>True from 0 to 1.</summary>
    /// <inheritdoc/>
    public bool AcceptsTarget(double target) => target is >= 0.0 and <= 1.0;

    /// <inheritdoc/>
    public string TargetRange => "a probability, 0 to 1";

    bool INodeFusedLoss.FusesWith(IActivation activation) => activation is Sigmoid;

    // ln ŷ = −softplus(−z) and ln(1 − ŷ) = −softplus(z).
    double INodeFusedLoss.Term(double netInput, double target) =>
        target * Numerics.Softplus(-netInput) + (1.0 - target) * Numerics.Softplus(netInput);

    // y − ŷ, written so that nothing cancels when ŷ is within rounding of 0 or 1.
    double INodeFusedLoss.Delta(double netInput, double target) =>
        target * Numerics.Sigmoid(-netInput) - (1.0 - target) * Numerics.Sigmoid(netInput);
}
