using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace NodeNet.Fast;

/// <summary>For every pattern of eight bits, which of them are set: a list without a branch for each.</summary>
internal static class ActiveBits
{
    /// <summary>How many bits a pattern has.</summary>
    public const int Count = 8;

    // A byte for each bit that is set, its number; the first in the lowest byte.
    private static readonly ulong[] _positions = [.. Enumerable.Range(0, 1 << Count).Select(Positions)];

    /// <summary>The entry of pattern 0; the others follow.</summary>
    public static ref ulong First => ref MemoryMarshal.GetArrayDataReference(_positions);

    /// <summary>Lists the bits that are set, and says how many they are. Eight places are written.</summary>
    /// <param name="positions">The pattern's entry.</param>
    /// <param name="start">What the first bit stands for.</param>
    /// <param name="list">Where the list goes on.</param>
    /// <param name="bits">The pattern.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Write(ulong positions, int start, ref int list, uint bits)
    {
        (Vector128<uint> low, Vector128<uint> high) = Vector128.Widen(Vector128.WidenLower(Vector128.CreateScalarUnsafe(positions).AsByte()));
        Vector128<int> first = Vector128.Create(start);
        (low.AsInt32() + first).StoreUnsafe(ref list);
        (high.AsInt32() + first).StoreUnsafe(ref list, 4);
        return BitOperations.PopCount(bits);
    }

    private static ulong Positions(int pattern)
    {
        ulong positions = 0;
        int found = 0;
        for (int bit = 0; bit < Count; bit++)
        {
            if ((pattern >> bit & 1) != 0) positions |= (ulong)bit << (8 * found++);
        }
        return positions;
    }
}
