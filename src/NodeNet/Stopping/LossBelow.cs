using NodeNet.Foundation;
using NodeNet.History;

namespace NodeNet.Stopping;

/// <summary>Ends training when the loss is below a threshold: that of the validation set if there is one, otherwise that of the training set.</summary>
/// <param name="threshold">The threshold; finite.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is not finite.</exception>
public sealed class LossBelow(double threshold) : IStoppingRule
{
    /// <summary>The threshold.</summary>
    public double Threshold { get; } = Guard.Finite(threshold);

    /// <inheritdoc/>
    public string? ReasonToStop(TrainingHistory history)
    {
        Guard.NotNull(history);
        double loss = history[^1].Loss;
        return loss < Threshold ? $"the loss, {MessageText.Short(loss)}, is below {MessageText.Exact(Threshold)}" : null;
    }
}
