using System.Numerics;
using System.Runtime.CompilerServices;

namespace NodeNet.Fast;

/// <summary>The loops over one example: a source's outgoing weights are a row, and a lane is a target node. A source whose activation is 0 costs nothing.</summary>
internal static class RowLoop<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    /// <summary>Lists the sources that are not silent.</summary>
    /// <returns>How many they are, or −1 if so few are silent that skipping them would cost more than it saves; then there is no list.</returns>
    public static int ListActive(ref T activations, int count, ref int active)
    {
        int whole = count / TVectors.Width * TVectors.Width;
        int silent = 0;
        for (nint i = 0; i < whole; i += TVectors.Width)
            silent += TVectors.Width - BitOperations.PopCount(TVectors.NotZero(TVectors.Load(ref activations, i)));
        if (silent * 16 < count) return -1;

        int found = 0;
        for (nint i = 0; i < whole; i += TVectors.Width)
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
    public static void AddWeighted(ref T activations, int sources, ref int active, ref T weights, nint stride, ref T sums, int vectors)
    {
        nint w = TVectors.Width;
        nint done = 0;
        for (; done + 8 <= vectors; done += 8)
            Add8(ref activations, sources, ref active, ref Unsafe.Add(ref weights, done * w), stride, ref Unsafe.Add(ref sums, done * w));
        for (; done + 4 <= vectors; done += 4)
            Add4(ref activations, sources, ref active, ref Unsafe.Add(ref weights, done * w), stride, ref Unsafe.Add(ref sums, done * w));
        for (; done < vectors; done++)
            Add1(ref activations, sources, ref active, ref Unsafe.Add(ref weights, done * w), stride, ref Unsafe.Add(ref sums, done * w));
    }

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

    private static void Add8(ref T activations, int sources, ref int active, ref T weights, nint stride, ref T sums)
    {
        nint w = TVectors.Width;
        TVector s0 = TVectors.Load(ref sums, 0), s1 = TVectors.Load(ref sums, w), s2 = TVectors.Load(ref sums, 2 * w), s3 = TVectors.Load(ref sums, 3 * w);
        TVector s4 = TVectors.Load(ref sums, 4 * w), s5 = TVectors.Load(ref sums, 5 * w), s6 = TVectors.Load(ref sums, 6 * w), s7 = TVectors.Load(ref sums, 7 * w);
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

    /// <summary>Σ δ · weight over a source's row, added to its push.</summary>
    public static T Push(ref T deltas, ref T row, int vectors)
    {
        nint w = TVectors.Width;
        TVector sum = TVectors.Zero;
        for (nint v = 0; v < vectors; v++)
            sum = TVectors.MultiplyAdd(TVectors.Load(ref deltas, v * w), TVectors.Load(ref row, v * w), sum);
        return TVectors.Sum(sum);
    }

    /// <summary>One pass over a source's row: gathers Σ δ · weight, and applies weight += factor · δ while the row is in hand.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T PushAndUpdate(ref T deltas, ref T row, T factor, int vectors)
    {
        nint w = TVectors.Width;
        TVector sum = TVectors.Zero;
        TVector f = TVectors.Broadcast(factor);
        for (nint v = 0; v < vectors; v++)
        {
            TVector delta = TVectors.Load(ref deltas, v * w);
            TVector weight = TVectors.Load(ref row, v * w);
            sum = TVectors.MultiplyAdd(delta, weight, sum);
            TVectors.Store(TVectors.MultiplyAdd(f, delta, weight), ref row, v * w);
        }
        return TVectors.Sum(sum);
    }

    /// <summary>rows[source][·] += scale · activation · δ, for the sources that are not silent.</summary>
    public static void Update(ref T activations, int sources, ref int active, ref T rows, nint stride, ref T deltas, int vectors, T scale)
    {
        if (vectors <= 4)
        {
            UpdateNarrow(ref activations, sources, ref active, ref rows, stride, ref deltas, vectors, scale);
            return;
        }
        nint w = TVectors.Width;
        bool all = Unsafe.IsNullRef(ref active);
        for (int k = 0; k < sources; k++)
        {
            nint i = all ? k : Unsafe.Add(ref active, k);
            TVector f = TVectors.Broadcast(scale * Unsafe.Add(ref activations, i));
            ref T row = ref Unsafe.Add(ref rows, i * stride);
            for (nint v = 0; v < vectors; v++)
                TVectors.Store(TVectors.MultiplyAdd(f, TVectors.Load(ref deltas, v * w), TVectors.Load(ref row, v * w)), ref row, v * w);
        }
    }

    // With few targets their δs stay in registers.
    private static void UpdateNarrow(ref T activations, int sources, ref int active, ref T rows, nint stride, ref T deltas, int vectors, T scale)
    {
        nint w = TVectors.Width;
        bool all = Unsafe.IsNullRef(ref active);
        TVector d0 = TVectors.Load(ref deltas, 0);
        TVector d1 = vectors > 1 ? TVectors.Load(ref deltas, w) : d0;
        TVector d2 = vectors > 2 ? TVectors.Load(ref deltas, 2 * w) : d0;
        TVector d3 = vectors > 3 ? TVectors.Load(ref deltas, 3 * w) : d0;
        for (int k = 0; k < sources; k++)
        {
            nint i = all ? k : Unsafe.Add(ref active, k);
            TVector f = TVectors.Broadcast(scale * Unsafe.Add(ref activations, i));
            ref T row = ref Unsafe.Add(ref rows, i * stride);
            TVectors.Store(TVectors.MultiplyAdd(f, d0, TVectors.Load(ref row, 0)), ref row, 0);
            if (vectors > 1) TVectors.Store(TVectors.MultiplyAdd(f, d1, TVectors.Load(ref row, w)), ref row, w);
            if (vectors > 2) TVectors.Store(TVectors.MultiplyAdd(f, d2, TVectors.Load(ref row, 2 * w)), ref row, 2 * w);
            if (vectors > 3) TVectors.Store(TVectors.MultiplyAdd(f, d3, TVectors.Load(ref row, 3 * w)), ref row, 3 * w);
        }
    }
}
