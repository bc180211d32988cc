using NodeNet.Foundation;
using NodeNet.History;

namespace NodeNet.Stopping;

/// <summary>Ends training as soon as one of several rules would.</summary>
/// <param name="rules">The rules; at least one.</param>
/// <exception cref="ArgumentException">There is no rule, or one is null.</exception>
public sealed class AnyOf(params IStoppingRule[] rules) : IStoppingRule
{
    /// <summary>The rules.</summary>
    public IReadOnlyList<IStoppingRule> Rules { get; } = Guard.Items(rules);

    /// <inheritdoc/>
    public string? ReasonToStop(TrainingHistory history)
    {
        foreach (IStoppingRule rule in Rules)
        {
            if (rule.ReasonToStop(history) is { } reason) return reason;
        }
        return null;
    }
}
