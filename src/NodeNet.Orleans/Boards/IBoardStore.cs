namespace NodeNet.Orleans.Boards;

/// <summary>Where a board is kept: its plan, its leases, and one record for each trial that has ended. A write that returns is there after a kill; one that
/// throws may or may not be. Ends belong to one opening of the board (<see cref="BoardPlan.Opening"/>).</summary>
internal interface IBoardStore
{
    Task<BoardPlan?> ReadPlanAsync();

    Task WritePlanAsync(BoardPlan plan);

    Task<BoardLeases?> ReadLeasesAsync();

    Task WriteLeasesAsync(BoardLeases leases);

    /// <summary>Those of the trials below a mark that have ended.</summary>
    Task<IReadOnlyList<TrialEnd>> ReadEndsAsync(string opening, int mark);

    Task WriteEndAsync(string opening, TrialEnd end);

    /// <summary>Forgets all of it.</summary>
    Task ClearAsync(string opening, int mark);
}
