using NodeNet.Foundation;
using NodeNet.History;

namespace NodeNet.Stopping;

/// <summary>Ends training after the first epoch that ends later than a time limit. Which epoch that is depends on the machine.</summary>
/// <param name="limit">How long after the start; above 0.</param>
/// <exception cref="ArgumentOutOfRangeException"><paramref name="limit"/> is not above 0.</exception>
public sealed class TimeLimit(TimeSpan limit) : IStoppingRule
{
    /// <summary>How long after the start.</summary>
    public TimeSpan Limit { get; } = limit > TimeSpan.Zero ? limit
        : throw new ArgumentOutOfRangeException(nameof(limit), limit, $"limit is {limit}; it must be above 0.");

    /// <inheritdoc/>
    public string? ReasonToStop(TrainingHistory history)
    {
        Guard.NotNull(history);
        return history[^1].Elapsed >= Limit ? $"the time limit of {Limit} is over" : null;
    }
}
