using NodeNet.Foundation;
using NodeNet.History;

namespace NodeNet.Schedules;

/// <summary>The rate is multiplied by a factor after every epoch: base · factor^(epoch − 1).</summary>
public sealed class ExponentialDecay : ILearningRateSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="factor">The factor; above 0, usually a little below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is out of range.</exception>
    public ExponentialDecay(double factor)
    {
        Guard.Positive(factor);
        Factor = factor;
        Name = MessageText.WithParameters("exponential", factor);
    }

    /// <summary>What the rate is multiplied by after every epoch.</summary>
    public double Factor { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>base · factor^(epoch − 1).</summary>
    /// <inheritdoc/>
    public double Rate(double baseRate, int epoch, TrainingHistory history) => baseRate * Math.Pow(Factor, epoch - 1);
}
