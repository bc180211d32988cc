using NodeNet.Orleans.Boards;

namespace NodeNet.Orleans.Tests.Boards;

/// <summary>A store that keeps what it is told, and whose next write can be made to fail, before or after it is kept.</summary>
internal sealed class MemoryStore : IBoardStore
{
    private BoardPlan? _plan;
    private BoardLeases? _leases;

    public SortedDictionary<int, TrialEnd> Ends { get; } = [];

    /// <summary>What happens to the next write.</summary>
    public Failure Next { get; set; }

    public int Writes { get; private set; }

    /// <summary>Every end that was ever written, so that one that is written over is seen.</summary>
    public List<TrialEnd> Written { get; } = [];

    public Task<BoardPlan?> ReadPlanAsync() => Task.FromResult(_plan);

    public Task WritePlanAsync(BoardPlan plan) => Write(() => _plan = plan);

    public Task<BoardLeases?> ReadLeasesAsync() => Task.FromResult(_leases);

    public Task WriteLeasesAsync(BoardLeases leases) => Write(() => _leases = leases);

    public Task<IReadOnlyList<TrialEnd>> ReadEndsAsync(int mark) =>
        Task.FromResult<IReadOnlyList<TrialEnd>>([.. Ends.Where(end => end.Key < mark).Select(end => end.Value)]);

    public Task WriteEndAsync(TrialEnd end) => Write(() =>
    {
        Ends[end.Trial] = end;
        Written.Add(end);
    });

    public Task ClearAsync(int mark)
    {
        (_plan, _leases) = (null, null);
        Ends.Clear();
        return Task.CompletedTask;
    }

    private Task Write(Action keep)
    {
        Failure failure = Next;
        Next = Failure.None;
        Writes++;
        if (failure != Failure.Before) keep();
        return failure == Failure.None ? Task.CompletedTask : Task.FromException(new IOException("the disk is full"));
    }
}

internal enum Failure
{
    None,
    Before,
    After,
}

/// <summary>A clock that stands until it is moved.</summary>
internal sealed class HandClock : TimeProvider
{
    private DateTimeOffset _now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public override DateTimeOffset GetUtcNow() => _now;

    public void Move(double seconds) => _now += TimeSpan.FromSeconds(seconds);
}
