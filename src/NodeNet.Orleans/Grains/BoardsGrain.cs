using NodeNet.Orleans.Boards;
using Orleans;
using Orleans.Runtime;

namespace NodeNet.Orleans.Grains;

/// <summary>The index of boards and silos, stored.</summary>
internal sealed class BoardsGrain([PersistentState("boards")] IPersistentState<Holder<BoardNames>> state, IClusterMembershipService membership)
    : StoredGrain<BoardNames>(state, new BoardNames([], [], [])), IBoardsGrain
{
    private TaskCompletionSource _change = new();

    private IEnumerable<SiloCard> Living =>
        Stored.Silos.Where(card => membership.CurrentSnapshot.GetSiloStatus(SiloAddress.FromParsableString(card.Silo)) == SiloStatus.Active);

    public async Task<string?> Join(SiloCard card, bool isMember)
    {
        SiloCard[] others = [.. Living.Where(other => other.Silo != card.Silo)];
        if (!isMember && others.Select(card.Refusal).FirstOrDefault(words => words is not null) is { } refusal) return refusal;
        if (Stored.Silos.Count != others.Length + 1 || Stored.Silos.All(one => one.Silo != card.Silo))
            await Store(Stored with { Silos = isMember ? [card, .. others] : [.. others, card] });
        return null;
    }

    public Task<SiloCard[]> Silos() => Task.FromResult<SiloCard[]>([.. Living]);

    public Task Opened(string board) =>
        Stored.Open.Contains(board) ? Task.CompletedTask
        : StoreOpen(Stored with { Open = [.. Stored.Open, board], Finished = [.. Without(Stored.Finished, board)] });

    public Task Finished(string board) =>
        Stored.Finished.Contains(board) ? Task.CompletedTask
        : StoreOpen(Stored with { Open = [.. Without(Stored.Open, board)], Finished = [.. Stored.Finished, board] });

    public Task Deleted(string board) => StoreOpen(
        Stored with { Open = [.. Without(Stored.Open, board)], Finished = [.. Without(Stored.Finished, board)] });

    public Task<BoardNames> Names() => Task.FromResult(Stored);

    public async Task<BoardNames> NamesUnless(string[] known, TimeSpan most)
    {
        if (Stored.Open.SequenceEqual(known)) await Task.WhenAny(_change.Task, Task.Delay(most));
        return Stored;
    }

    /// <summary>Stores what may be other open boards, and tells those who wait for some.</summary>
    private async Task StoreOpen(BoardNames names)
    {
        await Store(names);
        _change.SetResult();
        _change = new TaskCompletionSource();
    }

    private static IEnumerable<string> Without(IReadOnlyList<string> boards, string board) => boards.Where(one => one != board);
}
