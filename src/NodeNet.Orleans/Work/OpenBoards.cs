using NodeNet.Orleans.Grains;

namespace NodeNet.Orleans.Work;

/// <summary>Which boards have work, as far as a silo knows: its slots ask together, however many they are.</summary>
/// <param name="index">Who knows it.</param>
/// <param name="pause">How old an answer may be, and how long a silo without work waits for another.</param>
internal sealed class OpenBoards(IBoardsGrain index, TimeSpan pause)
{
    private readonly Lock _asking = new();
    private IReadOnlyList<string> _names = [];
    private DateTime _askedAt = DateTime.MinValue;
    private Task _question = Task.CompletedTask;
    private Task _change = Task.CompletedTask;

    /// <summary>The boards, not older than the pause.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync()
    {
        if (DateTime.UtcNow - _askedAt >= pause) await Together(ref _question, async () => Note(await index.Names()));
        return _names;
    }

    /// <summary>Waits until there are others than those that are known, at most for the pause.</summary>
    public Task ChangeAsync(CancellationToken stopping) =>
        Together(ref _change, async () => Note(await index.NamesUnless([.. _names], pause))).WaitAsync(stopping);

    private Task Together(ref Task last, Func<Task> ask)
    {
        lock (_asking)
        {
            if (last.IsCompleted) last = ask();
            return last;
        }
    }

    private void Note(BoardNames boards) => (_names, _askedAt) = (boards.Open, DateTime.UtcNow);
}
