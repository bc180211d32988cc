using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NodeNet.History;

/// <summary>The epochs whose loss was smaller than that of every epoch before, so that the best of the first n epochs is found at once.</summary>
/// <remarks>Of the last <see cref="Exact"/> epochs all are kept. Of those that are further back, the last of every 2, 4, 8, … epochs: how far back one is, is
/// known to a 4096th. So a run of any length has some ten thousand of them at most.</remarks>
internal sealed class BestLosses
{
    /// <summary>How many epochs back every one is kept.</summary>
    public const int Exact = 8192;

    private readonly List<(int Epoch, double Loss)> _best = [];

    public int Count => _best.Count;

    public (int Epoch, double Loss) this[int index] => _best[index];

    /// <summary>The best of all; of no epoch, with a loss of +∞, before the first.</summary>
    public (int Epoch, double Loss) Last => _best.Count > 0 ? _best[^1] : (0, double.PositiveInfinity);

    /// <summary>Adds an epoch's loss.</summary>
    /// <returns>Whether it is the best so far.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // a short training never sees the compiler's second tier
    public bool Add(int epoch, double loss)
    {
        bool isBest = _best.Count == 0 || loss < _best[^1].Loss;
        if (isBest) _best.Add((epoch, loss));
        if (epoch % Exact == 0) Thin(epoch);
        return isBest;
    }

    /// <summary>The best of the epochs up to one.</summary>
    public (int Epoch, double Loss) UpTo(int epoch)
    {
        int from = 0;
        int to = _best.Count; // the first that is later is in from..to
        while (from < to)
        {
            int middle = (from + to) / 2;
            if (_best[middle].Epoch > epoch) to = middle;
            else from = middle + 1;
        }
        return _best[Math.Max(0, from - 1)];
    }

    /// <summary>Brings back what was saved.</summary>
    public void Restore(IEnumerable<(int Epoch, double Loss)> best) => _best.AddRange(best);

    private void Thin(int now)
    {
        Span<(int Epoch, double Loss)> all = CollectionsMarshal.AsSpan(_best);
        int kept = 0;
        int i = 0;
        for (; i < all.Length && now - all[i].Epoch >= Exact; i++) // most are later, and all of those are kept
        {
            int back = (now - all[i].Epoch) / Exact;
            int share = 32 - int.LeadingZeroCount(back); // of 2^share epochs the last is kept
            if (i + 1 < all.Length && all[i].Epoch >> share == all[i + 1].Epoch >> share) continue;
            all[kept++] = all[i];
        }
        _best.RemoveRange(kept, i - kept);
    }
}
