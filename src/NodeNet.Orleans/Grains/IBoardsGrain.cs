using NodeNet.Orleans.Boards;
using Orleans;
using Orleans.Concurrency;

namespace NodeNet.Orleans.Grains;

/// <summary>The index: which boards there are, and which silos. There is one, <see cref="Key"/>.</summary>
internal interface IBoardsGrain : IGrainWithStringKey
{
    const string Key = "boards";

    /// <summary>A silo reports itself.</summary>
    /// <param name="card">What it is.</param>
    /// <param name="isMember">Whether it was taken before: such a silo is never sent away.</param>
    /// <returns>Why it may not join, or null.</returns>
    [ResponseTimeout(Timeouts.OfWorkers)]
    Task<string?> Join(SiloCard card, bool isMember);

    [ResponseTimeout(Timeouts.OfWorkers)]
    Task<SiloCard[]> Silos();

    Task Opened(string board);

    [ResponseTimeout(Timeouts.OfWorkers)]
    Task Finished(string board);

    Task Deleted(string board);

    [ResponseTimeout(Timeouts.OfWorkers)]
    Task<BoardNames> Names();

    /// <summary>What there is, as soon as the open boards are others than those that the caller knows, and after a while in any case: so that a silo without
    /// work begins with a new board at once, and asks no more often for it.</summary>
    /// <param name="known">The open boards, as the caller knows them.</param>
    /// <param name="most">How long the answer may take; a call that never ended would not be noticed when its silo is lost.</param>
    [AlwaysInterleave]
    [ResponseTimeout(Timeouts.OfWorkers)]
    Task<BoardNames> NamesUnless(string[] known, TimeSpan most);
}

/// <summary>What there is in the cluster.</summary>
/// <param name="Open">The boards with work, in the order in which they were opened.</param>
/// <param name="Finished">Those that are over and not deleted.</param>
/// <param name="Silos">The silos, in the order in which they joined. Stored, so that a newcomer is compared with those that were there before, wherever the
/// index is.</param>
internal sealed record BoardNames(IReadOnlyList<string> Open, IReadOnlyList<string> Finished, IReadOnlyList<SiloCard> Silos);
