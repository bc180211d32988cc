namespace NodeNet.Losses;

/// <summary>Mean squared error: the mean of (y − ŷ)² over the outputs (and, as every loss, over the examples of a batch). Its term is that of the
/// sum.</summary>
public sealed class MeanSquaredError() : Loss<SumOfSquaredErrors.Formula>("mse", new SumOfSquaredErrors.Formula())
{
    /// <summary>True.</summary>
    public override bool IsMeanOverOutputs => true;
}
