namespace NodeNet.Losses;

/// <summary>Sum of squared errors, the handout's loss: SSE = Σ (y − ŷ)² over the outputs, without a factor ½.</summary>
public sealed class SumOfSquaredErrors : ILoss
{
    /// <inheritdoc/>
    public string Name => "sse";

    /// <summary>(y − ŷ)².</summary>
    /// <inheritdoc/>
    public double Term(double output, double target) => (target - output) * (target - output);

    /// <summary>−2 · (y − ŷ).</summary>
    /// <inheritdoc/>
    public double Slope(double output, double target) => -2.0 * (target - output);
}
