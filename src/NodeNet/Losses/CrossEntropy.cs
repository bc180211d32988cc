using NodeNet.Activations;
using NodeNet.Foundation;

namespace NodeNet.Losses;

/// <summary>Cross-entropy, also called categorical: −Σ y · ln ŷ over the outputs, which together are the probabilities of the classes.</summary>
/// <remarks>
/// <para>Targets are probabilities, 0 to 1: one-hot, or spread over classes. Use a <see cref="Softmax"/> layer. Where an output says the impossible, or is
/// not positive, the loss is +∞; nothing is clamped. 0 · ln 0 counts as 0.</para>
/// <para>On a <see cref="Softmax"/> layer the loss and the δs are computed from the net inputs, so that both stay finite and exact when the layer is saturated.</para>
/// </remarks>
public sealed class CrossEntropy : ILoss, ILayerFusedLoss
{
    /// <inheritdoc/>
    public string Name => "cross_entropy";

    /// <summary>−y · ln ŷ.</summary>
    /// <inheritdoc/>
    public double Term(double output, double target)
    {
        if (target == 0.0) return 0.0;
        return output > 0.0 ? -target * Math.Log(output) : double.PositiveInfinity;
    }

    /// <summary>−y/ŷ.</summary>
    /// <inheritdoc/>
    public double Slope(double output, double target) => target == 0.0 ? 0.0 : -target / output;

    /// <summary>True from 0 to 1.</summary>
    /// <inheritdoc/>
    public bool AcceptsTarget(double target) => target is >= 0.0 and <= 1.0;

    /// <inheritdoc/>
    public string TargetRange => "a probability, 0 to 1";

    bool ILayerFusedLoss.FusesWith(ILayerActivation activation) => activation is Softmax;

    double ILayerFusedLoss.SumOfTerms(ReadOnlySpan<double> netInputs, ReadOnlySpan<double> targets)
    {
        int top = IndexOfLargest(netInputs);
        double logOfSum = LogOfSum(netInputs, top);
        double sum = 0.0;
        for (int i = 0; i < netInputs.Length; i++)
            sum += Term(netInputs[i], targets[i], netInputs[top], logOfSum);
        return sum;
    }

    void ILayerFusedLoss.Terms(ReadOnlySpan<double> netInputs, ReadOnlySpan<double> targets, Span<double> terms)
    {
        int top = IndexOfLargest(netInputs);
        double logOfSum = LogOfSum(netInputs, top);
        for (int i = 0; i < netInputs.Length; i++)
            terms[i] = Term(netInputs[i], targets[i], netInputs[top], logOfSum);
    }

    // δᵢ = yᵢ − aᵢ · Σ yⱼ = yᵢ · (1 − aᵢ) − aᵢ · (Σ of the other targets), which is yᵢ − aᵢ when the targets sum to 1. The second form does not
    // cancel when aᵢ is near 1; there 1 − aᵢ is summed from the others' activations.
    void ILayerFusedLoss.Deltas(ReadOnlySpan<double> activations, ReadOnlySpan<double> targets, Span<double> deltas)
    {
        int top = IndexOfLargest(activations);
        double sumOfTargets = 0.0;
        double othersThanTop = 0.0;
        double targetsOtherThanTop = 0.0;
        for (int i = 0; i < activations.Length; i++)
        {
            sumOfTargets += targets[i];
            if (i == top) continue;
            othersThanTop += activations[i];
            targetsOtherThanTop += targets[i];
        }
        for (int i = 0; i < activations.Length; i++)
        {
            deltas[i] = i == top
                ? targets[i] * othersThanTop - activations[i] * targetsOtherThanTop
                : targets[i] - activations[i] * sumOfTargets;
        }
    }

    // −ln aᵢ = (z_max − zᵢ) + ln(1 + Σ of the other exponentials).
    private static double Term(double netInput, double target, double largest, double logOfSum) =>
        target == 0.0 ? 0.0 : target * (largest - netInput + logOfSum);

    /// <summary>ln Σ e^(z − z_max), of which the largest net input itself adds 1.</summary>
    private static double LogOfSum(ReadOnlySpan<double> netInputs, int top)
    {
        double others = 0.0;
        for (int i = 0; i < netInputs.Length; i++)
        {
            if (i != top) others += Math.Exp(netInputs[i] - netInputs[top]);
        }
        return Numerics.LogOnePlus(others);
    }

    private static int IndexOfLargest(ReadOnlySpan<double> values)
    {
        int top = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[top]) top = i;
        }
        return top;
    }
}
