using NodeNet.Orleans.Boards;
using Orleans;

namespace NodeNet.Orleans.Grains;

/// <summary>The index: which boards there are, and which silos. There is one, <see cref="Key"/>.</summary>
internal interface IBoardsGrain : IGrainWithStringKey
{
    public const string Key = "boards";

    /// <summary>A silo reports itself.</summary>
    /// <returns>Why it may not join, or null.</returns>
    [ResponseTimeout(Timeouts.OfWorkers)]
    Task<string?> Join(SiloCard card);

    [ResponseTimeout(Timeouts.OfWorkers)]
    Task<SiloCard[]> Silos();

    Task Opened(string board);

    [ResponseTimeout(Timeouts.OfWorkers)]
    Task Finished(string board);

    Task Deleted(string board);

    [ResponseTimeout(Timeouts.OfWorkers)]
    Task<BoardNames> Names();
}

/// <summary>The boards there are.</summary>
/// <param name="Open">Those with work, in the order in which they were opened.</param>
/// <param name="Finished">Those that are over and not deleted.</param>
internal sealed record BoardNames(IReadOnlyList<string> Open, IReadOnlyList<string> Finished);
