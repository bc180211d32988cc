using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>The loops of the forward pass over one example: a source's outgoing weights are a row, and a lane is a target node. A source whose activation is 0
/// costs nothing.</summary>
internal static class RowLoop<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    /// <summary>Lists the sources that are not silent.</summary>
    /// <returns>How many they are, or −1 if so few are silent that skipping them would cost more than it saves; then there is no list.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int ListActive(ref T activations, int count, ref int active)
    {
        int whole = count / TVectors.Width * TVectors.Width;
        int silent = 0;
        for (nint i = 0; i < whole; i += TVectors.Width)
            silent += TVectors.Width - BitOperations.PopCount(TVectors.NotZero(TVectors.Load(ref activations, i)));
        if (silent * 16 < count) return -1;

        int found = 0;
        if (TVectors.Width >= ActiveBits.Count)
        {
            ref ulong positions = ref ActiveBits.First;
            for (nint i = 0; i < whole; i += ActiveBits.Count)
            {
                // Eight places are written, of which those count that are found.
                uint bits = i % TVectors.Width == 0
                    ? TVectors.NotZero(TVectors.Load(ref activations, i))
                    : TVectors.NotZero(TVectors.Load(ref activations, i - ActiveBits.Count)) >> ActiveBits.Count;
                found += ActiveBits.Write(Unsafe.Add(ref positions, bits & 0xFF), (int)i, ref Unsafe.Add(ref active, found), bits & 0xFF);
            }
        }
        for (nint i = 0; i < whole && TVectors.Width < ActiveBits.Count; i += TVectors.Width)
        {
            for (uint bits = TVectors.NotZero(TVectors.Load(ref activations, i)); bits != 0; bits &= bits - 1)
                Unsafe.Add(ref active, found++) = (int)i + BitOperations.TrailingZeroCount(bits);
        }
        for (int i = whole; i < count; i++)
        {
            if (Unsafe.Add(ref activations, i) != T.Zero) Unsafe.Add(ref active, found++) = i;
        }
        return found;
    }

    /// <summary>sums[·] += Σ activation · weights[source][·], source by source; each sum is one chain of multiply-adds in the order of the sources.</summary>
    /// <param name="activations">The sources' activations.</param>
    /// <param name="sources">How many sources, or how many are listed.</param>
    /// <param name="active">The sources that count, or null for all.</param>
    /// <param name="weights">The first source's row.</param>
    /// <param name="stride">How far apart rows are.</param>
    /// <param name="sums">The targets' sums.</param>
    /// <param name="vectors">How many vectors of targets.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddWeighted(ref T activations, int sources, ref int active, ref T weights, nint stride, ref T sums, int vectors)
    {
        if (vectors > 8)
        {
            AddWide(ref activations, sources, ref active, ref weights, stride, ref sums, vectors);
            return;
        }
        nint w = TVectors.Width;
        nint done = 0;
        for (; done + 8 <= vectors; done += 8)
            Add8(ref activations, sources, ref active, ref Unsafe.Add(ref weights, done * w), stride, ref Unsafe.Add(ref sums, done * w));
        for (; done + 4 <= vectors; done += 4)
            Add4(ref activations, sources, ref active, ref Unsafe.Add(ref weights, done * w), stride, ref Unsafe.Add(ref sums, done * w));
        for (; done + 2 <= vectors; done += 2)
            Add2(ref activations, sources, ref active, ref Unsafe.Add(ref weights, done * w), stride, ref Unsafe.Add(ref sums, done * w));
        for (; done < vectors; done++)
            Add1(ref activations, sources, ref active, ref Unsafe.Add(ref weights, done * w), stride, ref Unsafe.Add(ref sums, done * w));
    }

    // With many targets the sums do not fit into registers. Four whole rows at a time, so that memory is read in its order; each sum still takes its sources
    // one after the other.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddWide(ref T activations, int sources, ref int active, ref T weights, nint stride, ref T sums, int vectors)
    {
        nint w = TVectors.Width;
        bool all = Unsafe.IsNullRef(ref active);
        int k = 0;
        for (; k + 4 <= sources; k += 4)
        {
            nint i0 = all ? k : Unsafe.Add(ref active, k), i1 = all ? k + 1 : Unsafe.Add(ref active, k + 1);
            nint i2 = all ? k + 2 : Unsafe.Add(ref active, k + 2), i3 = all ? k + 3 : Unsafe.Add(ref active, k + 3);
            TVector a0 = TVectors.Broadcast(Unsafe.Add(ref activations, i0)), a1 = TVectors.Broadcast(Unsafe.Add(ref activations, i1));
            TVector a2 = TVectors.Broadcast(Unsafe.Add(ref activations, i2)), a3 = TVectors.Broadcast(Unsafe.Add(ref activations, i3));
            ref T row0 = ref Unsafe.Add(ref weights, i0 * stride);
            ref T row1 = ref Unsafe.Add(ref weights, i1 * stride);
            ref T row2 = ref Unsafe.Add(ref weights, i2 * stride);
            ref T row3 = ref Unsafe.Add(ref weights, i3 * stride);
            for (nint at = 0, end = vectors * w; at < end; at += w)
            {
                TVector sum = TVectors.Load(ref sums, at);
                sum = TVectors.MultiplyAdd(a0, TVectors.Load(ref row0, at), sum);
                sum = TVectors.MultiplyAdd(a1, TVectors.Load(ref row1, at), sum);
                sum = TVectors.MultiplyAdd(a2, TVectors.Load(ref row2, at), sum);
                sum = TVectors.MultiplyAdd(a3, TVectors.Load(ref row3, at), sum);
                TVectors.Store(sum, ref sums, at);
            }
        }
        for (; k < sources; k++)
        {
            nint i = all ? k : Unsafe.Add(ref active, k);
            TVector a = TVectors.Broadcast(Unsafe.Add(ref activations, i));
            ref T row = ref Unsafe.Add(ref weights, i * stride);
            for (nint at = 0, end = vectors * w; at < end; at += w)
                TVectors.Store(TVectors.MultiplyAdd(a, TVectors.Load(ref row, at), TVectors.Load(ref sums, at)), ref sums, at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add1(ref T activations, int sources, ref int active, ref T weights, nint stride, ref T sums)
    {
        TVector s0 = TVectors.Load(ref sums, 0);
        bool all = Unsafe.IsNullRef(ref active);
        for (int k = 0; k < sources; k++)
        {
            nint i = all ? k : Unsafe.Add(ref active, k);
            s0 = TVectors.MultiplyAdd(TVectors.Broadcast(Unsafe.Add(ref activations, i)), TVectors.Load(ref weights, i * stride), s0);
        }
        TVectors.Store(s0, ref sums, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add2(ref T activations, int sources, ref int active, ref T weights, nint stride, ref T sums)
    {
        nint w = TVectors.Width;
        TVector s0 = TVectors.Load(ref sums, 0), s1 = TVectors.Load(ref sums, w);
        bool all = Unsafe.IsNullRef(ref active);
        for (int k = 0; k < sources; k++)
        {
            nint i = all ? k : Unsafe.Add(ref active, k);
            TVector a = TVectors.Broadcast(Unsafe.Add(ref activations, i));
            ref T row = ref Unsafe.Add(ref weights, i * stride);
            s0 = TVectors.MultiplyAdd(a, TVectors.Load(ref row, 0), s0);
            s1 = TVectors.MultiplyAdd(a, TVectors.Load(ref row, w), s1);
        }
        TVectors.Store(s0, ref sums, 0);
        TVectors.Store(s1, ref sums, w);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add4(ref T activations, int sources, ref int active, ref T weights, nint stride, ref T sums)
    {
        nint w = TVectors.Width;
        TVector s0 = TVectors.Load(ref sums, 0), s1 = TVectors.Load(ref sums, w), s2 = TVectors.Load(ref sums, 2 * w), s3 = TVectors.Load(ref sums, 3 * w);
        bool all = Unsafe.IsNullRef(ref active);
        for (int k = 0; k < sources; k++)
        {
            nint i = all ? k : Unsafe.Add(ref active, k);
            TVector a = TVectors.Broadcast(Unsafe.Add(ref activations, i));
            ref T row = ref Unsafe.Add(ref weights, i * stride);
            s0 = TVectors.MultiplyAdd(a, TVectors.Load(ref row, 0), s0);
            s1 = TVectors.MultiplyAdd(a, TVectors.Load(ref row, w), s1);
            s2 = TVectors.MultiplyAdd(a, TVectors.Load(ref row, 2 * w), s2);
            s3 = TVectors.MultiplyAdd(a, TVectors.Load(ref row, 3 * w), s3);
        }
        TVectors.Store(s0, ref sums, 0);
        TVectors.Store(s1, ref sums, w);
        TVectors.Store(s2, ref sums, 2 * w);
        TVectors.Store(s3, ref sums, 3 * w);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add8(ref T activations, int sources, ref int active, ref T weights, nint stride, ref T sums)
    {
        nint w = TVectors.Width;
        TVector s0 = TVectors.Load(ref sums, 0), s1 = TVectors.Load(ref sums, w), s2 = TVectors.Load(ref sums, 2 * w), s3 = TVectors.Load(ref sums, 3 * w);
        TVector s4 =
            TVectors.Load(ref sums, 4 * w), s5 = TVectors.Load(ref sums, 5 * w), s6 = TVectors.Load(ref sums, 6 * w), s7 = TVectors.Load(ref sums, 7 * w);
        bool all = Unsafe.IsNullRef(ref active);
        for (int k = 0; k < sources; k++)
        {
            nint i = all ? k : Unsafe.Add(ref active, k);
            TVector a = TVectors.Broadcast(Unsafe.Add(ref activations, i));
            ref T row = ref Unsafe.Add(ref weights, i * stride);
            s0 = TVectors.MultiplyAdd(a, TVectors.Load(ref row, 0), s0);
            s1 = TVectors.MultiplyAdd(a, TVectors.Load(ref row, w), s1);
            s2 = TVectors.MultiplyAdd(a, TVectors.Load(ref row, 2 * w), s2);
            s3 = TVectors.MultiplyAdd(a, TVectors.Load(ref row, 3 * w), s3);
            s4 = TVectors.MultiplyAdd(a, TVectors.Load(ref row, 4 * w), s4);
            s5 = TVectors.MultiplyAdd(a, TVectors.Load(ref row, 5 * w), s5);
            s6 = TVectors.MultiplyAdd(a, TVectors.Load(ref row, 6 * w), s6);
            s7 = TVectors.MultiplyAdd(a, TVectors.Load(ref row, 7 * w), s7);
        }
        TVectors.Store(s0, ref sums, 0);
        TVectors.Store(s1, ref sums, w);
        TVectors.Store(s2, ref sums, 2 * w);
        TVectors.Store(s3, ref sums, 3 * w);
        TVectors.Store(s4, ref sums, 4 * w);
        TVectors.Store(s5, ref sums, 5 * w);
        TVectors.Store(s6, ref sums, 6 * w);
        TVectors.Store(s7, ref sums, 7 * w);
    }
}
