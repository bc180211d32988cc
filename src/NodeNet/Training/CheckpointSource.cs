namespace NodeNet.Training;

/// <summary>Where a run to continue comes from: a file or a stream.</summary>
internal readonly record struct CheckpointSource(string? Path, Stream? Stream)
{
    /// <summary>Reads the run.</summary>
    /// <param name="facts">What it must be.</param>
    /// <param name="target">Where the run saves itself, or null.</param>
    /// <param name="earlier">The epochs that are in a file beside, if that is the one beside <paramref name="target"/> too; otherwise none.</param>
    public TrainingState Read(RunFacts facts, string? target, out EarlierEpochs earlier)
    {
        if (Path is null) return CheckpointReader.Read(Stream!, null, facts, out earlier);
        TrainingState state = CheckpointFile.Read(Path, facts, out earlier);
        if (target is null || HistoryFile.NameFor(target) != HistoryFile.NameFor(Path)) earlier = default;
        return state;
    }
}
