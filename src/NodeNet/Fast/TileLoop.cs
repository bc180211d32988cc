using System.Numerics;
using System.Runtime.CompilerServices;

namespace NodeNet.Fast;

/// <summary>How a tile's sums begin.</summary>
internal enum TileStart
{
    /// <summary>At 0.</summary>
    Zero,

    /// <summary>At a number of each row's own, as a node's bias.</summary>
    Bias,

    /// <summary>Where the output stands: go on adding.</summary>
    Output,
}

/// <summary>
/// The loop that does nearly all the work on a batch: out[r][·] = Σ_k factor[r][k] · values[k][·], a few rows and a few vectors at a time, so that every number that is
/// loaded is used several times. Forward: rows are nodes, k their sources, a lane an example. Backward: rows are sources, k their targets. Weights: rows are sources, k the examples, a lane a target node.
/// </summary>
/// <remarks>Each sum is made by one chain of multiply-adds in the order of k, whatever the tile, the width or the number of threads: the same bits.</remarks>
internal static class TileLoop<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    // A cache line of doubles, and at least a vector. Rows are padded so far.
    private static int PackedRows => Math.Max(8, TVectors.Width);

    // From this distance between a row's factors on it pays to copy them side by side.
    private const int FarApart = 64;
    private const int PackedSteps = 256;

    /// <summary>Computes rows of sums. The number of rows is a multiple of 4 where <paramref name="factorRow"/> is 1.</summary>
    /// <param name="factor">factor[0][0].</param>
    /// <param name="factorRow">How far apart the rows of the factors are.</param>
    /// <param name="factorStep">How far apart a row's factors are.</param>
    /// <param name="values">values[0][0].</param>
    /// <param name="valuesStep">How far apart the rows of the values are.</param>
    /// <param name="count">How many k there are.</param>
    /// <param name="output">out[0][0].</param>
    /// <param name="outputRow">How far apart the rows of the output are.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="vectors">How many vectors a row has.</param>
    /// <param name="start">How sums begin.</param>
    /// <param name="bias">With <see cref="TileStart.Bias"/>, the first row's number; those of the others follow.</param>
    /// <param name="scale">0: the sums are stored. Otherwise scale · sum is added to the output.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run(
        ref T factor, nint factorRow, nint factorStep,
        ref T values, nint valuesStep, int count,
        ref T output, nint outputRow, int rows, int vectors,
        TileStart start, ref T bias, T scale)
    {
        // A row's factors far apart: every one is in another cache line, soon in another page of memory. Then they are copied side by side first.
        if (factorStep >= FarApart && scale == T.Zero && factorRow == 1)
        {
            Packed(ref factor, factorStep, ref values, valuesStep, count, ref output, outputRow, rows, vectors, start, ref bias);
            return;
        }
        for (int done = 0; done < vectors;)
        {
            int width = Columns(vectors - done);
            nint column = (nint)done * TVectors.Width;
            ref T v = ref Unsafe.Add(ref values, column);
            ref T o = ref Unsafe.Add(ref output, column);
            int row = 0;
            for (; row + 4 <= rows; row += 4)
            {
                ref T b = ref start == TileStart.Bias ? ref Unsafe.Add(ref bias, row) : ref bias;
                Four(width, ref Unsafe.Add(ref factor, row * factorRow), factorRow, factorStep, ref v, valuesStep, count, ref Unsafe.Add(ref o, row * outputRow), outputRow, start, ref b, scale);
            }
            for (; row < rows; row++)
            {
                ref T f = ref Unsafe.Add(ref factor, row * factorRow);
                ref T to = ref Unsafe.Add(ref o, row * outputRow);
                ref T b = ref start == TileStart.Bias ? ref Unsafe.Add(ref bias, row) : ref bias;
                for (int i = 0; i < width; i++)
                    One1(ref f, factorStep, ref Unsafe.Add(ref v, (nint)i * TVectors.Width), valuesStep, count, ref Unsafe.Add(ref to, (nint)i * TVectors.Width), start, ref b, scale);
            }
            done += width;
        }
    }

    /// <summary>Eight rows at a time, and of these so many k at a time that the copied factors stay in the nearest cache.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Packed(
        ref T factor, nint factorStep, ref T values, nint valuesStep, int count, ref T output, nint outputRow, int rows, int vectors, TileStart start, ref T bias)
    {
        T* packed = stackalloc T[PackedRows * PackedSteps];
        for (int row = 0; row < rows; row += PackedRows)
        {
            int rowsHere = Math.Min(PackedRows, rows - row);
            for (int k = 0; k < count; k += PackedSteps)
            {
                int steps = Math.Min(PackedSteps, count - k);
                ref T from = ref Unsafe.Add(ref factor, k * factorStep + row);
                for (nint i = 0; i < steps; i++)
                {
                    for (nint r = 0; r < PackedRows; r += TVectors.Width)
                        TVectors.Store(TVectors.Load(ref from, r), ref packed[i * PackedRows], r);
                    from = ref Unsafe.Add(ref from, factorStep);
                }
                TileStart startHere = k == 0 ? start : TileStart.Output;
                for (int done = 0; done < vectors;)
                {
                    int width = Columns(vectors - done);
                    nint column = (nint)done * TVectors.Width;
                    for (int r = 0; r + 4 <= rowsHere; r += 4)
                    {
                        ref T b = ref startHere == TileStart.Bias ? ref Unsafe.Add(ref bias, row + r) : ref bias;
                        Four(width, ref packed[r], 1, PackedRows, ref Unsafe.Add(ref values, k * valuesStep + column), valuesStep, steps,
                            ref Unsafe.Add(ref output, (row + r) * outputRow + column), outputRow, startHere, ref b, T.Zero);
                    }
                    done += width;
                }
            }
        }
    }

    // Three vectors wide where possible; four are better taken as two and two than as three and one.
    private static int Columns(int left) => left == 4 ? 2 : Math.Min(left, 3);

    private static void Four(
        int width, ref T factor, nint factorRow, nint factorStep, ref T values, nint valuesStep, int count, ref T output, nint outputRow, TileStart start, ref T bias, T scale)
    {
        if (width == 3) Four3(ref factor, factorRow, factorStep, ref values, valuesStep, count, ref output, outputRow, start, ref bias, scale);
        else if (width == 2) Four2(ref factor, factorRow, factorStep, ref values, valuesStep, count, ref output, outputRow, start, ref bias, scale);
        else Four1(ref factor, factorRow, factorStep, ref values, valuesStep, count, ref output, outputRow, start, ref bias, scale);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void One1(ref T factor, nint factorStep, ref T values, nint valuesStep, int count, ref T output, TileStart start, ref T bias, T scale)
    {
        TVector sum = Begin(start, ref bias, 0, ref output, 0);
        for (int k = 0; k < count; k++)
        {
            sum = TVectors.MultiplyAdd(TVectors.Broadcast(factor), TVectors.Load(ref values, 0), sum);
            factor = ref Unsafe.Add(ref factor, factorStep);
            values = ref Unsafe.Add(ref values, valuesStep);
        }
        End(sum, scale, ref output, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four1(
        ref T factor, nint factorRow, nint factorStep, ref T values, nint valuesStep, int count, ref T output, nint outputRow, TileStart start, ref T bias, T scale)
    {
        TVector s0 = Begin(start, ref bias, 0, ref output, 0);
        TVector s1 = Begin(start, ref bias, 1, ref output, outputRow);
        TVector s2 = Begin(start, ref bias, 2, ref output, 2 * outputRow);
        TVector s3 = Begin(start, ref bias, 3, ref output, 3 * outputRow);
        for (int k = 0; k < count; k++)
        {
            TVector v = TVectors.Load(ref values, 0);
            s0 = TVectors.MultiplyAdd(TVectors.Broadcast(factor), v, s0);
            s1 = TVectors.MultiplyAdd(TVectors.Broadcast(Unsafe.Add(ref factor, factorRow)), v, s1);
            s2 = TVectors.MultiplyAdd(TVectors.Broadcast(Unsafe.Add(ref factor, 2 * factorRow)), v, s2);
            s3 = TVectors.MultiplyAdd(TVectors.Broadcast(Unsafe.Add(ref factor, 3 * factorRow)), v, s3);
            factor = ref Unsafe.Add(ref factor, factorStep);
            values = ref Unsafe.Add(ref values, valuesStep);
        }
        End(s0, scale, ref output, 0);
        End(s1, scale, ref output, outputRow);
        End(s2, scale, ref output, 2 * outputRow);
        End(s3, scale, ref output, 3 * outputRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four2(
        ref T factor, nint factorRow, nint factorStep, ref T values, nint valuesStep, int count, ref T output, nint outputRow, TileStart start, ref T bias, T scale)
    {
        nint w = TVectors.Width;
        TVector a0 = Begin(start, ref bias, 0, ref output, 0), b0 = Begin(start, ref bias, 0, ref output, w);
        TVector a1 = Begin(start, ref bias, 1, ref output, outputRow), b1 = Begin(start, ref bias, 1, ref output, outputRow + w);
        TVector a2 = Begin(start, ref bias, 2, ref output, 2 * outputRow), b2 = Begin(start, ref bias, 2, ref output, 2 * outputRow + w);
        TVector a3 = Begin(start, ref bias, 3, ref output, 3 * outputRow), b3 = Begin(start, ref bias, 3, ref output, 3 * outputRow + w);
        for (int k = 0; k < count; k++)
        {
            TVector a = TVectors.Load(ref values, 0);
            TVector b = TVectors.Load(ref values, w);
            TVector f = TVectors.Broadcast(factor);
            a0 = TVectors.MultiplyAdd(f, a, a0);
            b0 = TVectors.MultiplyAdd(f, b, b0);
            f = TVectors.Broadcast(Unsafe.Add(ref factor, factorRow));
            a1 = TVectors.MultiplyAdd(f, a, a1);
            b1 = TVectors.MultiplyAdd(f, b, b1);
            f = TVectors.Broadcast(Unsafe.Add(ref factor, 2 * factorRow));
            a2 = TVectors.MultiplyAdd(f, a, a2);
            b2 = TVectors.MultiplyAdd(f, b, b2);
            f = TVectors.Broadcast(Unsafe.Add(ref factor, 3 * factorRow));
            a3 = TVectors.MultiplyAdd(f, a, a3);
            b3 = TVectors.MultiplyAdd(f, b, b3);
            factor = ref Unsafe.Add(ref factor, factorStep);
            values = ref Unsafe.Add(ref values, valuesStep);
        }
        End(a0, scale, ref output, 0);
        End(b0, scale, ref output, w);
        End(a1, scale, ref output, outputRow);
        End(b1, scale, ref output, outputRow + w);
        End(a2, scale, ref output, 2 * outputRow);
        End(b2, scale, ref output, 2 * outputRow + w);
        End(a3, scale, ref output, 3 * outputRow);
        End(b3, scale, ref output, 3 * outputRow + w);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Four3(
        ref T factor, nint factorRow, nint factorStep, ref T values, nint valuesStep, int count, ref T output, nint outputRow, TileStart start, ref T bias, T scale)
    {
        nint w = TVectors.Width;
        TVector a0 = Begin(start, ref bias, 0, ref output, 0), b0 = Begin(start, ref bias, 0, ref output, w), c0 = Begin(start, ref bias, 0, ref output, 2 * w);
        TVector a1 = Begin(start, ref bias, 1, ref output, outputRow), b1 = Begin(start, ref bias, 1, ref output, outputRow + w), c1 = Begin(start, ref bias, 1, ref output, outputRow + 2 * w);
        TVector a2 = Begin(start, ref bias, 2, ref output, 2 * outputRow), b2 = Begin(start, ref bias, 2, ref output, 2 * outputRow + w), c2 = Begin(start, ref bias, 2, ref output, 2 * outputRow + 2 * w);
        TVector a3 = Begin(start, ref bias, 3, ref output, 3 * outputRow), b3 = Begin(start, ref bias, 3, ref output, 3 * outputRow + w), c3 = Begin(start, ref bias, 3, ref output, 3 * outputRow + 2 * w);
        for (int k = 0; k < count; k++)
        {
            TVector a = TVectors.Load(ref values, 0);
            TVector b = TVectors.Load(ref values, w);
            TVector c = TVectors.Load(ref values, 2 * w);
            TVector f = TVectors.Broadcast(factor);
            a0 = TVectors.MultiplyAdd(f, a, a0);
            b0 = TVectors.MultiplyAdd(f, b, b0);
            c0 = TVectors.MultiplyAdd(f, c, c0);
            f = TVectors.Broadcast(Unsafe.Add(ref factor, factorRow));
            a1 = TVectors.MultiplyAdd(f, a, a1);
            b1 = TVectors.MultiplyAdd(f, b, b1);
            c1 = TVectors.MultiplyAdd(f, c, c1);
            f = TVectors.Broadcast(Unsafe.Add(ref factor, 2 * factorRow));
            a2 = TVectors.MultiplyAdd(f, a, a2);
            b2 = TVectors.MultiplyAdd(f, b, b2);
            c2 = TVectors.MultiplyAdd(f, c, c2);
            f = TVectors.Broadcast(Unsafe.Add(ref factor, 3 * factorRow));
            a3 = TVectors.MultiplyAdd(f, a, a3);
            b3 = TVectors.MultiplyAdd(f, b, b3);
            c3 = TVectors.MultiplyAdd(f, c, c3);
            factor = ref Unsafe.Add(ref factor, factorStep);
            values = ref Unsafe.Add(ref values, valuesStep);
        }
        End(a0, scale, ref output, 0);
        End(b0, scale, ref output, w);
        End(c0, scale, ref output, 2 * w);
        End(a1, scale, ref output, outputRow);
        End(b1, scale, ref output, outputRow + w);
        End(c1, scale, ref output, outputRow + 2 * w);
        End(a2, scale, ref output, 2 * outputRow);
        End(b2, scale, ref output, 2 * outputRow + w);
        End(c2, scale, ref output, 2 * outputRow + 2 * w);
        End(a3, scale, ref output, 3 * outputRow);
        End(b3, scale, ref output, 3 * outputRow + w);
        End(c3, scale, ref output, 3 * outputRow + 2 * w);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Begin(TileStart start, ref T bias, nint row, ref T output, nint offset) => start switch
    {
        TileStart.Zero => TVectors.Zero,
        TileStart.Bias => TVectors.Broadcast(Unsafe.Add(ref bias, row)),
        _ => TVectors.Load(ref output, offset),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End(TVector sum, T scale, ref T output, nint offset)
    {
        if (scale != T.Zero) sum = TVectors.MultiplyAdd(TVectors.Broadcast(scale), sum, TVectors.Load(ref output, offset));
        TVectors.Store(sum, ref output, offset);
    }
}
