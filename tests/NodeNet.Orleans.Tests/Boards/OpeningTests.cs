using NodeNet.Orleans.Boards;

namespace NodeNet.Orleans.Tests.Boards;

/// <summary>Boards of one name, one after the other: what is brought to the first is no part of the second.</summary>
public class OpeningTests
{
    private readonly MemoryStore _store = new();

    [Fact]
    public async Task An_end_that_is_brought_after_the_storage_was_emptied_is_not_found_by_the_next_board()
    {
        TrialBoard first = await OpenedAsync();
        Taken taken = await first.TakeAsync(new Asker("left", [], "", 1));
        _store.Empty();
        await first.CompleteAsync(End(taken, 1)); // it has not noticed

        TrialBoard second = await OpenedAsync();
        Taken again = await second.TakeAsync(new Asker("right", [], "", 1));
        TrialBoard readAnew = Board();

        (await readAnew.StatusAsync())!.Done.Should().Be(0);
        (await readAnew.CompleteAsync(End(again, 2))).Should().BeTrue();
        (await readAnew.EndsAsync(again.Opening, after: 0, most: 10)).Should().ContainSingle().Which.Result.Should().Equal(2);
    }

    [Fact]
    public async Task A_board_that_is_opened_after_it_was_deleted_is_another_and_who_attaches_opens_none()
    {
        TrialBoard board = await OpenedAsync();
        string opening = board.Plan!.Opening;
        (await board.OpenAsync(Plan())).Should().BeFalse();
        board.Plan.Opening.Should().Be(opening).And.NotBeEmpty();

        await board.DeleteAsync();
        await board.OpenAsync(Plan());

        board.Plan.Opening.Should().NotBe(opening).And.NotBeEmpty();
    }

    [Fact]
    public async Task What_is_brought_or_asked_of_a_board_that_was_deleted_is_none_of_the_next()
    {
        TrialBoard board = await OpenedAsync();
        Taken old = await board.TakeAsync(new Asker("left", [], "", 1));
        await board.DeleteAsync();
        await board.OpenAsync(Plan() with { Specs = "fedcba9876543210" });
        Taken now = await board.TakeAsync(new Asker("right", [], "", 1));

        (await board.CompleteAsync(End(old, 1))).Should().BeFalse("it is the result of another trial");
        (await board.EndsAsync(old.Opening, after: 0, most: 10)).Should().BeNull();
        await board.Awaiting(one => one.EndsOfStageAsync(old.Opening, 0)).Should().ThrowAsync<InvalidOperationException>();

        (await board.CompleteAsync(End(now, 2))).Should().BeTrue();
        (await board.EndsAsync(now.Opening, after: 0, most: 10)).Should().ContainSingle().Which.Result.Should().Equal(2);
    }

    private static BoardPlan Plan() => new() { Kind = "digits", Specs = "0123456789abcdef", Count = 1 };

    private static TrialEnd End(Taken taken, byte result) => new()
    {
        Trial = 0,
        Opening = taken.Opening,
        Lease = taken.Lease!.Id,
        Silo = taken.Lease.Silo,
        Result = [result],
    };

    private TrialBoard Board() => new(_store, new HandClock(), _ => false);

    private async Task<TrialBoard> OpenedAsync()
    {
        TrialBoard board = Board();
        (await board.OpenAsync(Plan())).Should().BeTrue();
        return board;
    }
}
