using NodeNet.Orleans.Boards;
using Orleans;
using Orleans.Runtime;

namespace NodeNet.Orleans.Grains;

/// <summary>The index of boards and silos, stored.</summary>
internal sealed class BoardsGrain([PersistentState("boards")] IPersistentState<Holder<BoardNames>> state, IClusterMembershipService membership)
    : Grain, IBoardsGrain
{
    private readonly Dictionary<string, SiloCard> _silos = []; // silos report anew when this is empty after a loss

    private BoardNames Boards => state.State?.Value ?? new BoardNames([], []);

    public Task<string?> Join(SiloCard card)
    {
        foreach (string silo in _silos.Keys.ToArray())
        {
            if (membership.CurrentSnapshot.GetSiloStatus(SiloAddress.FromParsableString(silo)) != SiloStatus.Active) _silos.Remove(silo);
        }
        string? refusal = _silos.Values.Where(other => other.Silo != card.Silo).Select(card.Refusal).FirstOrDefault(words => words is not null);
        if (refusal is null) _silos[card.Silo] = card;
        return Task.FromResult(refusal);
    }

    public Task<SiloCard[]> Silos() => Task.FromResult<SiloCard[]>([
        .. _silos.Values.Where(card => membership.CurrentSnapshot.GetSiloStatus(SiloAddress.FromParsableString(card.Silo)) == SiloStatus.Active),
    ]);

    public Task Opened(string board) =>
        Boards.Open.Contains(board) ? Task.CompletedTask : Write(new BoardNames([.. Boards.Open, board], [.. Without(Boards.Finished, board)]));

    public Task Finished(string board) =>
        Boards.Finished.Contains(board) ? Task.CompletedTask : Write(new BoardNames([.. Without(Boards.Open, board)], [.. Boards.Finished, board]));

    public Task Deleted(string board) => Write(new BoardNames([.. Without(Boards.Open, board)], [.. Without(Boards.Finished, board)]));

    public Task<BoardNames> Names() => Task.FromResult(Boards);

    private static IEnumerable<string> Without(IReadOnlyList<string> boards, string board) => boards.Where(one => one != board);

    private async Task Write(BoardNames names)
    {
        Holder<BoardNames> before = state.State ?? new Holder<BoardNames>();
        state.State = new Holder<BoardNames> { Value = names };
        try
        {
            await state.WriteStateAsync();
        }
        catch
        {
            state.State = before;
            DeactivateOnIdle(); // what is stored is in doubt: the next activation reads it
            throw;
        }
    }
}
