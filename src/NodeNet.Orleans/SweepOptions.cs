using NodeNet.Orleans.Boards;

namespace NodeNet.Orleans;

/// <summary>How a sweep is run.</summary>
public sealed record SweepOptions
{
    /// <summary>After how many lost attempts a trial is given up, so that one that kills its silo cannot kill them all; at least 1. Default: 3.</summary>
    public int MaxAttempts { get; init; } = 3;

    /// <summary>For how long a silo may be silent before its trials are given to another; at least a second. A silo that is known to be dead is not waited for.
    /// Default: 15 seconds.</summary>
    public TimeSpan LeaseLife { get; init; } = TimeSpan.FromSeconds(15.0);

    internal BoardPlan Plan(string trial, string machine)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxAttempts, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(LeaseLife, TimeSpan.FromSeconds(1.0));
        return new BoardPlan { Kind = trial, Specs = "", Count = 0, Machine = machine, MaxAttempts = MaxAttempts, LeaseLife = LeaseLife };
    }
}
