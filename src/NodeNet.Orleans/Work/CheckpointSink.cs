using Microsoft.Extensions.Logging;
using NodeNet.Orleans.Averaging;
using NodeNet.Orleans.Boards;
using NodeNet.Orleans.Grains;
using NodeNet.Training;
using Orleans;

namespace NodeNet.Orleans.Work;

/// <summary>A trial's checkpoints go to the cluster, where the next silo finds them if this one is lost.</summary>
/// <remarks>They belong to one opening of the sweep: what a silo leaves of a sweep that is no more is not found by the next of its name. A checkpoint
/// that cannot be kept is no trouble of the trial: it goes on, and the one before stays.</remarks>
internal sealed class CheckpointSink(
    IGrainFactory grains, Blobs blobs, Retry retry, SweepKey sweep, int trial, string lease, ILogger log) : ICheckpointStore
{
    private int _saves;

    /// <summary>Whether the trial has asked for checkpoints at all: one that has not leaves none, in no attempt.</summary>
    public bool IsUsed { get; private set; }

    private ICheckpointGrain Place => PlaceOf(grains, sweep, trial);

    public void Save(Action<Stream> write)
    {
        IsUsed = true;
        using var stream = new MemoryStream();
        write(stream);
        try
        {
            KeepAsync(stream.ToArray()).GetAwaiter().GetResult(); // on the trial's own thread, which may wait
        }
        catch (Exception trouble)
        {
            Log.CheckpointFailed(log, sweep.Name, trial, trouble);
        }
    }

    public Stream? Open()
    {
        IsUsed = true;
        return retry.Call(OpenAsync) is { } bytes ? new MemoryStream(bytes, writable: false) : null;
    }

    /// <summary>Forgets the checkpoint of a trial that has ended.</summary>
    public static async Task DeleteAsync(IGrainFactory grains, Blobs blobs, SweepKey sweep, int trial)
    {
        if (await PlaceOf(grains, sweep, trial).Set(null) is { } before) await blobs.DeleteAsync(before);
    }

    /// <summary>Forgets whatever a trial has kept: its checkpoint, its model, and of a shard where it stands.</summary>
    public static async Task DeleteAllAsync(IGrainFactory grains, Blobs blobs, SweepKey sweep, BoardPlan plan, int trial)
    {
        await DeleteAsync(grains, blobs, sweep, trial);
        await blobs.DeleteAsync(Names.Model(sweep, trial));
        if (plan.Kind == ShardWork.Name) await blobs.DeleteAsync(Names.State(sweep, trial));
    }

    /// <summary>Where it stands which checkpoint of a trial is the last.</summary>
    public static ICheckpointGrain PlaceOf(IGrainFactory grains, SweepKey sweep, int trial) =>
        grains.GetGrain<ICheckpointGrain>(Names.CheckpointPlace(sweep, trial));

    private async Task KeepAsync(byte[] bytes)
    {
        string name = Names.Checkpoint(sweep, trial, lease, ++_saves);
        await blobs.PutAsync(name, bytes);
        if (await Place.Set(name) is { } before) await blobs.DeleteAsync(before);
    }

    private async Task<byte[]?> OpenAsync() => await Place.Get() is { } name ? await blobs.FindAsync(name) : null;
}
