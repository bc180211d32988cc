namespace NodeNet.Losses;

/// <summary>Mean squared error: the mean of (y − ŷ)² over the outputs (and, as every loss, over the examples of a batch).</summary>
public sealed class MeanSquaredError : ILoss
{
    /// <inheritdoc/>
    public string Name => "mse";

    /// <summary>(y − ŷ)².</summary>
    /// <inheritdoc/>
    public double Term(double output, double target) => (target - output) * (target - output);

    /// <summary>−2 · (y − ŷ).</summary>
    /// <inheritdoc/>
    public double Slope(double output, double target) => -2.0 * (target - output);

    /// <summary>True.</summary>
    public bool IsMeanOverOutputs => true;
}
