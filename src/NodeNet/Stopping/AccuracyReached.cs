using NodeNet.Foundation;
using NodeNet.History;

namespace NodeNet.Stopping;

/// <summary>Ends training when the share of examples whose class is predicted right has reached a threshold: on the validation set if there is one, otherwise
/// on the training set. Never, if the targets name no classes.</summary>
/// <param name="threshold">The share, above 0 and at most 1.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="threshold"/> is out of range.</exception>
public sealed class AccuracyReached(double threshold) : IStoppingRule
{
    /// <summary>The share.</summary>
    public double Threshold { get; } = threshold is > 0.0 and <= 1.0 ? threshold
        : throw new ArgumentOutOfRangeException(
            nameof(threshold), threshold, $"threshold is {MessageText.Exact(threshold)}; it must be above 0 and at most 1.");

    /// <inheritdoc/>
    public string? ReasonToStop(TrainingHistory history)
    {
        Guard.NotNull(history);
        return history[^1].Accuracy >= Threshold ? $"the accuracy has reached {MessageText.Exact(Threshold)}" : null;
    }
}
