using NodeNet.Orleans.Boards;

namespace NodeNet.Orleans.Tests.Boards;

public class BoardTests
{
    private readonly MemoryStore _store = new();
    private readonly HandClock _clock = new();
    private readonly HashSet<string> _dead = [];

    [Fact]
    public async Task A_silo_takes_a_trial_brings_its_end_and_the_board_is_finished()
    {
        TrialBoard board = await Opened(trials: 1);

        Taken taken = await board.TakeAsync(Left());
        bool counts = await board.CompleteAsync(End(taken, 0, 42));

        counts.Should().BeTrue();
        (await board.TakeAsync(Left())).IsFinished.Should().BeTrue();
        (await board.EndsAsync(taken.Opening, after: 0, most: 10)).Should().ContainSingle().Which.Result.Should().Equal(42);
    }

    [Fact]
    public async Task Two_silos_never_hold_the_same_trial()
    {
        TrialBoard board = await Opened(trials: 10);

        Taken left = await board.TakeAsync(Left(most: 3));
        Taken right = await board.TakeAsync(Right(most: 3));

        left.Lease!.Trials.Should().NotBeEmpty().And.NotIntersectWith(right.Lease!.Trials);
    }

    [Fact]
    public async Task A_lease_without_a_beat_is_given_to_another_and_its_late_result_is_refused()
    {
        TrialBoard board = await Opened(trials: 1);
        Taken frozen = await board.TakeAsync(Left());
        _clock.Move(16);

        Taken again = await board.TakeAsync(Right());
        (await board.CompleteAsync(End(again, 0, 7))).Should().BeTrue();

        (await board.CompleteAsync(End(frozen, 0, 7))).Should().BeFalse("the trial has its end");
        (await board.StatusAsync())!.Should().Match<BoardStatus>(status => status.Done == 1 && status.Lost == 1 && status.Refused == 1);
        (await board.EndsAsync(board.Plan!.Opening, 0, 10))![0].Attempts.Should().Be(2);
    }

    [Fact]
    public async Task A_late_result_counts_where_there_is_none_yet_and_the_other_silo_is_told_to_stop()
    {
        TrialBoard board = await Opened(trials: 1);
        Taken frozen = await board.TakeAsync(Left());
        _clock.Move(16);
        Taken again = await board.TakeAsync(Right());

        (await board.CompleteAsync(End(frozen, 0, 7))).Should().BeTrue();

        (await board.BeatAsync(again.Lease!.Id)).Should().BeEmpty();
        (await board.CompleteAsync(End(again, 0, 7))).Should().BeFalse();
    }

    [Fact]
    public async Task A_beat_keeps_a_lease()
    {
        TrialBoard board = await Opened(trials: 1);
        Taken taken = await board.TakeAsync(Left());
        for (int i = 0; i < 10; i++)
        {
            _clock.Move(10);
            (await board.BeatAsync(taken.Lease!.Id)).Should().Equal(0);
        }

        (await board.TakeAsync(Right())).Lease.Should().BeNull();
    }

    [Fact]
    public async Task What_a_dead_silo_held_is_given_away_at_once()
    {
        TrialBoard board = await Opened(trials: 1);
        await board.TakeAsync(Left());
        _dead.Add("left");

        (await board.TakeAsync(Right())).Attempts.Should().Equal(2);
    }

    [Fact]
    public async Task A_trial_that_kills_its_silo_is_given_up_after_three_attempts()
    {
        TrialBoard board = await Opened(trials: 1);
        for (int attempt = 1; attempt <= 3; attempt++)
        {
            string silo = $"silo {attempt}";
            (await board.TakeAsync(new Asker(silo, [], "", 1))).Attempts.Should().Equal(attempt);
            _dead.Add(silo);
        }

        (await board.TakeAsync(Right())).IsFinished.Should().BeTrue();
        (await board.EndsAsync(board.Plan!.Opening, 0, 10)).Should().ContainSingle().Which
            .Should().Match<TrialEnd>(end => end.IsGivenUp && end.Attempts == 3 && end.Trouble!.Contains("silo 3"));
    }

    [Fact]
    public async Task What_was_lost_once_is_leased_alone_so_that_one_bad_trial_takes_no_other_along()
    {
        TrialBoard board = await Opened(trials: 16);
        Taken taken = await board.TakeAsync(Left(most: 8));
        taken.Lease!.Trials.Should().HaveCount(8);
        _dead.Add("left");

        (await board.TakeAsync(Right(most: 8))).Lease!.Trials.Should().Equal(0);
        (await board.TakeAsync(Right(most: 8))).Lease!.Trials.Should().Equal(1);
    }

    [Fact]
    public async Task A_silo_has_one_last_attempt_at_a_time()
    {
        TrialBoard board = await Opened(trials: 2, attempts: 2);
        await board.TakeAsync(Left());
        await board.TakeAsync(Left());
        _dead.Add("left");

        (await board.TakeAsync(Right())).Lease!.Trials.Should().Equal(0);
        (await board.TakeAsync(Right())).Lease.Should().BeNull("trial 1, too, is in its last attempt");
        (await board.TakeAsync(new Asker("third", [], "", 1))).Lease!.Trials.Should().Equal(1);
    }

    [Fact]
    public async Task What_is_left_is_shared_out_in_smaller_and_smaller_pieces()
    {
        TrialBoard board = await Opened(trials: 100);
        var sizes = new List<int>();
        while ((await board.TakeAsync(Left(most: 32))).Lease is { } lease) sizes.Add(lease.Trials.Count);

        sizes.Sum().Should().Be(100);
        sizes[0].Should().Be(32);
        sizes[^1].Should().Be(1);
        sizes.Should().BeInDescendingOrder();
    }

    [Fact]
    public async Task Who_asks_again_whether_his_result_was_taken_is_told_so()
    {
        TrialBoard board = await Opened(trials: 1);
        Taken taken = await board.TakeAsync(Left());
        _store.Next = Failure.After;

        await FluentActions.Awaiting(() => board.CompleteAsync(End(taken, 0, 1))).Should().ThrowAsync<IOException>();

        (await board.CompleteAsync(End(taken, 0, 1))).Should().BeTrue("it was stored, though the answer was lost");
        _store.Written.Should().ContainSingle();
    }

    [Fact]
    public async Task A_result_whose_write_failed_is_taken_when_it_is_brought_again()
    {
        TrialBoard board = await Opened(trials: 1);
        Taken taken = await board.TakeAsync(Left());
        _store.Next = Failure.Before;

        await FluentActions.Awaiting(() => board.CompleteAsync(End(taken, 0, 1))).Should().ThrowAsync<IOException>();
        _store.Ends.Should().BeEmpty();

        (await board.CompleteAsync(End(taken, 0, 1))).Should().BeTrue();
        _store.Ends.Should().ContainSingle();
    }

    [Fact]
    public async Task A_board_that_is_read_anew_goes_on_where_it_was()
    {
        TrialBoard board = await Opened(trials: 6);
        Taken left = await board.TakeAsync(Left());
        await board.CompleteAsync(End(left, 0, 1));
        Taken right = await board.TakeAsync(Right());

        TrialBoard again = Board();

        (await again.StatusAsync())!.Should().Match<BoardStatus>(status => status.Done == 1 && status.InHand == 1);
        (await again.BeatAsync(right.Lease!.Id)).Should().Equal(1);
        (await again.TakeAsync(Left())).Lease!.Trials.Should().Equal(2);
    }

    [Fact]
    public async Task A_name_attaches_to_the_board_that_is_there_and_refuses_other_trials()
    {
        TrialBoard board = await Opened(trials: 3);

        (await board.OpenAsync(Plan(3))).Should().BeFalse();
        await board.Awaiting(one => one.OpenAsync(Plan(3) with { Specs = "another hash" })).Should().ThrowAsync<InvalidOperationException>()
            .WithMessage("*3 × digits (0123456*Take another name*");
    }

    [Fact]
    public async Task A_silo_of_another_build_or_arithmetic_gets_nothing_and_is_told_why()
    {
        TrialBoard board = await Opened(Plan(1) with { Machine = "build a, 512 bits" });

        Taken taken = await board.TakeAsync(new Asker("left", [], "build a, 256 bits", 1));

        taken.Lease.Should().BeNull();
        taken.Refusal.Should().Contain("512 bits").And.Contain("256 bits");
    }

    [Fact]
    public async Task A_stage_begins_when_the_one_before_has_ended()
    {
        TrialBoard board = await Opened(Plan(4) with { StageSize = 2 });
        Taken first = await board.TakeAsync(Left());
        Taken second = await board.TakeAsync(Left());
        (await board.TakeAsync(Right())).Lease.Should().BeNull("trials 2 and 3 stand on 0 and 1");

        await board.CompleteAsync(End(second, 1, 11));
        await board.CompleteAsync(End(first, 0, 10));

        (await board.TakeAsync(Right())).Lease!.Trials.Should().Equal(2);
        (await board.EndsOfStageAsync(first.Opening, 0)).Select(end => end.Result![0]).Should().Equal(10, 11);
    }

    [Fact]
    public async Task Nothing_stands_on_a_stage_in_which_a_trial_failed()
    {
        TrialBoard board = await Opened(Plan(4) with { StageSize = 2 });
        foreach (int trial in (int[])[0, 1])
        {
            Taken taken = await board.TakeAsync(Left());
            await board.CompleteAsync(End(taken, trial, 0) with { Trouble = trial == 0 ? "no such file" : null });
        }

        (await board.TakeAsync(Left())).IsFinished.Should().BeTrue();
        (await Board().StatusAsync())!.Should().Match<BoardStatus>(status => status.IsFinished && status.Done == 2 && status.Troubled == 1);
    }

    [Fact]
    public async Task A_trial_with_a_place_goes_to_that_place_only()
    {
        TrialBoard board = await Opened(Plan(2) with { Places = ["north", "south"] });

        (await board.TakeAsync(new Asker("a", ["south"], "", 2))).Lease!.Trials.Should().Equal(1);
        (await board.TakeAsync(new Asker("b", [], "", 2))).Lease.Should().BeNull();
        (await board.TakeAsync(new Asker("c", ["north"], "", 2))).Lease!.Trials.Should().Equal(0);
    }

    [Fact]
    public async Task What_a_silo_gives_back_before_it_stops_is_no_lost_attempt()
    {
        TrialBoard board = await Opened(trials: 1);
        for (int i = 0; i < 5; i++)
        {
            Taken taken = await board.TakeAsync(Left());
            taken.Attempts.Should().Equal(1);
            await board.ReturnAsync(taken.Lease!.Id);
        }

        (await board.StatusAsync())!.Lost.Should().Be(0);
    }

    [Fact]
    public async Task A_board_that_is_deleted_has_no_work_and_takes_no_result()
    {
        TrialBoard board = await Opened(trials: 2);
        Taken taken = await board.TakeAsync(Left());

        await board.DeleteAsync();

        (await board.CompleteAsync(End(taken, 0, 1))).Should().BeFalse();
        (await board.BeatAsync(taken.Lease!.Id)).Should().BeEmpty();
        (await board.StatusAsync()).Should().BeNull();
        (await board.OpenAsync(Plan(2))).Should().BeTrue();
    }

    [Fact]
    public void The_board_knows_nothing_of_Orleans()
    {
        string folder = Path.Combine(Repository.Root, "src", "NodeNet.Orleans", "Boards");
        string[] files = Directory.GetFiles(folder, "*.cs");

        files.Should().NotBeEmpty();
        foreach (string file in files) File.ReadAllLines(file).Should().NotContain(line => line.StartsWith("using Orleans", StringComparison.Ordinal), file);
        typeof(TrialBoard).GetInterfaces().Should().BeEmpty();
    }

    private static Asker Left(int most = 1) => new("left", [], "", most);

    private static Asker Right(int most = 1) => new("right", [], "", most);

    private static BoardPlan Plan(int trials) => new() { Kind = "digits", Specs = "0123456789abcdef", Count = trials };

    private static TrialEnd End(Taken taken, int trial, byte result) => new()
    {
        Trial = trial,
        Opening = taken.Opening,
        Lease = taken.Lease!.Id,
        Silo = taken.Lease.Silo,
        Attempts = taken.Attempts[taken.Lease.Trials.ToList().IndexOf(trial)],
        Result = [result],
    };

    private TrialBoard Board() => new(_store, _clock, _dead.Contains);

    private Task<TrialBoard> Opened(int trials, int attempts = 3) => Opened(Plan(trials) with { MaxAttempts = attempts });

    private async Task<TrialBoard> Opened(BoardPlan plan)
    {
        TrialBoard board = Board();
        (await board.OpenAsync(plan)).Should().BeTrue();
        return board;
    }
}
