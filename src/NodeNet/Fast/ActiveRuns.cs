using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>Neighbouring inputs of which at least one is not silent in some example of a batch.</summary>
/// <param name="From">The first.</param>
/// <param name="To">One past the last.</param>
internal readonly record struct ActiveRun(int From, int To);

/// <summary>Finds the inputs that a batch can do without: those that are 0 in all its examples, as the edges of a picture are. They add nothing to a net input
/// and change no weight.</summary>
internal static class ActiveRuns<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    // So many inputs are looked at together, in two halves: a shorter silence saves less than a new run costs.
    private const int Group = 16;
    private const int Half = Group / 2;

    /// <summary>The most runs that so many inputs have.</summary>
    public static int Most(int inputs) => inputs / Group + 2;

    /// <summary>Finds the runs. Where no example is silent, a look at the first is enough.</summary>
    /// <param name="rows">The first example's first input.</param>
    /// <param name="width">How many inputs an example has; rows are so far apart.</param>
    /// <param name="examples">How many examples.</param>
    /// <param name="runs">Receives the runs, in order.</param>
    /// <returns>How many there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Find(ref T rows, int width, int examples, Span<ActiveRun> runs)
    {
        int found = 0;
        int from = -1; // where the current run starts; −1 outside of runs
        int whole = width / Group * Group;
        for (int column = 0; column < whole; column += Group)
        {
            uint active = ActiveHalves(ref Unsafe.Add(ref rows, column), width, examples);
            for (int half = 0; half < 2; half++)
            {
                int at = column + half * Half;
                bool isActive = (active >> (half * Half) & 0xFF) != 0;
                if (isActive && from < 0) from = at;
                if (isActive || from < 0) continue;
                runs[found++] = new ActiveRun(from, at);
                from = -1;
            }
        }
        // What is left over is not looked at.
        if (from < 0 && whole < width) from = whole;
        if (from >= 0) runs[found++] = new ActiveRun(from, width);
        return found;
    }

    /// <summary>A bit for each of a group's inputs that is not 0 in one of the first examples, up to the one by which both halves have such bits.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint ActiveHalves(ref T rows, int width, int examples)
    {
        uint active = 0;
        for (int e = 0; e < examples && ((active & 0xFF) == 0 || active <= 0xFF); e++)
        {
            for (int i = 0; i < Group; i += TVectors.Width)
                active |= TVectors.NotZero(TVectors.Load(ref rows, (nint)e * width + i)) << i;
        }
        return active;
    }
}
