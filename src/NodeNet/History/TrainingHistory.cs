using System.Collections;
using System.Runtime.CompilerServices;
using NodeNet.Foundation;

namespace NodeNet.History;

/// <summary>The reports of a run's epochs, in order: <c>history[0]</c> is epoch 1, <c>history[^1]</c> the last.</summary>
/// <remarks>Up to 10,000 epochs each has its report. Of a longer run every second one, of more than 20,000 epochs every fourth, and so on: those whose number
/// that divides, and always the first, the best and the last. So a run of any length has 10,003 reports at most.</remarks>
public sealed partial class TrainingHistory : IReadOnlyList<EpochReport>
{
    /// <summary>Up to how many epochs each has its report.</summary>
    internal const int MostOfAll = 10_000;

    private readonly List<EpochNumbers> _kept = [];
    private readonly BestLosses _best = new();
    // by least improvement: how far it has been looked for, and the last one
    private readonly Dictionary<double, (int Count, int Epoch, double Loss)> _improvements = [];
    private int _every = 1;
    private double _rate = double.NaN;

    /// <summary>An empty history.</summary>
    public TrainingHistory()
    {
    }

    /// <summary>A history of given reports, as for testing a rule or schedule of your own.</summary>
    /// <param name="reports">The reports of epochs 1, 2, …; some may be left out.</param>
    /// <exception cref="ArgumentException">The number of an epoch is not above the one before it, or is below 1.</exception>
    public TrainingHistory(IEnumerable<EpochReport> reports)
    {
        Guard.NotNull(reports);
        foreach (EpochReport report in reports)
        {
            if (report.Epoch <= Epochs)
            {
                throw new ArgumentException(
                    Epochs == 0 ? $"There is a report of epoch {report.Epoch}; the first epoch is 1."
                        : $"Epoch {report.Epoch} follows epoch {Epochs}; the reports must be in the order of their epochs.", nameof(reports));
            }
            Add(EpochNumbers.Of(report));
        }
    }

    /// <summary>How many reports there are: as many as epochs up to 10,000, and at most 10,003.</summary>
    public int Count => _kept.Count;

    /// <summary>How many epochs there were.</summary>
    public int Epochs { get; private set; }

    /// <summary>The epoch with the smallest loss (see <see cref="EpochReport.Loss"/>), the first of equals; null before the first epoch.</summary>
    public EpochReport? Best => Count == 0 ? null : _kept[IndexOf(_best.Last.Epoch)].Report();

    /// <summary>A report.</summary>
    /// <param name="index">Its place, from 0: up to 10,000 epochs, the epoch's number less 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such report.</exception>
    public EpochReport this[int index] => _kept[index].Report();

    /// <summary>The best losses so far.</summary>
    internal BestLosses BestLosses => _best;

    /// <summary>The first of the last epochs that all had the same learning rate; 0 before the first epoch.</summary>
    internal int SameRateSince { get; private set; }

    /// <summary>The smallest loss of the first epochs. Where that is more than 8192 epochs back, how far back is taken to a 4096th.</summary>
    /// <param name="epochs">How many epochs count; at least 1 and at most <see cref="Epochs"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epochs"/> is out of range.</exception>
    public double BestLossOfFirst(int epochs) => BestOfFirst(epochs).Loss;

    /// <summary>Whether one of the last epochs has improved, or there were no more than those.</summary>
    /// <param name="epochs">How many epochs count as the last; at least 1.</param>
    /// <param name="improvement">By how much the loss must fall to count as improved.</param>
    /// <param name="over">What it must fall below by that much.</param>
    internal bool HasImproved(int epochs, double improvement, ImprovementOver over)
    {
        if (Epochs <= epochs) return true;
        return over == ImprovementOver.LastImprovement
            ? Epochs - LastImprovement(improvement).Epoch < epochs
            : _best.Last.Loss < BestLossOfFirst(Epochs - epochs) - improvement; // what is better than all before is the best of all
    }

    /// <summary>The last epoch whose loss fell below that of the one before it of this kind by more than a least improvement; 0 and +∞ if none has.</summary>
    internal (int Epoch, double Loss) LastImprovement(double least)
    {
        lock (_improvements)
        {
            (int count, int epoch, double loss) = _improvements.GetValueOrDefault(least, (0, 0, double.PositiveInfinity));
            for (; count < _best.Count; count++) // none but the best so far can be one
            {
                if (_best[count].Loss < loss - least) (epoch, loss) = _best[count];
            }
            _improvements[least] = (count, epoch, loss);
            return (epoch, loss);
        }
    }

    /// <summary>The best of the first epochs.</summary>
    internal (int Epoch, double Loss) BestOfFirst(int epochs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(epochs, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(epochs, Epochs);
        return _best.UpTo(epochs);
    }

    /// <inheritdoc/>
    public IEnumerator<EpochReport> GetEnumerator()
    {
        foreach (EpochNumbers epoch in _kept)
            yield return epoch.Report();
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>A report's numbers.</summary>
    internal EpochNumbers Numbers(int index) => _kept[index];

    /// <summary>Adds the next epoch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a short training never sees the compiler's second tier
    internal void Add(in EpochNumbers epoch)
    {
        int before = _best.Last.Epoch;
        bool isBest = _best.Add(epoch.Epoch, epoch.Loss);
        if (epoch.Epoch % BestLosses.Exact == 0) _improvements.Clear(); // a run that is resumed from here has no more either

        if (isBest && before < Epochs && before > 0 && !IsOnGrid(before)) _kept.RemoveAt(IndexOf(before)); // no longer the best
        if (Epochs > 0 && !IsKept(Epochs)) _kept[^1] = epoch; // in place of the one before, which is no longer the last
        else _kept.Add(epoch);
        Epochs = epoch.Epoch;
        if (Epochs > (long)MostOfAll * _every)
        {
            _every = EveryOf(Epochs);
            _kept.RemoveAll(one => one.Epoch != Epochs && !IsKept(one.Epoch));
        }
        FollowRate(epoch);
    }

    /// <summary>The epochs that have a report, of a run of so many, with its best: as <see cref="Add"/> leaves them.</summary>
    internal static IReadOnlyCollection<int> EpochsKept(int epochs, int best)
    {
        if (epochs == 0) return [];
        var kept = new SortedSet<int> { 1, best, epochs };
        int every = EveryOf(epochs);
        for (long epoch = every; epoch <= epochs; epoch += every)
            kept.Add((int)epoch);
        return kept;
    }

    /// <summary>Brings back what was saved: what <see cref="EpochsKept"/> names, and what cannot be told from those.</summary>
    internal static TrainingHistory Restore(int epochs, IEnumerable<(int Epoch, double Loss)> best, IEnumerable<EpochNumbers> reports, int sameRateSince)
    {
        var history = new TrainingHistory { Epochs = epochs, SameRateSince = sameRateSince, _every = EveryOf(epochs) };
        history._best.Restore(best);
        history._kept.AddRange(reports);
        if (history._kept.Count > 0) history._rate = history._kept[^1].LearningRate;
        return history;
    }

    private static int EveryOf(int epochs)
    {
        int every = 1;
        while (epochs > (long)MostOfAll * every)
            every *= 2;
        return every;
    }

    private void FollowRate(in EpochNumbers epoch)
    {
        if (epoch.LearningRate != _rate) SameRateSince = epoch.Epoch;
        _rate = epoch.LearningRate;
    }

    private bool IsOnGrid(int epoch) => epoch == 1 || epoch % _every == 0;

    private bool IsKept(int epoch) => IsOnGrid(epoch) || epoch == _best.Last.Epoch;

    private int IndexOf(int epoch)
    {
        int from = 0;
        int to = _kept.Count - 1;
        while (from < to)
        {
            int middle = (from + to) / 2;
            if (_kept[middle].Epoch < epoch) from = middle + 1;
            else to = middle;
        }
        return from;
    }
}
