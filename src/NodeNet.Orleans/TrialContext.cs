using NodeNet.Orleans.Work;
using NodeNet.Persistence;
using NodeNet.Training;

namespace NodeNet.Orleans;

/// <summary>What a trial knows of where it runs.</summary>
public sealed class TrialContext
{
    private readonly Func<string, ReadOnlyMemory<byte>, Task> _keep;
    private readonly Func<string, Task<byte[]>> _fetch;

    internal TrialContext(
        string sweep, int number, int attempt, ICheckpointStore checkpoints, TimeSpan checkpointEvery, Func<string, ReadOnlyMemory<byte>, Task> keep,
        Func<string, Task<byte[]>> fetch, StageResults before, CancellationToken cancellation)
    {
        (Sweep, Number, Attempt, Before, Cancellation, _keep, _fetch) = (sweep, number, attempt, before, cancellation, keep, fetch);
        Checkpoints = new CheckpointOptions(checkpoints) { Every = checkpointEvery };
    }

    /// <summary>The sweep's name.</summary>
    public string Sweep { get; }

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

    internal StageResults Before { get; }

    /// <summary>What the cluster has under a name, on the trial's own thread, which may wait.</summary>
    internal byte[] Fetch(string name) => _fetch(name).GetAwaiter().GetResult();

    /// <summary>Keeps a model in the cluster under this trial: <see cref="Sweep{TSpec, TResult}.LoadModelAsync"/> brings it.</summary>
    /// <param name="model">The model, in place of one that was kept before.</param>
    public void KeepModel(Model model)
    {
        ArgumentNullException.ThrowIfNull(model);
        using var stream = new MemoryStream();
        model.Save(stream);
        _keep(Names.Model(Sweep, Number), stream.ToArray()).GetAwaiter().GetResult();
    }
}
