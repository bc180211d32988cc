using NodeNet.Orleans.Boards;
using Orleans;

namespace NodeNet.Orleans.Grains;

/// <summary>A board of trials, by its name. Its calls are short: no trial is ever run in one.</summary>
internal interface IBoardGrain : IGrainWithStringKey
{
    /// <summary>Opens it, or attaches to what is open of the same trials.</summary>
    /// <returns>The plan of what is open.</returns>
    Task<BoardPlan> Open(BoardPlan plan);

    [ResponseTimeout(Timeouts.OfWorkers)]
    Task<Taken> Take(Asker asker);

    [ResponseTimeout(Timeouts.OfWorkers)]
    Task<int[]> Beat(string lease);

    [ResponseTimeout(Timeouts.OfWorkers)]
    Task<bool[]> Complete(TrialEnd[] ends);

    [ResponseTimeout(Timeouts.OfWorkers)]
    Task Return(string lease);

    [ResponseTimeout(Timeouts.OfWorkers)]
    Task<TrialEnd[]?> Ends(string opening, int after, int most);

    [ResponseTimeout(Timeouts.OfWorkers)]
    Task<TrialEnd[]> EndsOfStage(string opening, int stage);

    [ResponseTimeout(Timeouts.OfWorkers)]
    Task<BoardStatus?> Status();

    Task<BoardPlan?> Plan();

    /// <returns>The large results that are kept beside it, and are to be deleted, too.</returns>
    Task<string[]> Delete();
}

/// <summary>How long calls wait. A frozen machine answers nothing, and whoever waits for it must not wait long; a call that came too late is only
/// repeated.</summary>
internal static class Timeouts
{
    public const string OfWorkers = "00:00:10";
}
