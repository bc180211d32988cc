using NodeNet.Orleans.Work;
using NodeNet.Persistence;
using NodeNet.Training;

namespace NodeNet.Orleans;

/// <summary>What a trial knows of where it runs.</summary>
public sealed class TrialContext
{
    private readonly PatientBlobs _blobs;

    internal TrialContext(
        SweepKey sweep, int number, int attempt, ICheckpointStore checkpoints, TimeSpan checkpointEvery, PatientBlobs blobs, StageResults before,
        CancellationToken cancellation)
    {
        (Key, Number, Attempt, Before, Cancellation, _blobs) = (sweep, number, attempt, before, cancellation, blobs);
        Checkpoints = new CheckpointOptions(checkpoints) { Every = checkpointEvery };
    }

    /// <summary>The sweep's name.</summary>
    public string Sweep => Key.Name;

    /// <summary>The trial's number, from 0.</summary>
    public int Number { get; }

    /// <summary>Which attempt this is, from 1: above 1, a silo was lost before.</summary>
    public int Attempt { get; }

    /// <summary>For <see cref="TrainerOptions.Checkpoints"/>: with
    /// <see cref="Trainer.TrainOrResume(NodeNet.Data.DataSet, NodeNet.Data.DataSet?, CancellationToken)"/> a trial goes on elsewhere from where it was, and
    /// ends as the uninterrupted one, to the bit.</summary>
    public CheckpointOptions Checkpoints { get; }

    /// <summary>Is cancelled when the silo stops, or when the trial was given to another. What a trial returns afterwards is thrown away.</summary>
    public CancellationToken Cancellation { get; }

    internal SweepKey Key { get; }

    internal StageResults Before { get; }

    /// <summary>What the cluster has under a name, on the trial's own thread, which may wait.</summary>
    internal byte[] Fetch(string name) => _blobs.Get(name);

    /// <summary>Keeps bytes in the cluster under a name.</summary>
    internal void Keep(string name, ReadOnlyMemory<byte> bytes) => _blobs.Put(name, bytes);

    /// <summary>Forgets what is kept under a name.</summary>
    internal void Forget(string name) => _blobs.Delete(name);

    /// <summary>Keeps a model in the cluster under this trial: <see cref="Sweep{TSpec, TResult}.LoadModelAsync"/> brings it.</summary>
    /// <param name="model">The model, in place of one that was kept before.</param>
    public void KeepModel(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var stream = new MemoryStream();
        model.Save(stream);
        Keep(Names.Model(Key, Number), stream.ToArray());
    }
}
