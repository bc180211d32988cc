using NodeNet.Persistence;

namespace NodeNet.Training;

/// <summary>The checkpoint of a run under a path.</summary>
internal static class CheckpointFile
{
    /// <summary>Whether there is a checkpoint. A link that leads nowhere is none.</summary>
    public static bool Exists(string path) => File.Exists(AtomicFile.Target(path));

    /// <summary>Reads a run.</summary>
    public static TrainingState Read(string path, RunFacts facts)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete); // a save may replace it meanwhile
        return CheckpointReader.Read(stream, path, facts);
    }

    /// <summary>Saves a run, whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written; the checkpoint before stays.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written.</exception>
    public static void Save(string path, RunFacts facts, TrainingState state) =>
        AtomicFile.Write(path, stream => CheckpointWriter.Write(stream, facts, state));
}
