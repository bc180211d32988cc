using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Persistence;

namespace NodeNet.Training;

/// <summary>How many of a run's epochs are in the file beside its checkpoint, and their digest.</summary>
internal readonly record struct EarlierEpochs(int Count, ulong Digest);

/// <summary>The file beside the checkpoint of a long run, with its earlier epochs: it only grows, so that a save costs the same however many epochs are
/// over.</summary>
/// <remarks>A checkpoint says how many of the file's epochs count and what their digest is. What stands behind those is from a save that did not reach its end,
/// and is written over.</remarks>
internal static class HistoryFile
{
    private const string Ending = ".history";
    private const int BytesOfEpoch = HistoryRecord.Length * sizeof(ulong);

    /// <summary>The name of the file beside a checkpoint.</summary>
    public static string NameFor(string checkpoint) => AtomicFile.Target(checkpoint) + Ending;

    /// <summary>Adds the epochs that the file does not hold yet.</summary>
    /// <returns>What it now holds; nothing if it is not there as it was left.</returns>
    public static EarlierEpochs Append(string path, TrainingHistory history, EarlierEpochs earlier)
    {
        using var stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read | FileShare.Delete);
        long end = (long)earlier.Count * BytesOfEpoch;
        if (stream.Length < end) return default;
        stream.SetLength(end);
        stream.Position = end;
        var writer = new NumberWriter(stream, earlier.Digest);
        for (int epoch = earlier.Count; epoch < history.Count; epoch++)
            HistoryRecord.Write(writer, history[epoch]);
        writer.Flush();
        stream.Flush(flushToDisk: true);
        return new EarlierEpochs(history.Count, writer.Digest);
    }

    /// <summary>Reads the epochs that a checkpoint counts on.</summary>
    /// <exception cref="ModelFileException">They are not those that were saved.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static void Read(string path, TrainingHistory history, EarlierEpochs earlier, RunFacts facts)
    {
        if (!File.Exists(path))
        {
            throw new FileNotFoundException(
                $"{path} is missing; it holds the first {MessageText.Count(earlier.Count, "epoch")} of the checkpoint beside it, and both are needed.", path);
        }
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var reader = new NumberReader(
            stream,
            (long)earlier.Count * HistoryRecord.Length,
            0,
            () => Trouble("$", $"The file ends before epoch {earlier.Count}, up to which the checkpoint needs it."));
        for (int epoch = 0; epoch < earlier.Count; epoch++)
            history.Add(HistoryRecord.Read(reader, history, facts, trouble => Trouble($"$[{epoch}]", trouble)));
        if (reader.Digest != earlier.Digest)
        {
            throw Trouble(
                "$", "The epochs are not those that were saved with the checkpoint: one of the two files was damaged, or they are of different runs.");
        }

        ModelFileException Trouble(string place, string trouble) => new(path, 1, place, trouble);
    }
}
