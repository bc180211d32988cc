using System.Collections;
using NodeNet.Foundation;

namespace NodeNet.History;

/// <summary>The reports of a run's epochs, in order; <c>history[0]</c> is epoch 1.</summary>
public sealed class TrainingHistory : IReadOnlyList<EpochReport>
{
    private readonly List<EpochReport> _reports = [];
    private readonly List<EpochReport> _best = []; // by epoch: the best so far, so that asking costs nothing

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
