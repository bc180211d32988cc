using NodeNet.History;

namespace NodeNet.Stopping;

/// <summary>Says after each epoch whether training should end.</summary>
/// <remarks>To add your own, implement <see cref="ReasonToStop"/>. A rule remembers nothing itself: all that it may depend on is in the history, so one
/// instance may serve any number of runs. Rules compose with <see cref="AnyOf"/> and <see cref="AllOf"/>.</remarks>
public interface IStoppingRule
{
    /// <summary>Why training should end now, in words, as "the loss is below 0.01"; null to continue.</summary>
    /// <param name="history">The reports of the epochs so far; at least one.</param>
    string? ReasonToStop(TrainingHistory history);
}
