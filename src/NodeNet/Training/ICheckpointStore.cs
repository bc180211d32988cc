namespace NodeNet.Training;

/// <summary>Where checkpoints go that are not to be files: memory, a database, an object store. See
/// <see cref="CheckpointOptions(ICheckpointStore)"/>.</summary>
/// <remarks>For a file, name its path instead: that is written whole or not at all, and costs no more the longer the run. A checkpoint in a store holds the
/// whole history, 80 bytes an epoch.</remarks>
public interface ICheckpointStore
{
    /// <summary>Saves a checkpoint in place of the one before.</summary>
    /// <param name="write">Writes the checkpoint to a stream, from where it stands, a little at a time, and leaves it open; to be called once. What it throws
    /// must come through, and the checkpoint before should then stay. What was written only in part is noticed by its reader.</param>
    void Save(Action<Stream> write);

    /// <summary>Opens the last checkpoint for reading, from where the stream stands to its end; null if there is none yet. The stream is disposed of by the
    /// caller.</summary>
    Stream? Open();
}
