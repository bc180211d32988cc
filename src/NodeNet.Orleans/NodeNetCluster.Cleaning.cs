using System.Globalization;
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
        for (int trial = 0; trial < plan.Count; trial++)
        {
            await CheckpointSink.DeleteAsync(Grains, Blobs, name, trial);
            await Blobs.DeleteAsync(Names.Model(name, trial));
            if (plan.Kind == ShardWork.Name) await Blobs.DeleteAsync(ShardWork.StateOf(name, trial));
        }
        for (int after = 0; ;)
        {
            TrialEnd[] ends = await Patience.CallAsync(() => Board(name).Ends(after, SweepReader.Page), cancellation);
            if (ends.Length == 0) break;
            foreach (TrialEnd end in ends.Where(end => end.Blob is not null)) await Blobs.DeleteAsync(end.Blob!);
            after += ends.Length;
        }
        await Patience.CallAsync(Board(name).Delete, cancellation);
    }

    /// <summary>What the cluster keeps by its content: tables, rows of shards, lists of specs.</summary>
    /// <param name="cancellation">Ends the call.</param>
    public async Task<KeptData> DataAsync(CancellationToken cancellation = default) => KeptData.Of(await Patience.CallAsync(Data.All, cancellation));

    /// <summary>Deletes the tables, rows and specs that no sweep has any more.</summary>
    /// <param name="unusedFor">Only those that nobody has put there for so long, so that a sweep that is about to begin keeps its own; 0 or above.</param>
    /// <param name="cancellation">Ends the call; what is deleted is deleted.</param>
    /// <returns>What was deleted.</returns>
    public async Task<KeptData> CleanAsync(TimeSpan unusedFor, CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(unusedFor, TimeSpan.Zero);
        DateTimeOffset before = DateTimeOffset.UtcNow - unusedFor;
        DataEntry[] old = [.. (await Patience.CallAsync(Data.All, cancellation)).Where(entry => entry.Used <= before)];
        BoardNames names = await Patience.CallAsync(Index.Names, cancellation);
        var needed = new HashSet<string>();
        foreach (string name in names.Open.Concat(names.Finished))
        {
            if (await Patience.CallAsync(Board(name).Plan, cancellation) is { } plan) needed.UnionWith([plan.Specs, .. plan.Data]);
        }
        DataEntry[] unneeded = [.. old.Where(entry => !needed.Contains(entry.Hash))];
        foreach (DataEntry entry in unneeded)
        {
            await Patience.CallAsync(() => Blobs.DeleteAsync(entry.Hash), cancellation);
            await Patience.CallAsync(() => Data.Forget(entry.Hash), cancellation);
        }
        return KeptData.Of(unneeded);
    }
}

/// <summary>Tables, rows and specs in a cluster.</summary>
/// <param name="Count">How many.</param>
/// <param name="Bytes">How many bytes together.</param>
public sealed record KeptData(int Count, long Bytes)
{
    private const double Megabyte = 1e6;

    /// <summary>"3 tables and lists, 12.4 MB".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Count} tables and lists, {Bytes / Megabyte:0.0} MB");

    internal static KeptData Of(IReadOnlyCollection<DataEntry> entries) => new(entries.Count, entries.Sum(entry => entry.Bytes));
}
