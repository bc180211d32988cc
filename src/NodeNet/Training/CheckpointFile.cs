using NodeNet.Persistence;

namespace NodeNet.Training;

/// <summary>The checkpoint of a run under a path: a file with all that the run continues from, and for long runs one beside it with earlier epochs.</summary>
/// <param name="path">The name of the file.</param>
/// <param name="earlier">The epochs that are beside it already, if the run has been resumed from there; otherwise none.</param>
internal sealed class CheckpointFile(string path, EarlierEpochs earlier)
{
    // 80 000 bytes: less than a save costs anyhow.
    private const int MostEpochsInFile = 1000;

    private EarlierEpochs _earlier = earlier;
    private bool _isOurs = earlier.Count > 0;

    /// <summary>Says now what a save would say later.</summary>
    /// <exception cref="IOException">There is no folder for the file, or a folder has its name.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder may not be written.</exception>
    public static void RequireWritable(string path)
    {
        AtomicFile.RequireWritable(path);
        if (Directory.Exists(HistoryFile.NameFor(path)))
        {
            throw new IOException($"{HistoryFile.NameFor(path)} is a folder; the earlier epochs of a long run cannot be saved under its name.");
        }
    }

    /// <summary>Whether there is a checkpoint. A link that leads nowhere is none.</summary>
    public static bool Exists(string path) => File.Exists(AtomicFile.Target(path));

    /// <summary>Reads a run.</summary>
    public static TrainingState Read(string path, RunFacts facts, out EarlierEpochs earlier)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete); // a save may replace it meanwhile
        return CheckpointReader.Read(stream, path, facts, out earlier);
    }

    /// <summary>Saves a run, whole or not at all.</summary>
    /// <exception cref="IOException">A file cannot be written; the checkpoint before stays.</exception>
    /// <exception cref="UnauthorizedAccessException">A file or its folder may not be written.</exception>
    public void Save(RunFacts facts, TrainingState state)
    {
        // The file beside may belong to the checkpoint that is there, until the first save has replaced that. From then on nobody counts on what is beyond our
        // epochs in it.
        string beside = HistoryFile.NameFor(path);
        if (_isOurs && state.History.Count - _earlier.Count > MostEpochsInFile) _earlier = HistoryFile.Append(beside, state.History, _earlier);
        AtomicFile.Write(path, stream => CheckpointWriter.Write(stream, facts, state, _earlier));
        if (!_isOurs) File.Delete(beside);
        _isOurs = true;
    }
}
