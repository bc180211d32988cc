using NodeNet.History;

namespace NodeNet.Schedules;

/// <summary>How the learning rate goes from epoch to epoch.</summary>
/// <remarks>To add your own, implement <see cref="Name"/> and <see cref="Rate"/>. A schedule remembers nothing itself: all that it may depend on is handed to
/// it, so one instance may serve any number of runs.</remarks>
public interface ILearningRateSchedule
{
    /// <summary>The name that summaries and files use, in lower case with its parameters.</summary>
    string Name { get; }

    /// <summary>The learning rate of an epoch.</summary>
    /// <param name="baseRate">The trainer's rate as the epoch begins: its own, or what a progress callback has assigned to it since. Every schedule goes from
    /// it.</param>
    /// <param name="epoch">The number of the epoch, from 1.</param>
    /// <param name="history">The reports of the epochs before it.</param>
    /// <returns>α for every step of the epoch; finite, 0 or above.</returns>
    double Rate(double baseRate, int epoch, TrainingHistory history);
}
