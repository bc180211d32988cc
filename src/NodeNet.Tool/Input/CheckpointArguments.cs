using System.CommandLine;
using NodeNet.Learning;
using NodeNet.Tool.Output;
using NodeNet.Training;

namespace NodeNet.Tool.Input;

/// <summary>Where a training keeps itself, so that one that was stopped, killed or broken off goes on.</summary>
internal sealed class CheckpointArguments
{
    private readonly Option<string?> _file = new("--checkpoint")
    {
        Description = "Keeps the training in a file, as run.checkpoint: one that was stopped, killed or failed goes on from it, by the same command.",
    };
    private readonly Option<int?> _every = new("--checkpoint-every")
    {
        Description = "Saves the checkpoint after every so many epochs (default: at the end of an epoch, once a minute).",
    };

    public void AddTo(Command command)
    {
        command.Add(_file);
        command.Add(_every);
    }

    /// <summary>The file, which must be another than all others.</summary>
    public string? FileOf(ParseResult parsed) => parsed.GetValue(_file);

    /// <summary>The place for checkpoints; null if none is wanted.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="learner">What is trained.</param>
    /// <param name="error">Is told what cannot be saved.</param>
    public CheckpointFile? Read(ParseResult parsed, Learner learner, TextWriter error)
    {
        int? every = parsed.GetValue(_every);
        if (FileOf(parsed) is not { } path)
            return every is null ? null : throw new UsageException("--checkpoint-every says how often the file of --checkpoint is saved; that is not given.");
        if (every is < 1) throw new UsageException($"--checkpoint-every is {every}; it must be at least 1.");
        if (learner.Minimizer is { } whole)
        {
            throw new UsageException(
                $"--checkpoint: what {whole.Name} remembers of its steps cannot be saved. Leave --checkpoint out, or name another --optimizer.");
        }
        OutputFile.Check(path, force: true);
        if (File.Exists(path) && !InputFile.IsCheckpoint(path))
            throw new UsageException($"--checkpoint: {path} is there already, and no checkpoint. Name another file.");
        return new CheckpointFile(path, every, error);
    }
}
