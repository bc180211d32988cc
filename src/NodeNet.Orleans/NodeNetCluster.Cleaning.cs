using NodeNet.Orleans.Averaging;
using NodeNet.Orleans.Boards;
using NodeNet.Orleans.Grains;
using NodeNet.Orleans.Work;

namespace NodeNet.Orleans;

/// <content>Deleting what is not needed any more.</content>
public sealed partial class NodeNetCluster
{
    private IDataGrain Data => Grains.GetGrain<IDataGrain>(IDataGrain.Key);

    /// <summary>Deletes a sweep: its trials, results, checkpoints and models. What runs of it comes to nothing. The tables and rows that it was given stay, as
    /// another sweep may be given the same, until <see cref="CleanAsync"/>.</summary>
    /// <param name="name">The sweep's name; nothing happens where there is none.</param>
    /// <param name="cancellation">Ends the call.</param>
    public async Task DeleteAsync(string name, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (await Patience.CallAsync(Board(name).Plan, cancellation) is not { } plan) return;
        // First the board: without it what still runs is thrown away, and nothing that it needs is missed meanwhile.
        string[] results = await Patience.CallAsync(Board(name).Delete, cancellation);
        var sweep = new SweepKey(name, plan.Opening);
        foreach (string result in results) await Blobs.DeleteAsync(result);
        for (int trial = 0; trial < plan.Count; trial++) await CheckpointSink.DeleteAllAsync(Grains, Blobs, sweep, plan, trial);
    }

    /// <summary>What the cluster keeps by its content: tables, rows of shards, lists of specs.</summary>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<KeptData> DataAsync(CancellationToken cancellation = default) => KeptData.Of(await Patience.CallAsync(Data.All, cancellation));

    /// <summary>Deletes the tables, rows and specs that no sweep has any more.</summary>
    /// <param name="unusedFor">Only those that nobody has put there for so long, so that a sweep that is about to begin keeps its own; 0 or above.</param>
    /// <param name="cancellation">Ends the call; what is deleted is deleted.</param>
    /// <returns>What was deleted, and what was kept, with the reasons.</returns>
    public async Task<CleanReport> CleanAsync(TimeSpan unusedFor, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(unusedFor, TimeSpan.Zero);
        DateTimeOffset now = DateTimeOffset.UtcNow;
        DataEntry[] all = await Patience.CallAsync(Data.All, cancellation);
        var deleted = new List<DataEntry>();
        var kept = new List<KeptContent>();
        List<(string Sweep, BoardPlan Plan)> plans = await PlansAsync(cancellation);
        foreach (DataEntry entry in all)
        {
            (string Sweep, BoardPlan Plan)[] owners = [.. plans.Where(one => one.Plan.Specs == entry.Hash || one.Plan.Data.Contains(entry.Hash))];
            if (owners.Length > 0 || now - entry.Used < unusedFor)
            {
                TimeSpan age = now > entry.Used ? now - entry.Used : TimeSpan.Zero;
                kept.Add(new KeptContent(WhatOf(entry.Hash, owners), entry.Hash, entry.Bytes, age, [.. owners.Select(one => one.Sweep)]));
                continue;
            }
            await Patience.CallAsync(() => Blobs.DeleteAsync(entry.Hash), cancellation);
            await Patience.CallAsync(() => Data.Forget(entry.Hash), cancellation);
            deleted.Add(entry);
        }
        return new CleanReport(KeptData.Of(deleted), kept);
    }

    private static string WhatOf(string hash, (string Sweep, BoardPlan Plan)[] owners) => owners switch
    {
        [] => "table or list",
        [var (_, plan), ..] when plan.Specs == hash => "list of trials",
        [var (_, plan), ..] when plan.Kind == ShardWork.Name => "rows or settings",
        _ => "table",
    };

    private async Task<List<(string Sweep, BoardPlan Plan)>> PlansAsync(CancellationToken cancellation)
    {
        BoardNames names = await Patience.CallAsync(Index.Names, cancellation);
        var plans = new List<(string Sweep, BoardPlan Plan)>();
        foreach (string name in names.Open.Concat(names.Finished))
        {
            if (await Patience.CallAsync(Board(name).Plan, cancellation) is { } plan) plans.Add((name, plan));
        }
        return plans;
    }
}

/// <summary>Tables, rows and specs in a cluster.</summary>
/// <param name="Count">How many.</param>
/// <param name="Bytes">How many bytes together.</param>
public sealed record KeptData(int Count, long Bytes)
{
    /// <summary>"3 tables and lists, 12.4 MB".</summary>
    public override string ToString() => $"{Counted.Of(Count, "table or list", "tables and lists")}, {Counted.Size(Bytes)}";

    internal static KeptData Of(IReadOnlyCollection<DataEntry> entries) => new(entries.Count, entries.Sum(entry => entry.Bytes));
}

/// <summary>What <see cref="NodeNetCluster.CleanAsync"/> has done.</summary>
/// <param name="Deleted">What it has deleted.</param>
/// <param name="Kept">What it has kept, and why.</param>
public sealed record CleanReport(KeptData Deleted, IReadOnlyList<KeptContent> Kept)
{
    /// <summary>"deleted 2 tables and lists, 12.4 MB", and a line for each that was kept.</summary>
    public override string ToString() => string.Join('\n', [$"deleted {Deleted}", .. Kept.Select(one => $"kept {one}")]);
}

/// <summary>Something that the cluster keeps by its content, and why.</summary>
/// <param name="What">"table", "list of trials", "rows or settings"; "table or list" where no sweep has it that would tell.</param>
/// <param name="Hash">The SHA-256 of its bytes.</param>
/// <param name="Bytes">How many bytes.</param>
/// <param name="Age">How long ago somebody last sent it.</param>
/// <param name="Sweeps">The sweeps that have it. None: it is kept because it was sent lately, and a sweep that is about to begin may need it.</param>
public sealed record KeptContent(string What, string Hash, long Bytes, TimeSpan Age, IReadOnlyList<string> Sweeps)
{
    private const int Shown = 8;

    /// <summary>Why it is kept: "the sweep wine-1 has it", "no sweep has it, but it was sent 3 minutes ago".</summary>
    public string Reason => Sweeps switch
    {
        [] => $"no sweep has it, but it was sent {Counted.Ago(Age)}",
        [var one] => $"the sweep {one} has it",
        _ => $"the sweeps {string.Join(", ", Sweeps)} have it",
    };

    /// <summary>"table 1a2b3c4d…, 12.4 MB: the sweep wine-1 has it".</summary>
    public override string ToString() => $"{What} {Hash[..Math.Min(Shown, Hash.Length)]}…, {Counted.Size(Bytes)}: {Reason}";
}
