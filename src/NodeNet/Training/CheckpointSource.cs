namespace NodeNet.Training;

/// <summary>Where a run to continue comes from: a file or a stream.</summary>
internal readonly record struct CheckpointSource(string? Path, Stream? Stream)
{
    /// <summary>Reads the run.</summary>
    /// <param name="facts">What it must be.</param>
    public TrainingState Read(RunFacts facts) =>
        Path is null ? CheckpointReader.Read(Stream!, (Stream as FileStream)?.Name, facts) : CheckpointFile.Read(Path, facts);
}
