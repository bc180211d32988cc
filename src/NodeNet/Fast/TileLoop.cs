using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using NodeNet.Foundation;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>
/// The loop that does nearly all the work on a batch: out[r][·] = Σ_k factor[r][k] · values[k][·], tile after tile, in blocks of k so small that a block's
/// numbers stay in the nearest cache.
/// Forward: rows are nodes, k their sources, a lane an example; or rows are examples, k the inputs, a lane a node. Backward: rows are sources, k their targets.
/// Weights: rows are sources,
/// k the examples, a lane a target node.
/// </summary>
/// <remarks>Each sum is made by one chain of multiply-adds in the order of k, whatever the tile, the width or the number of threads: the same bits.</remarks>
internal static partial class TileLoop<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    /// <summary>So many k make a block.</summary>
    public const int Block = 96;

    // From this distance on numbers lie in different pages of memory, and often in the same few lines of a cache. Then they are copied side by side first.
    private const int FarApart = 64;

    // So many rows' factors are copied at a time: three cache lines, and a multiple of 6.
    private static int PackedRows => 3 * AlignedMemory.Bytes / Unsafe.SizeOf<T>();

    // The most vectors that a tile has.
    private const int MostColumns = 4;

    // Fewer k or rows use a number too seldom for a copy to pay.
    private const int LeastPacked = 16;

    // A tile of fewer k is done before what is fetched ahead for the next one arrives.
    private const int LeastFetchedAhead = 32;

    // Vectors of 512 bits come with 32 registers, others with 16.
    private static bool HasManyRegisters => TVectors.Width * Unsafe.SizeOf<T>() == 64;

    /// <summary>Computes rows of sums and stores them.</summary>
    /// <inheritdoc cref="Run{TEnd}"/>
    public static void Run(in TileShape shape, ref T factor, int rows, ref T values, int vectors, int count, ref T output) =>
        Run(shape, default(ScaledEnd<T, TVector, TVectors>), ref factor, rows, ref values, vectors, count, ref output);

    /// <summary>Computes rows of sums.</summary>
    /// <param name="shape">How the numbers lie, how sums begin, whether they end.</param>
    /// <param name="end">What they become if they do. It sees the sums of a block of k, not more: of more than <see cref="Block"/>, those of one block after
    /// the other.</param>
    /// <param name="factor">factor[0][0].</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="values">values[0][0].</param>
    /// <param name="vectors">How many vectors a row of values has.</param>
    /// <param name="count">How many k there are.</param>
    /// <param name="output">out[0][0].</param>
    public static void Run<TEnd>(
        in TileShape shape, in TEnd end, ref T factor, int rows, ref T values, int vectors, int count, ref T output)
        where TEnd : struct, ITileEnd<TVector>
    {
        bool packsFactors = shape.FactorRow == 1 && shape.FactorStep >= FarApart && count >= LeastPacked;
        bool packsValues = vectors > MostColumns && rows >= LeastPacked && count >= LeastPacked;
        if ((packsValues || packsFactors) && rows >= vectors * TVectors.Width)
        {
            RunByRows(shape, end, ref factor, rows, packsFactors, ref values, vectors, count, ref output);
            return;
        }
        if (packsFactors || packsValues)
        {
            RunPacked(shape, end, ref factor, rows, packsFactors, ref values, vectors, packsValues, count, ref output);
            return;
        }
        TileShape next = shape with { GoesOn = !shape.Ends };
        for (int k = 0; k == 0 || k < count; k += Block)
        {
            ref readonly TileShape here = ref k == 0 ? ref shape : ref next;
            for (int done = 0; done < vectors;)
            {
                int width = Columns(vectors - done);
                nint column = (nint)done * TVectors.Width;
                Rows(
                    here,
                    end,
                    ref Unsafe.Add(ref factor, k * shape.FactorStep),
                    rows,
                    ref Unsafe.Add(ref values, k * shape.ValuesStep + column),
                    width,
                    Math.Min(Block, count - k),
                    ref Unsafe.Add(ref output, column));
                done += width;
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void RunPacked<TEnd>(
        in TileShape shape, in TEnd end, ref T factor, int rows, bool packsFactors, ref T values, int vectors, bool packsValues, int count, ref T output)
        where TEnd : struct, ITileEnd<TVector>
    {
        T* packedFactors = Aligned(stackalloc byte[Block * PackedRows * sizeof(T) + AlignedMemory.Bytes]);
        T* packedValues = Aligned(stackalloc byte[Block * MostColumns * TVectors.Width * sizeof(T) + AlignedMemory.Bytes]);
        int group = packsFactors ? PackedRows : rows;
        for (int k = 0; k < count; k += Block)
        {
            int steps = Math.Min(Block, count - k);
            bool goesOn = k == 0 ? shape.GoesOn : !shape.Ends;
            for (int done = 0; done < vectors;)
            {
                int width = Columns(vectors - done);
                nint column = (nint)done * TVectors.Width;
                ref T valuesHere = ref Unsafe.Add(ref values, k * shape.ValuesStep + column);
                nint valuesStep = packsValues ? width * TVectors.Width : shape.ValuesStep;
                if (packsValues) valuesHere = ref Pack(ref valuesHere, shape.ValuesStep, steps, width * TVectors.Width, ref *packedValues, valuesStep);
                for (int row = 0; row < rows; row += group)
                {
                    int rowsHere = Math.Min(group, rows - row);
                    ref T factorHere = ref Unsafe.Add(ref factor, k * shape.FactorStep + row * shape.FactorRow);
                    if (packsFactors) factorHere = ref Pack(ref factorHere, shape.FactorStep, steps, rowsHere, ref *packedFactors, PackedRows);
                    var here = new TileShape(
                        shape.FactorRow, packsFactors ? PackedRows : shape.FactorStep, valuesStep, shape.OutputRow, goesOn, shape.Ends);
                    Rows(here, end, ref factorHere, rowsHere, ref valuesHere, width, steps, ref Unsafe.Add(ref output, row * shape.OutputRow + column));
                }
                done += width;
            }
        }
    }

    // Many rows: a block's values are copied once, and then every factor is copied once, and every output, which may lie in the far memory of a large network,
    // comes by once.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void RunByRows<TEnd>(
        in TileShape shape, in TEnd end, ref T factor, int rows, bool packsFactors, ref T values, int vectors, int count, ref T output)
        where TEnd : struct, ITileEnd<TVector>
    {
        T* packedFactors = Aligned(stackalloc byte[Block * PackedRows * sizeof(T) + AlignedMemory.Bytes]);
        byte[] rented = ArrayPool<byte>.Shared.Rent(Math.Min(Block, count) * vectors * TVectors.Width * sizeof(T) + AlignedMemory.Bytes);
        fixed (byte* fixedInPlace = rented)
        {
            T* packedValues = Aligned(rented);
            for (int k = 0; k < count; k += Block)
            {
                int steps = Math.Min(Block, count - k);
                for (int done = 0; done < vectors; done += Columns(vectors - done))
                {
                    nint column = (nint)done * TVectors.Width;
                    int length = Columns(vectors - done) * TVectors.Width;
                    Pack(ref Unsafe.Add(ref values, k * shape.ValuesStep + column), shape.ValuesStep, steps, length, ref packedValues[column * steps], length);
                }
                bool goesOn = k == 0 ? shape.GoesOn : !shape.Ends;
                for (int row = 0; row < rows; row += PackedRows)
                {
                    int rowsHere = Math.Min(PackedRows, rows - row);
                    ref T factorHere = ref Unsafe.Add(ref factor, k * shape.FactorStep + row * shape.FactorRow);
                    if (packsFactors) factorHere = ref Pack(ref factorHere, shape.FactorStep, steps, rowsHere, ref *packedFactors, PackedRows);
                    for (int done = 0; done < vectors;)
                    {
                        int width = Columns(vectors - done);
                        nint column = (nint)done * TVectors.Width;
                        var here = new TileShape(
                            shape.FactorRow, packsFactors ? PackedRows : shape.FactorStep, width * TVectors.Width, shape.OutputRow, goesOn, shape.Ends);
                        Rows(
                            here,
                            end,
                            ref factorHere,
                            rowsHere,
                            ref packedValues[column * steps],
                            width,
                            steps,
                            ref Unsafe.Add(ref output, row * shape.OutputRow + column));
                        done += width;
                    }
                }
            }
        }
        ArrayPool<byte>.Shared.Return(rented);
    }

    /// <summary>The first place at a multiple of 64 bytes, in memory that does not move.</summary>
    private static unsafe T* Aligned(Span<byte> memory)
    {
        nuint address = (nuint)Unsafe.AsPointer(ref memory[0]);
        return (T*)((address + AlignedMemory.Bytes - 1) / AlignedMemory.Bytes * AlignedMemory.Bytes);
    }

    /// <summary>Copies rows of numbers side by side.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ref T Pack(ref T source, nint sourceStep, int count, int length, ref T target, nint targetStep)
    {
        ref T first = ref target;
        for (int k = 0; k < count; k++)
        {
            nint i = 0;
            for (; i + TVectors.Width <= length; i += TVectors.Width)
                TVectors.Store(TVectors.Load(ref source, i), ref target, i);
            for (; i < length; i++)
                Unsafe.Add(ref target, i) = Unsafe.Add(ref source, i);
            source = ref Unsafe.Add(ref source, sourceStep);
            target = ref Unsafe.Add(ref target, targetStep);
        }
        return ref first;
    }

    // As many vectors as a tile has. Where it has at most three, four are better taken as two and two than as three and one.
    private static int Columns(int left) => HasManyRegisters ? Math.Min(left, 4) : left == 4 ? 2 : Math.Min(left, 3);

    /// <summary>Has the next tile's numbers brought near while this one is computed. Large networks' weights come from far away.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void PrefetchSix(in TileShape shape, ref T factor, int count, ref T output)
    {
        int line = AlignedMemory.Bytes / Unsafe.SizeOf<T>();
        for (nint r = 0; r < 6; r++)
        {
            for (nint at = 0; at < 4 * TVectors.Width && (shape.GoesOn || shape.Ends); at += line)
                Prefetch(ref Unsafe.Add(ref output, r * shape.OutputRow + at));
            for (nint at = 0; at < count && shape.FactorStep == 1; at += line)
                Prefetch(ref Unsafe.Add(ref factor, r * shape.FactorRow + at));
        }
    }

    // Only a hint: it may name any address.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Prefetch(ref T at)
    {
        if (Sse.IsSupported) Sse.Prefetch0(Unsafe.AsPointer(ref at));
    }

    /// <summary>All rows of a column of tiles.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Rows<TEnd>(in TileShape shape, in TEnd end, ref T factor, int rows, ref T values, int width, int count, ref T output)
        where TEnd : struct, ITileEnd<TVector>
    {
        int row = 0;
        if (HasManyRegisters && width == 4)
        {
            // Two rows too many for the sixes are better taken as four and four.
            for (int left = rows; left == 6 || (left > 8 && left != 11); left -= 6, row += 6)
            {
                if (left >= 12 && count >= LeastFetchedAhead)
                {
                    PrefetchSix(shape, ref Unsafe.Add(ref factor, (row + 6) * shape.FactorRow), count, ref Unsafe.Add(ref output, (row + 6) * shape.OutputRow));
                }
                Tile<T, TVector, TVectors>.Six4(
                    shape, end, ref Unsafe.Add(ref factor, row * shape.FactorRow), ref values, count, ref Unsafe.Add(ref output, row * shape.OutputRow));
            }
        }
        else if (width == 2)
        {
            for (int left = rows; left == 6 || (left > 8 && left != 11); left -= 6, row += 6)
            {
                Tile<T, TVector, TVectors>.Six2(
                    shape, end, ref Unsafe.Add(ref factor, row * shape.FactorRow), ref values, count, ref Unsafe.Add(ref output, row * shape.OutputRow));
            }
        }
        for (; row < rows; row += 4)
        {
            int here = Math.Min(4, rows - row);
            ref T f = ref Unsafe.Add(ref factor, row * shape.FactorRow);
            ref T o = ref Unsafe.Add(ref output, row * shape.OutputRow);
            if (HasManyRegisters && width == 4) Tile<T, TVector, TVectors>.Four4(shape, end, ref f, here, ref values, count, ref o);
            else if (width == 3) Tile<T, TVector, TVectors>.Four3(shape, end, ref f, here, ref values, count, ref o);
            else if (width == 2) Tile<T, TVector, TVectors>.Four2(shape, end, ref f, here, ref values, count, ref o);
            else Tile<T, TVector, TVectors>.Four1(shape, end, ref f, here, ref values, count, ref o);
        }
    }
}
