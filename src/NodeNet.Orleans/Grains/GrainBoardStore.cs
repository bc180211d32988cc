using System.Globalization;
using NodeNet.Orleans.Boards;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace NodeNet.Orleans.Grains;

/// <summary>A board in the cluster's storage: a record of its plan, one of its leases, and one for each trial that has ended.</summary>
/// <remarks>Each record has its own version (ETag): a second board of the same name, as in a cluster that has fallen apart, could not write over the
/// first.</remarks>
internal sealed class GrainBoardStore(IGrainStorage storage, string board) : IBoardStore
{
    private const int ReadsAtATime = 64;

    private readonly Record<BoardPlan> _plan = new(storage, "plan", board);
    private readonly Record<BoardLeases> _leases = new(storage, "leases", board);

    public Task<BoardPlan?> ReadPlanAsync() => _plan.ReadAsync();

    public Task WritePlanAsync(BoardPlan plan) => _plan.WriteAsync(plan);

    public Task<BoardLeases?> ReadLeasesAsync() => _leases.ReadAsync();

    public Task WriteLeasesAsync(BoardLeases leases) => _leases.WriteAsync(leases);

    public async Task<IReadOnlyList<TrialEnd>> ReadEndsAsync(string opening, int mark)
    {
        var ends = new List<TrialEnd>();
        for (int first = 0; first < mark; first += ReadsAtATime)
        {
            IEnumerable<int> trials = Enumerable.Range(first, Math.Min(ReadsAtATime, mark - first));
            TrialEnd?[] some = await Task.WhenAll(trials.Select(trial => End(opening, trial).ReadAsync()));
            ends.AddRange(some.OfType<TrialEnd>());
        }
        return ends;
    }

    public Task WriteEndAsync(string opening, TrialEnd end) => End(opening, end.Trial).WriteAsync(end);

    public async Task ClearAsync(string opening, int mark)
    {
        await _plan.ClearAsync(); // first: without a plan there is no board, whatever else is left
        await _leases.ClearAsync();
        for (int trial = 0; trial < mark; trial++) await End(opening, trial).ClearAsync();
    }

    private Record<TrialEnd> End(string opening, int trial) =>
        new(storage, "end", string.Create(CultureInfo.InvariantCulture, $"{board}/{opening}/{trial}"));

    /// <summary>One record of the storage, and its version.</summary>
    private sealed class Record<T>(IGrainStorage storage, string kind, string key)
        where T : class
    {
        private readonly GrainId _id = GrainId.Create("nodenet-" + kind, key);
        private readonly GrainState<Holder<T>> _state = new();

        public async Task<T?> ReadAsync()
        {
            await storage.ReadStateAsync(kind, _id, _state);
            return _state.RecordExists ? _state.State?.Value : null;
        }

        public Task WriteAsync(T value)
        {
            _state.State = new Holder<T> { Value = value };
            return storage.WriteStateAsync(kind, _id, _state);
        }

        public async Task ClearAsync()
        {
            if (!_state.RecordExists) await storage.ReadStateAsync(kind, _id, _state);
            if (_state.RecordExists) await storage.ClearStateAsync(kind, _id, _state);
        }
    }
}

/// <summary>What a record of the storage holds: storage makes an empty one where there is none, which not every type can be.</summary>
[GenerateSerializer]
internal sealed class Holder<T>
    where T : class
{
    /// <summary>The value; null in an empty record.</summary>
    [Id(0)]
    public T? Value { get; set; }
}
