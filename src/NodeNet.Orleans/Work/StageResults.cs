using NodeNet.Orleans.Boards;
using NodeNet.Orleans.Grains;

namespace NodeNet.Orleans.Work;

/// <summary>What the stages before this trial's came to.</summary>
internal sealed class StageResults(IBoardGrain board, PatientBlobs blobs, Retry retry, BoardPlan plan, int trial)
{
    /// <summary>The stage of this trial, from 0.</summary>
    public int Stage => plan.StageOf(trial);

    /// <summary>The results of a stage that is over, by number.</summary>
    public byte[][] Of(int stage) => [.. retry.Call(() => board.EndsOfStage(plan.Opening, stage)).Select(end => end.Result ?? blobs.Get(end.Blob!))];
}
