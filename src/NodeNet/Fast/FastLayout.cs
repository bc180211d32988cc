using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using NodeNet.Foundation;

namespace NodeNet.Fast;

/// <summary>Between rows, an example after the other, and the layout of a batch, a node after the other.</summary>
internal static class FastLayout<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // A square of two cache lines' numbers: every line that is read or written is used up at once.
    private static int Square => AlignedMemory.Bytes / Unsafe.SizeOf<T>();

    /// <summary>Lays the rows of a batch side by side: all examples' first number, then all their second; 0 beyond the examples.</summary>
    /// <param name="rows">The rows, one after the other.</param>
    /// <param name="width">How many numbers a row has.</param>
    /// <param name="batch">The numbers of the examples.</param>
    /// <param name="target">Receives the numbers, <paramref name="lanes"/> for each column.</param>
    /// <param name="lanes">How many examples there is room for.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(ref T rows, int width, ReadOnlySpan<int> batch, ref T target, int lanes)
    {
        for (int e = 0; e < batch.Length;)
        {
            int neighbours = Neighbours(batch[e..]);
            if (neighbours == 1) // nearly always, of examples that are shuffled
            {
                ref T row = ref Unsafe.Add(ref rows, (nint)batch[e] * width);
                ref T to = ref Unsafe.Add(ref target, e++);
                for (nint column = 0; column < width; column++, to = ref Unsafe.Add(ref to, lanes))
                    to = Unsafe.Add(ref row, column);
                continue;
            }
            Transpose(ref Unsafe.Add(ref rows, (nint)batch[e] * width), width, neighbours, width, ref Unsafe.Add(ref target, e), lanes);
            e += neighbours;
        }
        if (batch.Length < lanes) Clear(ref target, lanes, batch.Length, width);
    }

    /// <summary>How many of the first examples stand one after the other in the data.</summary>
    public static int Neighbours(ReadOnlySpan<int> batch)
    {
        int count = 1;
        while (count < batch.Length && batch[count] == batch[0] + count)
            count++;
        return count;
    }

    /// <summary>0 beyond the examples.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Clear(ref T target, int lanes, int examples, int columns)
    {
        for (nint column = 0; column < columns; column++)
        {
            for (nint e = examples; e < lanes; e++)
                Unsafe.Add(ref target, column * lanes + e) = T.Zero;
        }
    }

    /// <summary>Rows to columns: target[column][row] = source[row][column].</summary>
    /// <param name="source">source[0][0].</param>
    /// <param name="sourceRow">How far apart the rows of the source are.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="columns">How many columns.</param>
    /// <param name="target">target[0][0].</param>
    /// <param name="targetRow">How far apart the rows of the target are.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(ref T source, nint sourceRow, int rows, int columns, ref T target, nint targetRow)
    {
        for (int column = 0; column < columns; column += Square)
        {
            for (int row = 0; row < rows; row += Square)
            {
                ref T from = ref Unsafe.Add(ref source, row * sourceRow + column);
                ref T to = ref Unsafe.Add(ref target, column * targetRow + row);
                int rowsHere = Math.Min(Square, rows - row);
                int columnsHere = Math.Min(Square, columns - column);
                if (Avx.IsSupported) TransposeSquare(ref from, sourceRow, rowsHere, columnsHere, ref to, targetRow);
                else TransposeByNumber(ref from, sourceRow, 0, rowsHere, 0, columnsHere, ref to, targetRow);
            }
        }
    }

    /// <summary>The other way: a row for each example.</summary>
    public static void Scatter(ref T source, int lanes, int examples, int width, ref T rows) => Transpose(ref source, lanes, width, examples, ref rows, width);

    /// <summary>Whether the class of an example is predicted right. Outputs of which one is NaN name no class, so they never are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool IsRight(ref T outputs, ref T targets, int count, int lanes, int example)
    {
        T first = Unsafe.Add(ref outputs, example);
        if (T.IsNaN(first)) return false;
        if (count == 1) return (first >= T.CreateTruncating(0.5)) == (Unsafe.Add(ref targets, example) >= T.CreateTruncating(0.5));
        nint top = example;
        nint wanted = example;
        for (nint at = example + lanes, end = (nint)count * lanes; at < end; at += lanes)
        {
            if (T.IsNaN(Unsafe.Add(ref outputs, at))) return false;
            if (Unsafe.Add(ref outputs, at) > Unsafe.Add(ref outputs, top)) top = at;
            if (Unsafe.Add(ref targets, at) > Unsafe.Add(ref targets, wanted)) wanted = at;
        }
        return top == wanted;
    }

    // In blocks of half a cache line, and the rest number by number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeSquare(ref T source, nint sourceRow, int rows, int columns, ref T target, nint targetRow)
    {
        int block = Square / 2;
        int wholeRows = rows / block * block;
        int wholeColumns = columns / block * block;
        for (int column = 0; column < wholeColumns; column += block)
        {
            for (int row = 0; row < wholeRows; row += block)
            {
                ref T from = ref Unsafe.Add(ref source, row * sourceRow + column);
                ref T to = ref Unsafe.Add(ref target, column * targetRow + row);
                if (typeof(T) == typeof(double)) TransposeFour(ref Unsafe.As<T, double>(ref from), sourceRow, ref Unsafe.As<T, double>(ref to), targetRow);
                else TransposeEight(ref Unsafe.As<T, float>(ref from), sourceRow, ref Unsafe.As<T, float>(ref to), targetRow);
            }
        }
        if (wholeRows < rows) TransposeByNumber(ref source, sourceRow, wholeRows, rows, 0, columns, ref target, targetRow);
        if (wholeColumns < columns) TransposeByNumber(ref source, sourceRow, 0, wholeRows, wholeColumns, columns, ref target, targetRow);
    }

    private static void TransposeByNumber(
        ref T source, nint sourceRow, nint firstRow, nint endRow, nint firstColumn, nint endColumn, ref T target, nint targetRow)
    {
        for (nint column = firstColumn; column < endColumn; column++)
        {
            for (nint row = firstRow; row < endRow; row++)
                Unsafe.Add(ref target, column * targetRow + row) = Unsafe.Add(ref source, row * sourceRow + column);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeFour(ref double source, nint row, ref double target, nint targetRow)
    {
        Vector256<double> r0 = Vector256.LoadUnsafe(ref source), r1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, row));
        Vector256<double> r2 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 2 * row)), r3 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 3 * row));
        Vector256<double> even01 = Avx.UnpackLow(r0, r1), odd01 = Avx.UnpackHigh(r0, r1), even23 = Avx.UnpackLow(r2, r3), odd23 = Avx.UnpackHigh(r2, r3);
        Avx.Permute2x128(even01, even23, 0x20).StoreUnsafe(ref target);
        Avx.Permute2x128(odd01, odd23, 0x20).StoreUnsafe(ref Unsafe.Add(ref target, targetRow));
        Avx.Permute2x128(even01, even23, 0x31).StoreUnsafe(ref Unsafe.Add(ref target, 2 * targetRow));
        Avx.Permute2x128(odd01, odd23, 0x31).StoreUnsafe(ref Unsafe.Add(ref target, 3 * targetRow));
    }

    private static void TransposeEight(ref float source, nint row, ref float target, nint targetRow)
    {
        Vector256<float> r0 = Vector256.LoadUnsafe(ref source), r1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, row));
        Vector256<float> r2 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 2 * row)), r3 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 3 * row));
        (Vector256<float> a0, Vector256<float> a1, Vector256<float> a2, Vector256<float> a3) = Mix(r0, r1, r2, r3);
        source = ref Unsafe.Add(ref source, 4 * row);
        r0 = Vector256.LoadUnsafe(ref source);
        r1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, row));
        r2 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 2 * row));
        r3 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 3 * row));
        (Vector256<float> b0, Vector256<float> b1, Vector256<float> b2, Vector256<float> b3) = Mix(r0, r1, r2, r3);
        Avx.Permute2x128(a0, b0, 0x20).StoreUnsafe(ref target);
        Avx.Permute2x128(a1, b1, 0x20).StoreUnsafe(ref Unsafe.Add(ref target, targetRow));
        Avx.Permute2x128(a2, b2, 0x20).StoreUnsafe(ref Unsafe.Add(ref target, 2 * targetRow));
        Avx.Permute2x128(a3, b3, 0x20).StoreUnsafe(ref Unsafe.Add(ref target, 3 * targetRow));
        target = ref Unsafe.Add(ref target, 4 * targetRow);
        Avx.Permute2x128(a0, b0, 0x31).StoreUnsafe(ref target);
        Avx.Permute2x128(a1, b1, 0x31).StoreUnsafe(ref Unsafe.Add(ref target, targetRow));
        Avx.Permute2x128(a2, b2, 0x31).StoreUnsafe(ref Unsafe.Add(ref target, 2 * targetRow));
        Avx.Permute2x128(a3, b3, 0x31).StoreUnsafe(ref Unsafe.Add(ref target, 3 * targetRow));
    }

    /// <summary>Four rows' columns: 0 and 4, 1 and 5, 2 and 6, 3 and 7.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector256<float>, Vector256<float>, Vector256<float>, Vector256<float>) Mix(
        Vector256<float> r0, Vector256<float> r1, Vector256<float> r2, Vector256<float> r3)
    {
        Vector256<float> low01 = Avx.UnpackLow(r0, r1), high01 = Avx.UnpackHigh(r0, r1), low23 = Avx.UnpackLow(r2, r3), high23 = Avx.UnpackHigh(r2, r3);
        return (Avx.Shuffle(low01, low23, 0x44), Avx.Shuffle(low01, low23, 0xEE), Avx.Shuffle(high01, high23, 0x44), Avx.Shuffle(high01, high23, 0xEE));
    }
}
