using NodeNet.Orleans.Boards;

namespace NodeNet.Orleans.Tests.Boards;

/// <summary>A store that keeps what it is told, and whose next write can be made to fail, before or after it is kept.</summary>
internal sealed class MemoryStore : IBoardStore
{
    private readonly Dictionary<string, SortedDictionary<int, TrialEnd>> _ends = [];
    private BoardPlan? _plan;
    private BoardLeases? _leases;

    /// <summary>Those of the board that is open.</summary>
    public SortedDictionary<int, TrialEnd> Ends => EndsOf(_plan?.Opening ?? "");

    /// <summary>What happens to the next write.</summary>
    public Failure Next { get; set; }

    public int Writes { get; private set; }

    /// <summary>Every end that was ever written, so that one that is written over is seen.</summary>
    public List<TrialEnd> Written { get; } = [];

    public Task<BoardPlan?> ReadPlanAsync() => Task.FromResult(_plan);

    public Task WritePlanAsync(BoardPlan plan) => Write(() => _plan = plan);

    public Task<BoardLeases?> ReadLeasesAsync() => Task.FromResult(_leases);

    public Task WriteLeasesAsync(BoardLeases leases) => Write(() => _leases = leases);

    public Task<IReadOnlyList<TrialEnd>> ReadEndsAsync(string opening, int mark) =>
        Task.FromResult<IReadOnlyList<TrialEnd>>([.. EndsOf(opening).Where(end => end.Key < mark).Select(end => end.Value)]);

    public Task WriteEndAsync(string opening, TrialEnd end) => Write(() =>
    {
        EndsOf(opening)[end.Trial] = end;
        Written.Add(end);
    });

    public Task ClearAsync(string opening, int mark)
    {
        (_plan, _leases) = (null, null);
        EndsOf(opening).Clear();
        return Task.CompletedTask;
    }

    /// <summary>Someone empties the storage.</summary>
    public void Empty()
    {
        (_plan, _leases) = (null, null);
        _ends.Clear();
    }

    private SortedDictionary<int, TrialEnd> EndsOf(string opening) => _ends.TryGetValue(opening, out var ends) ? ends : _ends[opening] = [];

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
