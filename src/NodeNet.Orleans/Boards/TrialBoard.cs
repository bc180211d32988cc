namespace NodeNet.Orleans.Boards;

/// <summary>A board of trials, from which silos take work: whoever takes a trial holds a lease on it, and says by beats that it is still at it. Each trial ends
/// once.</summary>
/// <remarks>
/// <para>The rules:</para>
/// <list type="number">
/// <item>What is answered is stored before. A write that fails leaves in doubt what is stored, so the next call reads the board anew.</item>
/// <item>A lease is lost when its silo is dead, or when it had no beat for <see cref="BoardPlan.LeaseLife"/>. Its trials are then given to others.</item>
/// <item>The first result of a trial counts, whoever brings it: a result depends on what the trial was given alone. A second is refused. Who asks again whether
/// his own was taken is told that it was.</item>
/// <item>What a trial throws is a result. A trial that was lost with its silo <see cref="BoardPlan.MaxAttempts"/> times is given up, which is a result,
/// too.</item>
/// <item>A trial that was lost before is leased alone, and a silo has at most one trial in its last attempt: so that a trial that kills its silo does not take
/// along others until they are given up, too.</item>
/// </list>
/// <para>Not for several threads at once: its grain has turns. It knows nothing of Orleans.</para>
/// </remarks>
/// <param name="store">Where the board is kept.</param>
/// <param name="clock">What time it is.</param>
/// <param name="isDead">Whether a silo is known to be dead.</param>
internal sealed partial class TrialBoard(IBoardStore store, TimeProvider clock, Func<string, bool> isDead)
{
    private readonly Dictionary<string, HeldLease> _leases = [];
    private readonly SortedSet<int> _free = []; // of the stage that is open
    private readonly Dictionary<int, int> _attempts = []; // of trials that have not ended
    private TrialEnd?[] _ends = [];
    private List<TrialEnd> _inOrder = [];
    private int _mark;
    private int _stage;
    private bool _isRead;

    /// <summary>What the board is of; null before it is opened.</summary>
    public BoardPlan? Plan { get; private set; }

    /// <summary>How many attempts were lost since the board was read.</summary>
    public int Lost { get; private set; }

    /// <summary>How many second results were refused since then.</summary>
    public int Refused { get; private set; }

    /// <summary>Opens the board, or finds that it is open already.</summary>
    /// <returns>Whether it was opened by this call.</returns>
    /// <exception cref="InvalidOperationException">There is a board of other trials under this name.</exception>
    public async Task<bool> OpenAsync(BoardPlan plan)
    {
        await ReadAsync();
        if (Plan is { } there)
        {
            return there.RefusalOf(plan) is { } refusal ? throw new InvalidOperationException(refusal) : false;
        }
        BoardPlan opened = plan with { Opening = Guid.NewGuid().ToString("N") };
        await StoreAsync(() => store.WritePlanAsync(opened));
        Begin(opened, new BoardLeases(0, [], new Dictionary<int, int>()), []);
        return true;
    }

    /// <summary>Gives trials to a silo.</summary>
    public async Task<Taken> TakeAsync(Asker asker)
    {
        await ReadAsync();
        if (Plan is not { } plan) return Taken.Finished;
        if (IsFinished) return Taken.Finished;
        if (asker.Machine != plan.Machine)
        {
            return new Taken(null, [], false, $"the sweep was started for {Shown(plan.Machine)}; this silo is {Shown(asker.Machine)}. Results would differ.");
        }
        await CollectLostAsync();
        if (IsFinished) return Taken.Finished;

        int[] trials = Choose(asker, plan);
        if (trials.Length == 0) return plan.StageSize > 0 && _leases.Count > 0 ? Taken.Soon : Taken.Nothing;
        string id = $"{asker.Silo}#{Guid.NewGuid():N}"; // no counter: a board that is read anew would begin it again
        var lease = new Lease(id, asker.Silo, trials);
        int mark = Math.Max(_mark, trials[^1] + 1);
        var attempts = new Dictionary<int, int>(_attempts);
        foreach (int trial in trials) attempts[trial] = attempts.GetValueOrDefault(trial) + 1;
        await StoreAsync(() => store.WriteLeasesAsync(new BoardLeases(mark, [.. Held(), lease], attempts)));

        _mark = mark;
        foreach (int trial in trials)
        {
            _attempts[trial] = attempts[trial];
            _free.Remove(trial);
        }
        _leases[id] = new HeldLease(lease.Silo, [.. trials]) { Beat = clock.GetUtcNow() };
        return new Taken(lease, [.. trials.Select(trial => attempts[trial])], false, null, Opening: plan.Opening);
    }

    /// <summary>Says that a silo is still at the trials of a lease.</summary>
    /// <returns>Those of its trials that it is still to do: the others have ended elsewhere, or the lease was lost and given to another.</returns>
    public async Task<IReadOnlyList<int>> BeatAsync(string lease)
    {
        await ReadAsync();
        if (!_leases.TryGetValue(lease, out HeldLease? held)) return [];
        held.Beat = clock.GetUtcNow();
        return [.. held.Trials];
    }

    /// <summary>Brings the end of a trial.</summary>
    /// <returns>Whether this end counts; false if the trial has another, or if it is of a board that is no more.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no trial of this number.</exception>
    public async Task<bool> CompleteAsync(TrialEnd end)
    {
        await ReadAsync();
        if (Plan?.Opening != end.Opening) return false; // deleted meanwhile, and perhaps another opened under its name
        ArgumentOutOfRangeException.ThrowIfNegative(end.Trial);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(end.Trial, Plan.Count);
        if (_ends[end.Trial] is { } there)
        {
            if (there.Lease == end.Lease) return true; // he asks again: the answer was lost
            Refused++;
            return false;
        }
        await EndAsync(end with { Attempts = Math.Max(1, end.Attempts) });
        return true;
    }

    /// <summary>Gives back what a lease still holds: its silo is going to stop, in order. The attempt does not count.</summary>
    public async Task ReturnAsync(string lease)
    {
        await ReadAsync();
        if (!_leases.TryGetValue(lease, out HeldLease? held)) return;
        var attempts = new Dictionary<int, int>(_attempts);
        foreach (int trial in held.Trials)
        {
            if (attempts[trial] > 1) attempts[trial]--;
            else attempts.Remove(trial);
        }
        await StoreAsync(() => store.WriteLeasesAsync(new BoardLeases(_mark, [.. Held().Where(one => one.Id != lease)], attempts)));
        _leases.Remove(lease);
        foreach (int trial in held.Trials)
        {
            _free.Add(trial);
            if (attempts.TryGetValue(trial, out int begun)) _attempts[trial] = begun;
            else _attempts.Remove(trial);
        }
    }

    /// <summary>The ends that came after one, in their order; null where the board is no more.</summary>
    /// <param name="opening">Of which board of the name.</param>
    /// <param name="after">How many the reader has.</param>
    /// <param name="most">How many it takes at most.</param>
    public async Task<IReadOnlyList<TrialEnd>?> EndsAsync(string opening, int after, int most)
    {
        await ReadAsync();
        return Plan?.Opening != opening ? null : _inOrder[Math.Min(after, _inOrder.Count)..Math.Min(_inOrder.Count, after + most)];
    }

    /// <summary>The ends of a stage, by number; the stage must be over.</summary>
    public async Task<IReadOnlyList<TrialEnd>> EndsOfStageAsync(string opening, int stage)
    {
        await ReadAsync();
        if (Plan?.Opening != opening) throw new InvalidOperationException("The board is no more.");
        (int first, int end) = Plan.Stage(stage);
        TrialEnd[] ends = [.. _ends[first..end].OfType<TrialEnd>()];
        return ends.Length == end - first ? ends : throw new InvalidOperationException($"Stage {stage} is not over.");
    }

    /// <summary>How far the board is; null before it is opened. Looks for lost leases first.</summary>
    public async Task<BoardStatus?> StatusAsync()
    {
        await ReadAsync();
        if (Plan is null) return null;
        await CollectLostAsync();
        return new BoardStatus(
            Plan.Kind, Plan.Count, _inOrder.Count, _inOrder.Count(end => end.Trouble is not null), _inOrder.Count(end => end.IsGivenUp),
            _leases.Values.Sum(lease => lease.Trials.Count), Lost, Refused, IsFinished, Plan.Opening);
    }

    /// <summary>Forgets the board; leases that are out find nothing.</summary>
    /// <returns>The large results that are kept beside it.</returns>
    public async Task<IReadOnlyList<string>> DeleteAsync()
    {
        await ReadAsync();
        string[] results = [.. _inOrder.Select(end => end.Blob).OfType<string>()];
        (string opening, int mark) = (Plan?.Opening ?? "", _mark);
        _isRead = false;
        await store.ClearAsync(opening, mark);
        return results;
    }
}
