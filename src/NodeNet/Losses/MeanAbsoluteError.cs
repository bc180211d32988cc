namespace NodeNet.Losses;

/// <summary>Mean absolute error: the mean of |y − ŷ| over the outputs. Outliers pull no harder than others.</summary>
public sealed class MeanAbsoluteError : ILoss
{
    /// <inheritdoc/>
    public string Name => "mae";

    /// <summary>|y − ŷ|.</summary>
    /// <inheritdoc/>
    public double Term(double output, double target) => Math.Abs(target - output);

    /// <summary>The sign of ŷ − y; at the kink, ŷ = y, it is 0.</summary>
    /// <inheritdoc/>
    public double Slope(double output, double target) => output > target ? 1.0 : output < target ? -1.0 : 0.0;

    /// <summary>True.</summary>
    public bool IsMeanOverOutputs => true;
}
