namespace NodeNet.Losses;

/// <summary>Half the sum of squared errors: ½ · Σ (y − ŷ)² over the outputs, so that the slope is just ŷ − y (Mazur, Nielsen, Han and Kamber).</summary>
public sealed class HalfSumOfSquaredErrors : ILoss
{
    /// <inheritdoc/>
    public string Name => "half_sse";

    /// <summary>½ · (y − ŷ)².</summary>
    /// <inheritdoc/>
    public double Term(double output, double target) => 0.5 * (target - output) * (target - output);

    /// <summary>−(y − ŷ).</summary>
    /// <inheritdoc/>
    public double Slope(double output, double target) => -(target - output);
}
