using NodeNet.Foundation;
using NodeNet.History;

namespace NodeNet.Schedules;

/// <summary>The rate is multiplied by a factor whenever the loss has not improved for some epochs at the same rate.</summary>
/// <remarks>The loss is that of the validation set if there is one, otherwise that of the training set.</remarks>
public sealed class ReduceOnPlateau : ILearningRateSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="patience">After how many epochs without improvement the rate is reduced; at least 1.</param>
    /// <param name="factor">What it is multiplied by; above 0 and below 1, by default 0.1.</param>
    /// <param name="smallest">What it never falls below; 0 or above, by default 0.</param>
    /// <param name="improvement">By how much the loss must fall to count as improved; 0 or above, by default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public ReduceOnPlateau(int patience, double factor = 0.1, double smallest = 0.0, double improvement = 0.0)
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
        Name = Naming.WithParameters("reduce_on_plateau", patience, factor, smallest, improvement);
    }

    /// <summary>After how many epochs without improvement the rate is reduced.</summary>
    public int Patience { get; }

    /// <summary>What it is multiplied by.</summary>
    public double Factor { get; }

    /// <summary>What it never falls below.</summary>
    public double Smallest { get; }

    /// <summary>By how much the loss must fall to count as improved.</summary>
    public double Improvement { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>The rate of the epoch before, reduced if the last epochs have all had it and none has improved on what was best before them.</summary>
    /// <inheritdoc/>
    public double Rate(double baseRate, int epoch, TrainingHistory history)
    {
        Guard.NotNull(history);
        if (history.Count == 0) return baseRate;
        double rate = history[^1].LearningRate;
        if (history.Count <= Patience) return rate;

        double bestBefore = history.BestLossOfFirst(history.Count - Patience);
        for (int i = history.Count - Patience; i < history.Count; i++)
        {
            if (history[i].LearningRate != rate || history[i].Loss < bestBefore - Improvement) return rate;
        }
        return Math.Max(rate * Factor, Math.Min(Smallest, rate));
    }
}
