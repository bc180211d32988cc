using System.Numerics;
using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>How many different values there are, in little memory: counted up to a thousand, beyond that estimated from the longest runs of zero bits in the
/// values' digests (HyperLogLog of Flajolet and others), within some 5 %.</summary>
internal sealed class DistinctCount
{
    private const int Counted = 1024;
    private const int Bits = 12;
    private const int Registers = 1 << Bits; // the standard error is 1.04 / √4096, 1.6 %

    private readonly byte[] _longest = new byte[Registers];
    private HashSet<ulong>? _known = [];

    /// <summary>Whether <see cref="Value"/> is estimated.</summary>
    public bool IsEstimated => _known is null;

    /// <summary>How many there are.</summary>
    public int Value => _known?.Count ?? (int)Math.Min(Math.Round(Estimate()), int.MaxValue);

    /// <summary>A value, by its bits.</summary>
    public void Add(ulong bits)
    {
        if (_known is not null)
        {
            if (!_known.Add(bits)) return;
            if (_known.Count > Counted) _known = null;
        }
        ulong state = bits;
        ulong digest = RandomGenerator.NextSplitMix64(ref state);
        int register = (int)(digest >> (64 - Bits));
        byte run = (byte)(1 + BitOperations.LeadingZeroCount((digest << Bits) | (1UL << (Bits - 1))));
        if (run > _longest[register]) _longest[register] = run;
    }

    private double Estimate()
    {
        double sum = 0.0;
        int empty = 0;
        foreach (byte run in _longest)
        {
            sum += Math.ScaleB(1.0, -run);
            if (run == 0) empty++;
        }
        double estimate = 0.7213 / (1.0 + 1.079 / Registers) * Registers * Registers / sum;
        return estimate <= 2.5 * Registers && empty > 0 ? Registers * Math.Log((double)Registers / empty) : estimate;
    }
}
