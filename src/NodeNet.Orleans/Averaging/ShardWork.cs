using NodeNet.Data;
using NodeNet.Orleans.Work;
using NodeNet.Training;

namespace NodeNet.Orleans.Averaging;

/// <summary>Does "shard i of round r" on a silo: a round is a stage of the board, so nobody has to wait for it or lead it. Who begins a shard's round takes the
/// mean of what the round before has left, in the order of the shards, which is the same on every silo, to the bit.</summary>
/// <param name="sources">The silo's own rows, by name.</param>
internal sealed class ShardWork(IReadOnlyDictionary<string, Func<DataSet>> sources)
{
    /// <summary>The name under which every silo has it.</summary>
    public const string Name = "nodenet/shard";

    private const int MostRows = 16; // shards whose rows stay in memory
    private const int MostRounds = 4; // means that do: shards of one silo share them

    private readonly Recent<string, DataSet> _rows = new(MostRows);
    private readonly Recent<(SweepKey Sweep, int Round), TrainerState> _means = new(MostRounds);

    public byte[] Run(byte[] spec, TrialContext context)
    {
        ShardSpec asked = Payload.Read<ShardSpec>(spec);
        AveragingJob job = Payload.Read<AveragingJob>(context.Fetch(asked.Job));
        int shard = context.Number % job.Shards;
        int round = context.Number / job.Shards;
        DataSet rows = RowsOf(asked, context);
        Trainer trainer = job.TrainerFor(shard, round);
        if (round > 0)
        {
            TrainerState mean = _means.Get((context.Key, round), () => MeanBefore(job, round, context));
            TrainerState own = StateBytes.Read(context.Fetch(Names.State(context.Key, context.Number - job.Shards)));
            trainer.GoOnFrom((job.Memory == OptimizerMemory.Averaged ? mean : mean.WithoutMemory()) with { Random = own.Random });
        }
        TrainingResult result = trainer.Train(rows, cancellation: context.Cancellation);
        if (result.Reason == StopReason.NotFinite) throw new ArithmeticException(result.Explanation);
        context.Cancellation.ThrowIfCancellationRequested();
        context.Keep(Names.State(context.Key, context.Number), StateBytes.Write(trainer.CopyState()));
        if (round > 1) context.Forget(Names.State(context.Key, context.Number - 2 * job.Shards)); // the round before is over: nobody asks for it any more
        return Payload.Of(new ShardResult(WeightOf(rows), result.History[^1].RunningLoss, result.History[^1].RunningAccuracy));
    }

    /// <summary>The mean of states, each weighted by its result.</summary>
    public static TrainerState Mean(IEnumerable<byte[]> states, IEnumerable<ShardResult> results) =>
        TrainerState.Mean([.. states.Select(StateBytes.Read)], [.. results.Select(result => result.Weight)]);

    private static TrainerState MeanBefore(AveragingJob job, int round, TrialContext context)
    {
        IEnumerable<ShardResult> results = context.Before.Of(round - 1).Select(bytes => Payload.Read<ShardResult>(bytes));
        return Mean(Enumerable.Range((round - 1) * job.Shards, job.Shards).Select(number => context.Fetch(Names.State(context.Key, number))), results);
    }

    private static double WeightOf(DataSet rows) => rows.Weights?.Sum() ?? rows.Count;

    private DataSet RowsOf(ShardSpec asked, TrialContext context)
    {
        if (asked.Source is not { } source) return _rows.Get(asked.Rows!, () => StateBytes.ReadRows(context.Fetch(asked.Rows!)));
        if (!sources.TryGetValue(source, out Func<DataSet>? load)) throw new NotSupportedException($"This silo has no shard \"{source}\".");
        return _rows.Get(
            "source " + source, () => load() ?? throw new InvalidDataException($"The shard \"{source}\" has no rows: its function returned null."));
    }

    /// <summary>What was asked for last, made once even if several threads ask at a time.</summary>
    private sealed class Recent<TKey, TValue>(int most)
        where TKey : notnull
    {
        private readonly List<(TKey Key, Lazy<TValue> Value)> _all = []; // the last used at the end

        public TValue Get(TKey key, Func<TValue> make)
        {
            Lazy<TValue> value;
            lock (_all)
            {
                int place = _all.FindIndex(one => one.Key.Equals(key));
                value = place >= 0 ? _all[place].Value : new Lazy<TValue>(make);
                if (place >= 0) _all.RemoveAt(place);
                else if (_all.Count == most) _all.RemoveAt(0);
                _all.Add((key, value));
            }
            try
            {
                return value.Value;
            }
            catch
            {
                lock (_all) _all.RemoveAll(one => one.Value == value); // or its trouble would stay
                throw;
            }
        }
    }
}
