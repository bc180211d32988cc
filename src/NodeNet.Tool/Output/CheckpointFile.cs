using NodeNet.History;
using NodeNet.Persistence;
using NodeNet.Training;

namespace NodeNet.Tool.Output;

/// <summary>The file that a training is kept in. One that cannot be written ends no training: that is told, and the next save is tried.</summary>
internal sealed class CheckpointFile : ICheckpointStore, IProgress<EpochReport>
{
    private const string Beside = ".part";

    private readonly string _path;
    private readonly TextWriter _error;
    private int _epoch;
    private string? _trouble;

    /// <param name="path">The file.</param>
    /// <param name="every">After how many epochs it is saved; null for once a minute.</param>
    /// <param name="error">Is told what cannot be saved.</param>
    public CheckpointFile(string path, int? every, TextWriter error)
    {
        (_path, _error, IsThere) = (path, error, File.Exists(path));
        Options = new CheckpointOptions(this);
        if (every is not null) Options = Options with { EveryEpochs = every, Every = null };
    }

    /// <summary>For the learner.</summary>
    public CheckpointOptions Options { get; }

    /// <summary>Whether there was a checkpoint at the start, from which the training goes on.</summary>
    public bool IsThere { get; }

    /// <summary>What became of the training, for who stopped it.</summary>
    public string AfterStop => _trouble is null ? $"It is kept in {_path}: the same command with --force goes on from there." : Failed;

    /// <summary>The last checkpoint, in words; null if all is well.</summary>
    public string? Trouble => _trouble is null ? null : Failed;

    private string Failed => $"{_path} could not be written: {_trouble}";

    /// <summary>Whether a training was refused because of its checkpoint, which is of another one or damaged.</summary>
    public static bool IsOfCheckpoint(Exception refused) =>
        refused is ModelFileException || refused is InvalidOperationException && refused.Message.StartsWith("The checkpoint ", StringComparison.Ordinal);

    /// <summary>The message of a training that ended by a fault, with what is kept of it.</summary>
    public static string AfterFault(string message, CheckpointFile? checkpoint)
    {
        if (checkpoint is null) return $"{message}\nNo model is saved. With --checkpoint FILE a training that fails can go on from the end of its last epoch.";
        if (!File.Exists(checkpoint._path)) return $"{message}\nNo model is saved, and no epoch had ended that {checkpoint._path} could have kept.";
        string upTo = checkpoint._epoch > 0 ? $" up to the end of epoch {checkpoint._epoch}" : "";
        return checkpoint._trouble is null
            ? $"{message}\nNo model is saved; the training{upTo} is kept in {checkpoint._path}. The same command goes on from there, if the table is as it was."
            : $"{message}\nNo model is saved. {checkpoint.Failed}";
    }

    /// <summary>An epoch has ended.</summary>
    public void Report(EpochReport value) => _epoch = value.Epoch;

    /// <inheritdoc/>
    public void Save(Action<Stream> write)
    {
        string target = OutputFile.Target(_path);
        string beside = target + Beside; // always the same name: what a killed process leaves is replaced
        try
        {
            using (var stream = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None))
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }
            File.Move(beside, target, overwrite: true);
            _trouble = null;
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            string trouble = full.Message.TrimEnd('.') + ".";
            if (_trouble is null) _error.WriteLine(OneLine.Of($"{_path} cannot be written: {trouble} The training goes on, and the next save is tried."));
            _trouble = trouble;
            Remove(beside);
        }
    }

    /// <inheritdoc/>
    public Stream? Open() =>
        IsThere ? new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete) : null; // a save replaces it meanwhile

    private static void Remove(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception kept) when (kept is IOException or UnauthorizedAccessException)
        {
            // What made the save fail matters more.
        }
    }
}
