using NodeNet.Foundation;

namespace NodeNet.Training;

/// <summary>Where and when a run saves itself, so that it can be gone on with in another process
/// (<see cref="Trainer.Resume(string, NodeNet.Data.DataSet, NodeNet.Data.DataSet?, System.Threading.CancellationToken)"/>,
/// <see cref="Trainer.TrainOrResume(NodeNet.Data.DataSet, NodeNet.Data.DataSet?, System.Threading.CancellationToken)"/>).</summary>
/// <remarks>
/// <para>A checkpoint is the state at the end of an epoch: weights and biases, what the optimizer remembers, the place in the random numbers, the history, the
/// best epoch so far. A resumed run ends bit for bit where the uninterrupted one ends, on the same kind of machine.</para>
/// <para>What it costs: beside what training takes, memory for a copy of all numbers that it holds (weights and biases once or, with
/// <see cref="TrainerOptions.KeepBest"/>, twice, and what the optimizer remembers), and as many bytes on disk: 8 for each number. With Adam and ten million
/// parameters those are 400 MB (320 MB without <c>KeepBest</c>). It is written and read a little at a time. The history takes 80 bytes an epoch, of a long
/// run some megabytes at most, however many epochs are over (see <see cref="NodeNet.History.TrainingHistory"/>).</para>
/// <para>A file is written whole or not at all: whatever interrupts a save, the name leads to the checkpoint before or to the new one. At the end of a run (but
/// not after <see cref="StopReason.NotFinite"/>) a checkpoint is always written.</para>
/// </remarks>
public sealed record CheckpointOptions
{
    /// <summary>Creates options for a file.</summary>
    /// <param name="path">The name of the file; its folder must exist. A link is followed.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is blank.</exception>
    public CheckpointOptions(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        Path = path;
    }

    /// <summary>Creates options for checkpoints that go to streams of yours.</summary>
    /// <param name="store">Where they go.</param>
    public CheckpointOptions(ICheckpointStore store) => Store = Guard.NotNull(store);

    /// <summary>The name of the file; null where there is a <see cref="Store"/>.</summary>
    public string? Path { get; }

    /// <summary>Where checkpoints go that are not to be files; null where there is a <see cref="Path"/>.</summary>
    public ICheckpointStore? Store { get; }

    /// <summary>Saves after every so many epochs; at least 1, or null. Default: null.</summary>
    public int? EveryEpochs { get; init; }

    /// <summary>Saves at the end of the first epoch that ends so long after the last save; 0 or above, or null. Default: one minute.</summary>
    public TimeSpan? Every { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Whether a run that is cancelled is saved, as it was at the end of its last whole epoch. Default: true.</summary>
    public bool OnCancellation { get; init; } = true;

    internal void Validate()
    {
        if (EveryEpochs is { } epochs) Guard.AtLeast(epochs, 1, nameof(EveryEpochs));
        if (Every < TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(Every), Every, $"Every is {Every}; it must be 0 or above.");
    }
}
