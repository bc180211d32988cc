using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Training;

namespace NodeNet.Schedules;

/// <summary>The rate is multiplied by a factor whenever the loss has not improved for some epochs at the same rate.</summary>
/// <remarks>
/// <para>The loss is that of the validation set if there is one, otherwise that of the training set.</para>
/// <para>Where the base rate is assigned again (<see cref="Trainer.LearningRate"/>, in a progress callback), the reductions so far stay: after two to a tenth,
/// a base rate of 0.5 gives 0.005. The epochs at the new rate are counted again.</para>
/// </remarks>
public sealed class ReduceOnPlateau : ILearningRateSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="patience">After how many epochs without improvement the rate is reduced; at least 1.</param>
    /// <param name="factor">What it is multiplied by; above 0 and below 1, by default 0.1.</param>
    /// <param name="smallest">What it never falls below; 0 or above, by default 0.</param>
    /// <param name="improvement">By how much the loss must fall to count as improved; 0 or above, by default 0.</param>
    /// <param name="over">What it must fall below by that much; by default the best loss before the last epochs.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public ReduceOnPlateau(
        int patience, double factor = 0.1, double smallest = 0.0, double improvement = 0.0, ImprovementOver over = ImprovementOver.BestBefore)
    {
        Guard.AtLeast(patience, 1);
        Guard.Positive(factor);
        Guard.Fraction(factor);
        Guard.NotNegative(smallest);
        Guard.NotNegative(improvement);
        Patience = patience;
        Factor = factor;
        Smallest = smallest;
        Improvement = improvement;
        Over = Guard.Defined(over);
        Name = over == ImprovementOver.BestBefore
            ? MessageText.WithParameters("reduce_on_plateau", patience, factor, smallest, improvement)
            : MessageText.WithParameters("reduce_on_plateau", patience, factor, smallest, improvement, (int)over);
    }

    /// <summary>After how many epochs without improvement the rate is reduced.</summary>
    public int Patience { get; }

    /// <summary>What it is multiplied by.</summary>
    public double Factor { get; }

    /// <summary>What it never falls below.</summary>
    public double Smallest { get; }

    /// <summary>By how much the loss must fall to count as improved.</summary>
    public double Improvement { get; }

    /// <summary>What it must fall below by that much.</summary>
    public ImprovementOver Over { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The rate of the epoch before, reduced if the last epochs have all had it and none has improved on what was best before them.</summary>
    /// <inheritdoc/>
    public double Rate(double baseRate, int epoch, TrainingHistory history)
    {
        Guard.NotNull(history);
        if (history.Count == 0) return baseRate;
        EpochReport last = history[^1];
        double rate = last.BaseLearningRate == baseRate ? last.LearningRate // to the bit
            : last.BaseLearningRate > 0.0 ? last.LearningRate / last.BaseLearningRate * baseRate
            : baseRate;
        if (last.LearningRate != rate || history.SameRateSince > Math.Max(1, history.Epochs - Patience + 1)) return rate;
        return history.HasImproved(Patience, Improvement, Over) ? rate : Math.Max(rate * Factor, Math.Min(Smallest, rate));
    }
}
