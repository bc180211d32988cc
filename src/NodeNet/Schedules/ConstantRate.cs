using NodeNet.History;

namespace NodeNet.Schedules;

/// <summary>The same rate in every epoch.</summary>
public sealed class ConstantRate : ILearningRateSchedule
{
    /// <inheritdoc/>
    public string Name => "constant";

    /// <summary>The base rate.</summary>
    /// <inheritdoc/>
    public double Rate(double baseRate, int epoch, TrainingHistory history) => baseRate;
}
