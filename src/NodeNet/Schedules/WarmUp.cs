using NodeNet.Foundation;
using NodeNet.History;

namespace NodeNet.Schedules;

/// <summary>The rate grows evenly to the base rate over the first epochs, base · epoch / epochs; from then on another schedule takes over, counting from
/// 1.</summary>
public sealed class WarmUp : ILearningRateSchedule
{
    /// <summary>Creates the schedule.</summary>
    /// <param name="epochs">How many epochs the rate grows; at least 1.</param>
    /// <param name="then">What follows; by default a constant rate.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epochs"/> is below 1.</exception>
    public WarmUp(int epochs, ILearningRateSchedule? then = null)
    {
        Guard.AtLeast(epochs, 1);
        Epochs = epochs;
        Then = then ?? new ConstantRate();
        Name = $"{MessageText.WithParameters("warm_up", epochs)}+{Then.Name}";
    }

    /// <summary>How many epochs the rate grows.</summary>
    public int Epochs { get; }

    /// <summary>What follows.</summary>
    public ILearningRateSchedule Then { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>base · epoch / epochs, then what follows.</summary>
    /// <inheritdoc/>
    public double Rate(double baseRate, int epoch, TrainingHistory history) =>
        epoch <= Epochs ? baseRate * epoch / Epochs : Then.Rate(baseRate, epoch - Epochs, history);
}
