using NodeNet.Orleans.Boards;
using NodeNet.Orleans.Grains;

namespace NodeNet.Orleans.Work;

/// <summary>What the stage before this trial's came to.</summary>
internal sealed class StageResults(IBoardGrain board, Blobs blobs, BoardPlan plan, int trial)
{
    /// <summary>The stage of this trial, from 0.</summary>
    public int Stage => plan.StageOf(trial);

    /// <summary>The results of a stage that is over, by number.</summary>
    public byte[][] Of(int stage)
    {
        TrialEnd[] ends = board.EndsOfStage(stage).GetAwaiter().GetResult(); // on the trial's own thread, which may wait
        return [.. ends.Select(end => end.Result ?? blobs.GetAsync(end.Blob!).GetAwaiter().GetResult())];
    }
}
