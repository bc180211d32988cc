using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Fast;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>The loops of the backward pass and of the update over one example: as in <see cref="RowLoop{T, TVector, TVectors}"/> a source's outgoing weights
/// are a row, and a lane is a target node.</summary>
internal static class RowUpdate<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    /// <summary>Σ δ · weight over a source's row, added to its push.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
        nint v = 0;
        if (vectors >= 8)
        {
            TVector sum1 = TVectors.Zero, sum2 = TVectors.Zero, sum3 = TVectors.Zero;
            for (; v + 4 <= vectors; v += 4)
            {
                nint at = v * w;
                sum = PushAndUpdate(ref deltas, ref row, at, f, sum);
                sum1 = PushAndUpdate(ref deltas, ref row, at + w, f, sum1);
                sum2 = PushAndUpdate(ref deltas, ref row, at + 2 * w, f, sum2);
                sum3 = PushAndUpdate(ref deltas, ref row, at + 3 * w, f, sum3);
            }
            sum = TVectors.Add(TVectors.Add(sum, sum1), TVectors.Add(sum2, sum3));
        }
        for (; v < vectors; v++)
            sum = PushAndUpdate(ref deltas, ref row, v * w, f, sum);
        return TVectors.Sum(sum);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector PushAndUpdate(ref T deltas, ref T row, nint at, TVector factor, TVector sum)
    {
        TVector delta = TVectors.Load(ref deltas, at);
        TVector weight = TVectors.Load(ref row, at);
        TVectors.Store(TVectors.MultiplyAdd(factor, delta, weight), ref row, at);
        return TVectors.MultiplyAdd(delta, weight, sum);
    }

    /// <summary><see cref="PushAndUpdate(ref T, ref T, T, int)"/> for all rows of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PushAndUpdateAll(ref T activations, int sources, ref T rows, nint stride, ref T deltas, int vectors, T scale, ref T pushes, bool isFirst)
    {
        for (int i = 0; i < sources; i++)
        {
            T push = PushAndUpdate(ref deltas, ref rows, scale * Unsafe.Add(ref activations, i), vectors);
            Unsafe.Add(ref pushes, i) = isFirst ? push : Unsafe.Add(ref pushes, i) + push;
            rows = ref Unsafe.Add(ref rows, stride);
        }
    }

    /// <summary><see cref="Push"/> for all rows of a block.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void PushAll(int sources, ref T rows, nint stride, ref T deltas, int vectors, ref T pushes, bool isFirst)
    {
        for (int i = 0; i < sources; i++)
        {
            T push = Push(ref deltas, ref rows, vectors);
            Unsafe.Add(ref pushes, i) = isFirst ? push : Unsafe.Add(ref pushes, i) + push;
            rows = ref Unsafe.Add(ref rows, stride);
        }
    }

    /// <summary>rows[source][·] += scale · activation · δ, for the sources that are not silent.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
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

    /// <summary>The update of the step before and the sums of this one in a single pass over the weights: rows[source][·] += scale · before · δ, then sums[·]
    /// += now · rows[source][·].
    /// The same numbers as one after the other; memory is read once.</summary>
    /// <param name="before">The sources' activations in the step before.</param>
    /// <param name="now">The sources' activations in this step.</param>
    /// <param name="sources">How many sources; all count.</param>
    /// <param name="rows">The first source's row of weights.</param>
    /// <param name="stride">How far apart rows are.</param>
    /// <param name="deltas">The targets' δs in the step before.</param>
    /// <param name="sums">The targets' sums in this step.</param>
    /// <param name="vectors">How many vectors of targets.</param>
    /// <param name="scale">α.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void UpdateAndAdd(ref T before, ref T now, int sources, ref T rows, nint stride, ref T deltas, ref T sums, int vectors, T scale)
    {
        nint w = TVectors.Width;
        if (vectors <= 8)
        {
            nint done = 0;
            for (; done + 4 <= vectors; done += 4)
            {
                UpdateAndAdd4(
                    ref before,
                    ref now,
                    sources,
                    ref Unsafe.Add(ref rows, done * w),
                    stride,
                    ref Unsafe.Add(ref deltas, done * w),
                    ref Unsafe.Add(ref sums, done * w),
                    scale);
            }

            for (; done + 2 <= vectors; done += 2)
            {
                UpdateAndAdd2(
                    ref before,
                    ref now,
                    sources,
                    ref Unsafe.Add(ref rows, done * w),
                    stride,
                    ref Unsafe.Add(ref deltas, done * w),
                    ref Unsafe.Add(ref sums, done * w),
                    scale);
            }

            for (; done < vectors; done++)
            {
                UpdateAndAdd1(
                    ref before,
                    ref now,
                    sources,
                    ref Unsafe.Add(ref rows, done * w),
                    stride,
                    ref Unsafe.Add(ref deltas, done * w),
                    ref Unsafe.Add(ref sums, done * w),
                    scale);
            }

            return;
        }
        int k = 0;
        for (; k + 2 <= sources; k += 2)
        {
            TVector f0 = TVectors.Broadcast(scale * Unsafe.Add(ref before, k)), f1 = TVectors.Broadcast(scale * Unsafe.Add(ref before, k + 1));
            TVector a0 = TVectors.Broadcast(Unsafe.Add(ref now, k)), a1 = TVectors.Broadcast(Unsafe.Add(ref now, k + 1));
            ref T row0 = ref Unsafe.Add(ref rows, k * stride);
            ref T row1 = ref Unsafe.Add(ref row0, stride);
            for (nint at = 0, end = vectors * w; at < end; at += w)
            {
                TVector delta = TVectors.Load(ref deltas, at);
                TVector sum = TVectors.Load(ref sums, at);
                TVector weight = TVectors.MultiplyAdd(f0, delta, TVectors.Load(ref row0, at));
                TVectors.Store(weight, ref row0, at);
                sum = TVectors.MultiplyAdd(a0, weight, sum);
                weight = TVectors.MultiplyAdd(f1, delta, TVectors.Load(ref row1, at));
                TVectors.Store(weight, ref row1, at);
                TVectors.Store(TVectors.MultiplyAdd(a1, weight, sum), ref sums, at);
            }
        }
        if (k < sources)
        {
            ref T row = ref Unsafe.Add(ref rows, k * stride);
            for (nint v = 0; v < vectors; v++)
            {
                UpdateAndAdd1(
                    ref Unsafe.Add(ref before, k),
                    ref Unsafe.Add(ref now, k),
                    1,
                    ref Unsafe.Add(ref row, v * w),
                    stride,
                    ref Unsafe.Add(ref deltas, v * w),
                    ref Unsafe.Add(ref sums, v * w),
                    scale);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UpdateAndAdd4(ref T before, ref T now, int sources, ref T rows, nint stride, ref T deltas, ref T sums, T scale)
    {
        nint w = TVectors.Width;
        TVector d0 =
            TVectors.Load(ref deltas, 0), d1 = TVectors.Load(ref deltas, w), d2 = TVectors.Load(ref deltas, 2 * w), d3 = TVectors.Load(ref deltas, 3 * w);
        TVector s0 = TVectors.Load(ref sums, 0), s1 = TVectors.Load(ref sums, w), s2 = TVectors.Load(ref sums, 2 * w), s3 = TVectors.Load(ref sums, 3 * w);
        for (int k = 0; k < sources; k++)
        {
            TVector f = TVectors.Broadcast(scale * Unsafe.Add(ref before, k));
            TVector a = TVectors.Broadcast(Unsafe.Add(ref now, k));
            TVector weight = TVectors.MultiplyAdd(f, d0, TVectors.Load(ref rows, 0));
            TVectors.Store(weight, ref rows, 0);
            s0 = TVectors.MultiplyAdd(a, weight, s0);
            weight = TVectors.MultiplyAdd(f, d1, TVectors.Load(ref rows, w));
            TVectors.Store(weight, ref rows, w);
            s1 = TVectors.MultiplyAdd(a, weight, s1);
            weight = TVectors.MultiplyAdd(f, d2, TVectors.Load(ref rows, 2 * w));
            TVectors.Store(weight, ref rows, 2 * w);
            s2 = TVectors.MultiplyAdd(a, weight, s2);
            weight = TVectors.MultiplyAdd(f, d3, TVectors.Load(ref rows, 3 * w));
            TVectors.Store(weight, ref rows, 3 * w);
            s3 = TVectors.MultiplyAdd(a, weight, s3);
            rows = ref Unsafe.Add(ref rows, stride);
        }
        TVectors.Store(s0, ref sums, 0);
        TVectors.Store(s1, ref sums, w);
        TVectors.Store(s2, ref sums, 2 * w);
        TVectors.Store(s3, ref sums, 3 * w);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UpdateAndAdd2(ref T before, ref T now, int sources, ref T rows, nint stride, ref T deltas, ref T sums, T scale)
    {
        nint w = TVectors.Width;
        TVector d0 = TVectors.Load(ref deltas, 0), d1 = TVectors.Load(ref deltas, w);
        TVector s0 = TVectors.Load(ref sums, 0), s1 = TVectors.Load(ref sums, w);
        for (int k = 0; k < sources; k++)
        {
            TVector f = TVectors.Broadcast(scale * Unsafe.Add(ref before, k));
            TVector a = TVectors.Broadcast(Unsafe.Add(ref now, k));
            TVector weight = TVectors.MultiplyAdd(f, d0, TVectors.Load(ref rows, 0));
            TVectors.Store(weight, ref rows, 0);
            s0 = TVectors.MultiplyAdd(a, weight, s0);
            weight = TVectors.MultiplyAdd(f, d1, TVectors.Load(ref rows, w));
            TVectors.Store(weight, ref rows, w);
            s1 = TVectors.MultiplyAdd(a, weight, s1);
            rows = ref Unsafe.Add(ref rows, stride);
        }
        TVectors.Store(s0, ref sums, 0);
        TVectors.Store(s1, ref sums, w);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void UpdateAndAdd1(ref T before, ref T now, int sources, ref T rows, nint stride, ref T deltas, ref T sums, T scale)
    {
        TVector d = TVectors.Load(ref deltas, 0);
        TVector s = TVectors.Load(ref sums, 0);
        for (int k = 0; k < sources; k++)
        {
            TVector weight = TVectors.MultiplyAdd(TVectors.Broadcast(scale * Unsafe.Add(ref before, k)), d, TVectors.Load(ref rows, 0));
            TVectors.Store(weight, ref rows, 0);
            s = TVectors.MultiplyAdd(TVectors.Broadcast(Unsafe.Add(ref now, k)), weight, s);
            rows = ref Unsafe.Add(ref rows, stride);
        }
        TVectors.Store(s, ref sums, 0);
    }
}
