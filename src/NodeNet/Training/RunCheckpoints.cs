using System.Diagnostics;

namespace NodeNet.Training;

/// <summary>Saves a run when it is time to.</summary>
internal sealed class RunCheckpoints(CheckpointOptions options, RunFacts facts, TrainingState state)
{
    private readonly Stopwatch _sinceSave = Stopwatch.StartNew();
    private int _savedEpoch = -1;

    /// <summary>Saves the state, which is that of the end of an epoch, if an epoch or a moment of saving has come.</summary>
    public void SaveIfDue()
    {
        if (state.History.Epochs % options.EveryEpochs == 0 || _sinceSave.Elapsed >= options.Every) Save();
    }

    /// <summary>Saves the state at the end of a run.</summary>
    public void SaveAtEnd(StopReason reason)
    {
        bool isWanted = reason is StopReason.EpochsReached or StopReason.RuleSatisfied || (reason == StopReason.Cancelled && options.OnCancellation);
        if (isWanted && _savedEpoch != state.History.Epochs) Save();
    }

    /// <summary>Saves the state where a run ends by a fault of its examples: it is that of the last whole epoch.</summary>
    public void SaveAfterFault()
    {
        if (state.History.Epochs == 0 || _savedEpoch == state.History.Epochs || !IsWhole) return;
        try
        {
            Save();
        }
        catch (Exception second) when (second is IOException or UnauthorizedAccessException)
        {
            // The checkpoint before stays. What has ended the run is what is told.
        }
    }

    /// <summary>Whether the state is that of the end of an epoch, and not of one that is being looked at.</summary>
    public bool IsWhole { get; set; } = true;

    private void Save()
    {
        if (options.Path is { } path) CheckpointFile.Save(path, facts, state);
        else options.Store!.Save(stream => CheckpointWriter.Write(stream, facts, state));
        _savedEpoch = state.History.Epochs;
        _sinceSave.Restart();
    }
}
