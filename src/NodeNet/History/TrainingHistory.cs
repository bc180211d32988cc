using System.Collections;
using NodeNet.Foundation;

namespace NodeNet.History;

/// <summary>The reports of a run's epochs, in order; <c>history[0]</c> is epoch 1.</summary>
public sealed class TrainingHistory : IReadOnlyList<EpochReport>
{
    private readonly List<EpochReport> _reports = [];
    private readonly List<EpochReport> _best = []; // by epoch: the best so far, so that asking costs nothing
    // by least improvement: how far it has been looked for, and the last one
    private readonly Dictionary<double, (int Count, int Epoch, double Loss)> _improvements = [];

    /// <summary>An empty history.</summary>
    public TrainingHistory()
    {
    }

    /// <summary>A history of given reports, as for testing a rule or schedule of your own.</summary>
    /// <param name="reports">The reports of epochs 1, 2, ….</param>
    public TrainingHistory(IEnumerable<EpochReport> reports)
    {
        Guard.NotNull(reports);
        foreach (EpochReport report in reports)
            Add(report);
    }

    /// <summary>How many epochs there were.</summary>
    public int Count => _reports.Count;

    /// <summary>The epoch with the smallest loss (see <see cref="EpochReport.Loss"/>), the first of equals; null before the first epoch.</summary>
    public EpochReport? Best => Count == 0 ? null : _best[^1];

    /// <summary>The report of an epoch.</summary>
    /// <param name="index">The epoch's number less 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such epoch.</exception>
    public EpochReport this[int index] => _reports[index];

    /// <summary>The smallest loss of the first epochs.</summary>
    /// <param name="epochs">How many epochs count; at least 1 and at most <see cref="Count"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epochs"/> is out of range.</exception>
    public double BestLossOfFirst(int epochs) => _best[epochs - 1].Loss;

    /// <summary>Whether one of the last epochs has improved, or there were no more than those.</summary>
    /// <param name="epochs">How many epochs count as the last; at least 1.</param>
    /// <param name="improvement">By how much the loss must fall to count as improved.</param>
    /// <param name="over">What it must fall below by that much.</param>
    internal bool HasImproved(int epochs, double improvement, ImprovementOver over)
    {
        if (Count <= epochs) return true;
        if (over == ImprovementOver.LastImprovement) return Count - LastImprovement(improvement).Epoch < epochs;
        double bestBefore = BestLossOfFirst(Count - epochs);
        for (int i = Count - epochs; i < Count; i++)
        {
            if (_reports[i].Loss < bestBefore - improvement) return true;
        }
        return false;
    }

    /// <summary>The last epoch whose loss fell below that of the one before it of this kind by more than a least improvement; 0 and +∞ if none has.</summary>
    internal (int Epoch, double Loss) LastImprovement(double least)
    {
        lock (_improvements)
        {
            (int count, int epoch, double loss) = _improvements.GetValueOrDefault(least, (0, 0, double.PositiveInfinity));
            for (; count < Count; count++)
            {
                if (_reports[count].Loss < loss - least) (epoch, loss) = (count + 1, _reports[count].Loss);
            }
            _improvements[least] = (count, epoch, loss);
            return (epoch, loss);
        }
    }

    /// <summary>The best of the first epochs.</summary>
    internal EpochReport BestOfFirst(int epochs) => _best[epochs - 1];

    /// <inheritdoc/>
    public IEnumerator<EpochReport> GetEnumerator() => _reports.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The number of the epoch with the smallest loss of those after an epoch, the first of equals; 0 if there is none.</summary>
    internal int BestAfter(int epoch)
    {
        EpochReport? best = null;
        for (int i = epoch; i < Count; i++)
        {
            if (best is null || _reports[i].Loss < best.Loss) best = _reports[i];
        }
        return best?.Epoch ?? 0;
    }

    internal void Add(EpochReport report)
    {
        _reports.Add(report);
        _best.Add(_best.Count > 0 && !(report.Loss < _best[^1].Loss) ? _best[^1] : report);
    }
}
