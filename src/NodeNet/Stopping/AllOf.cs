using NodeNet.Foundation;
using NodeNet.History;

namespace NodeNet.Stopping;

/// <summary>Ends training when all of several rules would after the same epoch.</summary>
/// <param name="rules">The rules; at least one.</param>
/// <exception cref="ArgumentException">There is no rule, or one is null.</exception>
public sealed class AllOf(params IStoppingRule[] rules) : IStoppingRule
{
    /// <summary>The rules.</summary>
    public IReadOnlyList<IStoppingRule> Rules { get; } = Guard.Items(rules);

    /// <inheritdoc/>
    public string? ReasonToStop(TrainingHistory history)
    {
        var reasons = new List<string>();
        foreach (IStoppingRule rule in Rules)
        {
            if (rule.ReasonToStop(history) is not { } reason) return null;
            reasons.Add(reason);
        }
        return string.Join("; and ", reasons);
    }
}
