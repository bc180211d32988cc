using NodeNet.Foundation;
using NodeNet.History;

namespace NodeNet.Schedules;

/// <summary>The rate is multiplied by a factor once every so many epochs: base · factor^⌊(epoch − 1) / every⌋.</summary>
public sealed class StepDecay : ILearningRateSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="every">How many epochs a rate stays; at least 1.</param>
    /// <param name="factor">What it is then multiplied by; above 0, by default 0.1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public StepDecay(int every, double factor = 0.1)
    {
        Guard.AtLeast(every, 1);
        Guard.Positive(factor);
        Every = every;
        Factor = factor;
        Name = MessageText.WithParameters("step", every, factor);
    }

    /// <summary>How many epochs a rate stays.</summary>
    public int Every { get; }

    /// <summary>What it is then multiplied by.</summary>
    public double Factor { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>base · factor^⌊(epoch − 1) / every⌋.</summary>
    /// <inheritdoc/>
    public double Rate(double baseRate, int epoch, TrainingHistory history) => baseRate * Math.Pow(Factor, (epoch - 1) / Every);
}
