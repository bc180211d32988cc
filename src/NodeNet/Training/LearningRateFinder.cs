using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Metrics;

namespace NodeNet.Training;

/// <summary>Looks for the learning rate at which to begin, by trying them all in one short run.</summary>
/// <remarks>
/// <para>A copy of the network takes a step at every rate, from a very small one on, and after each the loss is measured. While the rate is too small the loss
/// stays; then it falls; at last, where the rate is too large, it rises.</para>
/// <para>Source: Leslie N. Smith, "Cyclical Learning Rates for Training Neural Networks" (2015), section 3.3. Others look at the loss of each step's batch,
/// smoothed; here it is that of all examples (of 1000 at most), which networks of this size have time for, so that chance in the batches hides nothing.</para>
/// </remarks>
public static class LearningRateFinder
{
    /// <summary>The run ends when the loss is this many times its smallest.</summary>
    public const double EndsAbove = 4.0;

    private const int MostMeasured = 1000;

    extension(Trainer trainer)
    {
        /// <summary>Tries learning rates on a copy of the network: network, trainer and optimizer stay as they are.</summary>
        /// <remarks>Each step takes the next batch of <see cref="TrainerOptions.BatchSize"/> examples, in an order that <see cref="TrainerOptions.Seed"/>
        /// decides; the optimizer remembers from step to step. All other options hold too, but schedule, stopping rule, held-out examples, progress and
        /// checkpoints.</remarks>
        /// <param name="data">The examples to learn from.</param>
        /// <param name="range">Which rates; null for the defaults.</param>
        /// <returns>What each rate did, and which to begin with.</returns>
        /// <exception cref="ArgumentException">The examples do not fit the network, or the loss cannot take a target.</exception>
        /// <exception cref="ArgumentOutOfRangeException">The range is none.</exception>
        /// <exception cref="InvalidOperationException">The network is being trained, or the loss cannot take the outputs of its last layer.</exception>
        public LearningRateCurve FindLearningRate(DataSet data, LearningRateRange? range = null)
        {
            Guard.NotNull(trainer);
            Guard.NotNull(data);
            range ??= new LearningRateRange();
            range.Validate();
            var copy = new Trainer(trainer.Network.Clone(), trainer.Loss, trainer.Options with { Progress = null, Checkpoints = null, StopWhen = null });
            DataSet measured = data.Count <= MostMeasured ? data : data.Shuffled(trainer.Options.Seed).Select([.. Enumerable.Range(0, MostMeasured)]);
            var batches = new Batches(data, trainer.Options);
            var points = new List<LearningRatePoint>();
            double start = LossOf(copy, measured);
            double smallest = start;
            for (int step = 0; step < range.Steps; step++)
            {
                copy.LearningRate = range.RateOf(step);
                if (!IsTaken(copy, batches.Next())) break;
                double loss = LossOf(copy, measured);
                if (!double.IsFinite(loss)) break;
                points.Add(new LearningRatePoint(copy.LearningRate, loss));
                smallest = Math.Min(smallest, loss);
                if (loss > EndsAbove * smallest) break;
            }
            return new LearningRateCurve { Start = start, Points = points };
        }
    }

    private static double LossOf(Trainer trainer, DataSet data) => Evaluation.Of(trainer.Network, trainer.Loss, data).Loss;

    private static bool IsTaken(Trainer trainer, DataSet batch)
    {
        try
        {
            trainer.Step(batch);
            return true;
        }
        catch (NotFiniteNumberException)
        {
            return false;
        }
    }

    /// <summary>The examples, batch after batch, in a new order each time that all have been taken.</summary>
    private sealed class Batches(DataSet data, TrainerOptions options)
    {
        private readonly int[] _order = [.. Enumerable.Range(0, data.Count)];
        private readonly RandomGenerator _random = new(options.Seed);
        private int _next = data.Count;

        public DataSet Next()
        {
            if (_next == data.Count)
            {
                if (options.Shuffle) _random.Shuffle(_order.AsSpan());
                _next = 0;
            }
            int count = Math.Min(options.BatchSize, data.Count - _next);
            DataSet batch = data.Select(_order.AsSpan(_next, count));
            _next += count;
            return batch;
        }
    }
}
