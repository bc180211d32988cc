using CsCheck;
using NodeNet.Orleans.Boards;

namespace NodeNet.Orleans.Tests.Boards;

/// <summary>Whatever happens, in whatever order: every trial ends once.</summary>
public class BoardPropertyTests
{
    private const int Silos = 3;

    private enum Event
    {
        Take,
        Complete,
        CompleteLate,
        Beat,
        Return,
        Kill,
        Wait,
        FailBefore,
        FailAfter,
        Restart,
        DeleteAndOpen,
    }

    private static Gen<(int Event, int Which)[]> Events => Gen.Select(Gen.Int[0, (int)Event.DeleteAndOpen], Gen.Int[0, 1000]).Array[0, 120];

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    public void In_any_order_of_events_each_trial_ends_once_and_the_board_can_be_finished(int stageSize) =>
        Gen.Select(Gen.Int[1, 12], Events).Sample((trials, events) =>
        {
            var play = new Play(trials, stageSize);
            foreach ((int what, int which) in events) play.Do((Event)what, which);
            play.Finish();

            int last = play.Store.Written.Any(end => end.IsGivenUp) && stageSize > 0 ? play.Store.Ends.Count : trials; // no stage on one that failed
            play.Store.Ends.Keys.Should().Equal(Enumerable.Range(0, last));
            play.Store.Written.Select(end => end.Trial).Should().OnlyHaveUniqueItems("an end is never written over");
            play.Store.Written.Select(end => end.Order).Should().Equal(Enumerable.Range(1, last));
            foreach (TrialEnd end in play.Store.Written)
            {
                end.Opening.Should().Be(play.Plan.Opening);
                end.Attempts.Should().BeInRange(1, 3);
                if (!end.IsGivenUp) end.Result![0].Should().Be((byte)end.Trial);
            }
        }, iter: 2000);

    [Fact]
    public void A_trial_that_kills_every_silo_is_given_up_and_no_other_is() =>
        Gen.Select(Gen.Int[2, 20], Gen.Int[0, 19], Gen.Int[1, 4], Gen.Int[1, 8], Gen.Int[0, 1_000_000]).Sample((trials, bad, slots, most, seed) =>
        {
            bad %= trials;
            var random = new Random(seed);
            var dead = new HashSet<string>();
            var store = new MemoryStore();
            var board = new TrialBoard(store, new HandClock(), dead.Contains);
            Done(board.OpenAsync(new BoardPlan { Kind = "poison", Specs = "0123456789", Count = trials }));
            string[] silos = ["a0", "b0"];
            var hands = new List<(int Silo, int Trial, Lease Lease)>();
            int restarts = 0;
            while (!Done(board.StatusAsync())!.IsFinished)
            {
                int silo = random.Next(silos.Length);
                if (hands.Where(hand => hand.Silo == silo).DistinctBy(hand => hand.Lease.Id).Count() < slots)
                {
                    if (Done(board.TakeAsync(new Asker(silos[silo], [], "", most))).Lease is { } lease)
                        hands.AddRange(lease.Trials.Select(trial => (silo, trial, lease)));
                }
                (int Silo, int Trial, Lease Lease)[] own = [.. hands.Where(hand => hand.Silo == silo)];
                if (own.Length == 0) continue;
                (int Silo, int Trial, Lease Lease) one = own[random.Next(own.Length)];
                if (one.Trial == bad)
                {
                    dead.Add(silos[silo]); // and with it whatever its other slots had in hand
                    hands.RemoveAll(hand => hand.Silo == silo);
                    silos[silo] = $"{silos[silo][0]}{++restarts}";
                }
                else
                {
                    Done(board.CompleteAsync(new TrialEnd
                    {
                        Trial = one.Trial,
                        Opening = board.Plan!.Opening,
                        Lease = one.Lease.Id,
                        Silo = silos[silo],
                        Result = [1],
                    }));
                    hands.Remove(one);
                }
            }

            store.Ends.Values.Where(end => end.IsGivenUp).Select(end => end.Trial).Should().Equal(bad);
            restarts.Should().Be(3);
        }, iter: 1000);

    private static T Done<T>(Task<T> task)
    {
        task.IsCompleted.Should().BeTrue("the store answers at once");
        return task.GetAwaiter().GetResult();
    }

    /// <summary>A board, three silos, and what they have in hand.</summary>
    private sealed class Play
    {
        private readonly HandClock _clock = new();
        private readonly HashSet<string> _dead = [];
        private readonly string[] _silos = [.. Enumerable.Range(0, Silos).Select(i => $"silo {i}")];
        private readonly List<(Lease Lease, string Opening)> _leases = [];
        private TrialBoard _board;
        private int _restarts;

        public Play(int trials, int stageSize)
        {
            _board = new TrialBoard(Store, _clock, _dead.Contains);
            Plan = new BoardPlan { Kind = "any", Specs = "0123456789", Count = trials, StageSize = stageSize };
            Open();
        }

        public MemoryStore Store { get; } = new();

        public BoardPlan Plan { get; private set; }

        public void Do(Event what, int which)
        {
            try
            {
                switch (what)
                {
                    case Event.Take: Take(_silos[which % Silos], 1 + which % 4); break;
                    case Event.Complete: Complete(which, late: false); break;
                    case Event.CompleteLate: Complete(which, late: true); break;
                    case Event.Beat: if (_leases.Count > 0) Done(_board.BeatAsync(_leases[which % _leases.Count].Lease.Id)); break;
                    case Event.Return: if (_leases.Count > 0) _board.ReturnAsync(_leases[which % _leases.Count].Lease.Id).GetAwaiter().GetResult(); break;
                    case Event.Kill:
                        _dead.Add(_silos[which % Silos]);
                        _silos[which % Silos] = $"silo {which % Silos}, start {++_restarts}";
                        break;
                    case Event.Wait: _clock.Move(which % 20); break;
                    case Event.FailBefore: Store.Next = Failure.Before; break;
                    case Event.FailAfter: Store.Next = Failure.After; break;
                    case Event.Restart: _board = new TrialBoard(Store, _clock, _dead.Contains); break;
                    case Event.DeleteAndOpen:
                        if (which % 4 > 0) break; // seldom, or no board would get far
                        Store.Next = Failure.None;
                        _board.DeleteAsync().GetAwaiter().GetResult();
                        Store.Written.Clear();
                        Open();
                        break;
                }
            }
            catch (IOException)
            {
                // The caller sees it and will ask again.
            }
            foreach (TrialEnd end in Store.Written) Store.Ends[end.Trial].Should().BeSameAs(end);
        }

        public void Finish()
        {
            Store.Next = Failure.None;
            for (int i = 0; i < 1000 && !Done(_board.StatusAsync())!.IsFinished; i++)
            {
                _clock.Move(10);
                Take("last", 3);
                foreach ((Lease lease, string opening) in _leases.Where(one => one.Lease.Silo == "last").ToArray())
                    foreach (int trial in Done(_board.BeatAsync(lease.Id))) Done(_board.CompleteAsync(EndOf(lease, opening, trial)));
            }
        }

        private void Open()
        {
            Done(_board.OpenAsync(Plan)).Should().BeTrue();
            Plan = _board.Plan!;
        }

        private void Take(string silo, int most)
        {
            Taken taken = Done(_board.TakeAsync(new Asker(silo, [], "", most)));
            if (taken.Lease is not { } lease) return;
            foreach (int trial in lease.Trials)
            {
                Store.Ends.Should().NotContainKey(trial, "what has ended is not given again");
                if (Plan.StageSize > 0)
                    Enumerable.Range(0, Plan.Stage(Plan.StageOf(trial)).First).All(Store.Ends.ContainsKey).Should().BeTrue("its stage stands on them");
            }
            _leases.Add((lease, taken.Opening));
        }

        private void Complete(int which, bool late)
        {
            if (_leases.Count == 0) return;
            (Lease lease, string opening) = _leases[which % _leases.Count];
            IReadOnlyList<int> trials = late ? lease.Trials : Done(_board.BeatAsync(lease.Id));
            if (trials.Count == 0) return;
            int trial = trials[which % trials.Count];
            bool wasThere = Store.Ends.ContainsKey(trial) && Store.Ends[trial].Lease != lease.Id;
            bool counts = Done(_board.CompleteAsync(EndOf(lease, opening, trial)));
            counts.Should().Be(!wasThere && opening == Plan.Opening);
        }

        private static TrialEnd EndOf(Lease lease, string opening, int trial) => new()
        {
            Trial = trial,
            Opening = opening,
            Lease = lease.Id,
            Silo = lease.Silo,
            Result = [(byte)trial],
        };
    }
}
