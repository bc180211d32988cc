using NodeNet.Orleans.Boards;
using Orleans;
using Orleans.Runtime;

namespace NodeNet.Orleans.Grains;

/// <summary>The index of boards and silos, stored.</summary>
internal sealed class BoardsGrain([PersistentState("boards")] IPersistentState<Holder<BoardNames>> state, IClusterMembershipService membership)
    : Grain, IBoardsGrain
{
    private BoardNames Boards => state.State?.Value ?? new BoardNames([], [], []);

    private IEnumerable<SiloCard> Living =>
        Boards.Silos.Where(card => membership.CurrentSnapshot.GetSiloStatus(SiloAddress.FromParsableString(card.Silo)) == SiloStatus.Active);

    public async Task<string?> Join(SiloCard card, bool isMember)
    {
        SiloCard[] others = [.. Living.Where(other => other.Silo != card.Silo)];
        if (!isMember && others.Select(card.Refusal).FirstOrDefault(words => words is not null) is { } refusal) return refusal;
        if (Boards.Silos.Count != others.Length + 1 || Boards.Silos.All(one => one.Silo != card.Silo))
            await Write(Boards with { Silos = isMember ? [card, .. others] : [.. others, card] });
        return null;
    }

    public Task<SiloCard[]> Silos() => Task.FromResult<SiloCard[]>([.. Living]);

    public Task Opened(string board) =>
        Boards.Open.Contains(board) ? Task.CompletedTask
        : Write(Boards with { Open = [.. Boards.Open, board], Finished = [.. Without(Boards.Finished, board)] });

    public Task Finished(string board) =>
        Boards.Finished.Contains(board) ? Task.CompletedTask
        : Write(Boards with { Open = [.. Without(Boards.Open, board)], Finished = [.. Boards.Finished, board] });

    public Task Deleted(string board) => Write(
        Boards with { Open = [.. Without(Boards.Open, board)], Finished = [.. Without(Boards.Finished, board)] });

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
