using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Training;

namespace NodeNet.Stopping;

/// <summary>Ends training when the loss has not improved on its best for some epochs ("early stopping"): that of the validation set if there is one, otherwise
/// that of the training set. Usually together with <see cref="TrainerOptions.KeepBest"/>.</summary>
public sealed class NoImprovement : IStoppingRule
{
    /// <summary>Creates the rule.</summary>
    /// <param name="epochs">For how many epochs; at least 1.</param>
    /// <param name="improvement">By how much the loss must fall to count as improved; 0 or above, by default 0.</param>
    /// <param name="over">What it must fall below by that much; by default the best loss before these epochs.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public NoImprovement(int epochs, double improvement = 0.0, ImprovementOver over = ImprovementOver.BestBefore)
    {
        Epochs = Guard.AtLeast(epochs, 1);
        Improvement = Guard.NotNegative(improvement);
        Over = Guard.Defined(over);
    }

    /// <summary>For how many epochs.</summary>
    public int Epochs { get; }

    /// <summary>By how much the loss must fall to count as improved.</summary>
    public double Improvement { get; }

    /// <summary>What it must fall below by that much.</summary>
    public ImprovementOver Over { get; }

    /// <inheritdoc/>
    public string? ReasonToStop(TrainingHistory history)
    {
        Guard.NotNull(history);
        if (history.HasImproved(Epochs, Improvement, Over)) return null;
        EpochReport best = history.Best!;
        if (Improvement == 0.0)
        {
            return $"no improvement for {MessageText.Count(Epochs, "epoch")}; the best loss was {MessageText.Short(best.Loss)} in epoch {best.Epoch}";
        }
        (int epoch, double loss) = Over == ImprovementOver.LastImprovement
            ? history.LastImprovement(Improvement)
            : history.BestOfFirst(history.Epochs - Epochs);
        string reason =
            $"no improvement by more than {MessageText.Exact(Improvement)} for {MessageText.Count(Epochs, "epoch")} on the loss of "
                + $"{MessageText.Short(loss)} in epoch {epoch}";
        return best.Epoch == epoch ? reason : $"{reason}; the best, {MessageText.Short(best.Loss)} in epoch {best.Epoch}, is better by less";
    }
}
