using NodeNet.Foundation;

namespace NodeNet.Training;

/// <summary>The order in which an epoch takes a data set's examples. It depends on the random generator alone, so that two runs of one trainer take the
/// examples as one long run does.</summary>
internal sealed class EpochOrder(int count, bool isShuffled, RandomGenerator random)
{
    private readonly int[] _order = new int[count];

    /// <summary>The order of the next epoch.</summary>
    public int[] Next()
    {
        if (!isShuffled && _order[^1] != 0) return _order; // it is as it was
        for (int i = 0; i < _order.Length; i++)
            _order[i] = i;
        if (isShuffled) random.Shuffle<int>(_order);
        return _order;
    }
}
