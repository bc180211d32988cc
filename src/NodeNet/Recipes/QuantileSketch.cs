namespace NodeNet.Recipes;

/// <summary>Quantiles of values that come one by one, in the memory of some thousands of them. Up to <see cref="Room"/> values all are kept and nothing is
/// lost; then of each two neighbours one stands for both, and so on from level to level.</summary>
/// <remarks>Where a level is full, its values are sorted and every second one goes to the next level, where a value counts twice as much. The rank of any value
/// changes by at most the weight w of one value each time; the sum of these is the bound. Of n values it is about log₂(n / Room) / Room of them: 0.6 % of ten
/// million, 0.9 % of a thousand million.</remarks>
internal sealed class QuantileSketch<T>
    where T : IComparable<T>
{
    /// <summary>How many values a level holds.</summary>
    public const int Room = 2048;

    private readonly List<(T[] Values, int Count, bool TakesOdd)> _levels = [(new T[Room], 0, false)];
    private double _lost; // by how many ranks a value may be off

    /// <summary>How many values there are.</summary>
    public long Count { get; private set; }

    /// <summary>How far a quantile may be from where it should be, as a share of all values; 0 where it is exact.</summary>
    public double RankError => Count == 0 ? 0.0 : _lost / Count;

    /// <summary>One more value.</summary>
    public void Add(T value)
    {
        Count++;
        Put(0, value);
    }

    /// <summary>All values that are kept in rising order, each with how many it stands for.</summary>
    public (T Value, long Weight)[] Sorted()
    {
        var all = new List<(T Value, long Weight)>();
        for (int level = 0; level < _levels.Count; level++)
        {
            for (int i = 0; i < _levels[level].Count; i++) all.Add((_levels[level].Values[i], 1L << level));
        }
        all.Sort((a, b) => a.Value.CompareTo(b.Value));
        return [.. all];
    }

    /// <summary>The value at a rank of sorted ones.</summary>
    /// <param name="sorted">Of <see cref="Sorted"/>, perhaps with others put in.</param>
    /// <param name="rank">From 0.</param>
    public static T At((T Value, long Weight)[] sorted, long rank)
    {
        long before = 0;
        foreach ((T value, long weight) in sorted)
        {
            before += weight;
            if (before > rank) return value;
        }
        return sorted[^1].Value;
    }

    private void Put(int level, T value)
    {
        (T[] values, int count, bool takesOdd) = _levels[level];
        values[count++] = value;
        if (count == Room)
        {
            Array.Sort(values);
            if (level + 1 == _levels.Count) _levels.Add((new T[Room], 0, false));
            for (int i = takesOdd ? 1 : 0; i < Room; i += 2) Put(level + 1, values[i]);
            _lost += 1L << level;
            (count, takesOdd) = (0, !takesOdd);
        }
        _levels[level] = (values, count, takesOdd);
    }
}
