using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Training;

namespace NodeNet.Stopping;

/// <summary>Ends training when the loss has not improved on its best for some epochs ("early stopping"): that of the validation set if there is one,
/// otherwise that of the training set. Usually together with <see cref="TrainerOptions.KeepBest"/>.</summary>
public sealed class NoImprovement : IStoppingRule
{
    /// <summary>Creates the rule.</summary>
    /// <param name="epochs">For how many epochs; at least 1.</param>
    /// <param name="improvement">By how much the loss must fall below what was best before these epochs to count as improved; 0 or above, by default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public NoImprovement(int epochs, double improvement = 0.0)
    {
        Epochs = Guard.AtLeast(epochs, 1);
        Improvement = Guard.NotNegative(improvement);
    }

    /// <summary>For how many epochs.</summary>
    public int Epochs { get; }

    /// <summary>By how much the loss must fall to count as improved.</summary>
    public double Improvement { get; }

    /// <inheritdoc/>
    public string? ReasonToStop(TrainingHistory history)
    {
        Guard.NotNull(history);
        if (history.Count <= Epochs) return null;
        double bestBefore = history.BestLossOfFirst(history.Count - Epochs);
        for (int i = history.Count - Epochs; i < history.Count; i++)
        {
            if (history[i].Loss < bestBefore - Improvement) return null;
        }
        return $"no improvement for {Naming.Count(Epochs, "epoch")}; the best loss was {Naming.Short(history.Best!.Loss)} in epoch {history.Best.Epoch}";
    }
}
