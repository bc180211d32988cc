using NodeNet.Orleans.Work;

namespace NodeNet.Orleans.Boards;

/// <content>What the board remembers, and how it follows what is stored.</content>
internal sealed partial class TrialBoard
{
    /// <summary>Whether nothing is left to do: every trial has ended, or one of a stage ended with trouble, on which the next cannot stand.</summary>
    public bool IsFinished => Plan is not null && (_inOrder.Count == Plan.Count || StageFailed);

    private bool StageFailed
    {
        get
        {
            if (Plan is not { StageSize: > 0 } plan) return false;
            (int first, int end) = plan.Stage(_stage);
            return !_ends.AsSpan(first..end).Contains(null) && _ends[first..end].Any(one => one!.Trouble is not null);
        }
    }

    private int[] Choose(Asker asker, BoardPlan plan)
    {
        bool hasLastAttempt = _leases.Values.Any(lease => lease.Silo == asker.Silo && lease.Trials.Any(trial => _attempts[trial] >= plan.MaxAttempts));
        // What is left is shared out in smaller and smaller pieces, so that no silo has the last ones all alone.
        int most = Math.Clamp(_free.Count / (2 * (_leases.Count + 1)), 1, Math.Max(1, asker.Most));
        var chosen = new List<int>();
        foreach (int trial in _free)
        {
            if (plan.PlaceOf(trial) is { } place && !asker.Places.Contains(place)) continue;
            int begun = _attempts.GetValueOrDefault(trial);
            if (begun > 0 && (chosen.Count > 0 || (hasLastAttempt && begun + 1 >= plan.MaxAttempts))) continue;
            chosen.Add(trial);
            if (begun > 0 || chosen.Count == most) break;
        }
        return [.. chosen];
    }

    /// <summary>Takes back what lost leases held, and gives up what was lost too often.</summary>
    private async Task CollectLostAsync()
    {
        DateTimeOffset now = clock.GetUtcNow();
        foreach ((string id, HeldLease lease) in _leases.ToArray())
        {
            if (now - lease.Beat <= Plan!.LeaseLife && !isDead(lease.Silo)) continue;
            foreach (int trial in lease.Trials.ToArray())
            {
                int begun = _attempts[trial];
                if (begun < Plan.MaxAttempts) continue;
                await EndAsync(new TrialEnd
                {
                    Trial = trial,
                    Opening = Plan.Opening,
                    Attempts = begun,
                    Silo = lease.Silo,
                    IsGivenUp = true,
                    Trouble = $"given up after {Counted.Of(begun, "attempt")}: the silo was lost each time, the last time {lease.Silo}",
                });
            }
            Lost += lease.Trials.Count;
            _leases.Remove(id); // the next lease that is stored leaves it out; read before that, it is found lost again
            foreach (int trial in lease.Trials) _free.Add(trial);
        }
    }

    private async Task EndAsync(TrialEnd end)
    {
        TrialEnd whole = end with { Order = _inOrder.Count + 1 };
        await StoreAsync(() => store.WriteEndAsync(Plan!.Opening, whole));
        Note(whole);
        _attempts.Remove(end.Trial);
        _free.Remove(end.Trial);
        foreach ((string id, HeldLease lease) in _leases.ToArray())
        {
            if (lease.Trials.Remove(end.Trial) && lease.Trials.Count == 0) _leases.Remove(id);
        }
        OpenNextStage();
    }

    private void Note(TrialEnd end)
    {
        _ends[end.Trial] = end;
        _inOrder.Add(end);
    }

    private void OpenNextStage()
    {
        while (!IsFinished)
        {
            (int first, int end) = Plan!.Stage(_stage);
            if (_ends.AsSpan(first..end).Contains(null)) return;
            (first, end) = Plan.Stage(++_stage);
            for (int trial = first; trial < end; trial++)
                if (_ends[trial] is null) _free.Add(trial);
        }
    }

    private async Task ReadAsync()
    {
        if (_isRead) return;
        BoardPlan? plan = await store.ReadPlanAsync();
        BoardLeases leases = (plan is null ? null : await store.ReadLeasesAsync()) ?? new BoardLeases(0, [], new Dictionary<int, int>());
        IReadOnlyList<TrialEnd> ends = plan is null ? [] : await store.ReadEndsAsync(plan.Opening, leases.Mark);
        Begin(plan, leases, ends);
        _isRead = true;
    }

    private void Begin(BoardPlan? plan, BoardLeases leases, IReadOnlyList<TrialEnd> ends)
    {
        (Plan, _mark, _stage, Lost, Refused) = (plan, leases.Mark, 0, 0, 0);
        (_ends, _inOrder) = (new TrialEnd?[plan?.Count ?? 0], []);
        _leases.Clear();
        _free.Clear();
        _attempts.Clear();
        if (plan is null) return;
        foreach (TrialEnd end in ends.OrderBy(end => end.Order)) Note(end);
        foreach ((int trial, int begun) in leases.Attempts)
            if (_ends[trial] is null) _attempts[trial] = begun;
        (int first, int last) = plan.Stage(0);
        for (int trial = first; trial < last; trial++)
            if (_ends[trial] is null) _free.Add(trial);
        OpenNextStage();
        foreach (Lease lease in leases.Held)
        {
            List<int> held = [.. lease.Trials.Where(trial => _ends[trial] is null && _attempts.ContainsKey(trial))];
            if (held.Count == 0) continue;
            _leases[lease.Id] = new HeldLease(lease.Silo, held) { Beat = clock.GetUtcNow() };
            foreach (int trial in held) _free.Remove(trial);
        }
    }

    private IEnumerable<Lease> Held() => _leases.Select(one => new Lease(one.Key, one.Value.Silo, [.. one.Value.Trials]));

    /// <summary>Writes; a write that fails may be stored or not, so that the board is read before it is asked again.</summary>
    private async Task StoreAsync(Func<Task> write)
    {
        try
        {
            await write();
        }
        catch
        {
            _isRead = false;
            throw;
        }
    }

    private static string Shown(string machine) => machine.Length == 0 ? "any machine" : machine;

    private sealed class HeldLease(string silo, List<int> trials)
    {
        public string Silo { get; } = silo;

        public List<int> Trials { get; } = trials;

        public DateTimeOffset Beat { get; set; }
    }
}
