using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Training;

namespace NodeNet.Stopping;

/// <summary>Ends training after a number of epochs. For compositions; a run's own limit is <see cref="TrainerOptions.Epochs"/>.</summary>
/// <param name="epochs">How many epochs; at least 1.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="epochs"/> is below 1.</exception>
public sealed class EpochsReached(int epochs) : IStoppingRule
{
    /// <summary>How many epochs.</summary>
    public int Epochs { get; } = Guard.AtLeast(epochs, 1);

    /// <inheritdoc/>
    public string? ReasonToStop(TrainingHistory history)
    {
        Guard.NotNull(history);
        return history.Epochs >= Epochs ? $"{MessageText.Count(Epochs, "epoch")} reached" : null;
    }
}
