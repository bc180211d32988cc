using System.Diagnostics;

namespace NodeNet.Training;

/// <summary>Saves a run when it is time to.</summary>
internal sealed class RunCheckpoints(CheckpointOptions options, RunFacts facts, TrainingState state, EarlierEpochs earlier)
{
    private readonly CheckpointFile? _file = options.Path is { } path ? new CheckpointFile(path, earlier) : null;
    private readonly Stopwatch _sinceSave = Stopwatch.StartNew();
    private int _savedEpoch = -1;

    /// <summary>Saves the state, which is that of the end of an epoch, if an epoch or a moment of saving has come.</summary>
    public void SaveIfDue()
    {
        if (state.History.Count % options.EveryEpochs == 0 || _sinceSave.Elapsed >= options.Every) Save();
    }

    /// <summary>Saves the state at the end of a run.</summary>
    public void SaveAtEnd(StopReason reason)
    {
        bool isWanted = reason is StopReason.EpochsReached or StopReason.RuleSatisfied || (reason == StopReason.Cancelled && options.OnCancellation);
        if (isWanted && _savedEpoch != state.History.Count) Save();
    }

    private void Save()
    {
        if (_file is not null) _file.Save(facts, state);
        else options.Store!.Save(stream => CheckpointWriter.Write(stream, facts, state, default));
        _savedEpoch = state.History.Count;
        _sinceSave.Restart();
    }
}
