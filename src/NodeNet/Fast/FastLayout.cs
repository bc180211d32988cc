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
        if (Avx.IsSupported && columns < 4)
        {
            TransposeFewColumns(ref source, sourceRow, rows, columns, ref target, targetRow);
            return;
        }
        if (Avx.IsSupported && (rows is 2 or 3) && targetRow == rows)
        {
            TransposeFewRows(ref source, sourceRow, rows, columns, ref target);
            return;
        }
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

    // In blocks of half a cache line, then of four by four, and the rest number by number.
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
                if (typeof(T) == typeof(double)) TransposeFour(ref from, sourceRow, ref to, targetRow, 4);
                else TransposeEight(ref Unsafe.As<T, float>(ref from), sourceRow, ref Unsafe.As<T, float>(ref to), targetRow);
            }
        }
        if (wholeRows < rows) TransposeByFour(ref source, sourceRow, wholeRows, rows, 0, columns, ref target, targetRow);
        if (wholeColumns < columns) TransposeByFour(ref source, sourceRow, 0, wholeRows, wholeColumns, columns, ref target, targetRow);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeByFour(
        ref T source, nint sourceRow, nint firstRow, nint endRow, nint firstColumn, nint endColumn, ref T target, nint targetRow)
    {
        nint wholeRows = firstRow + (endRow - firstRow) / 4 * 4;
        nint wholeColumns = firstColumn + (endColumn - firstColumn) / 4 * 4;
        for (nint column = firstColumn; column < wholeColumns; column += 4)
        {
            for (nint row = firstRow; row < wholeRows; row += 4)
            {
                TransposeFour(
                    ref Unsafe.Add(ref source, row * sourceRow + column), sourceRow, ref Unsafe.Add(ref target, column * targetRow + row), targetRow, 4);
            }
        }
        if (wholeRows < endRow) TransposeByNumber(ref source, sourceRow, wholeRows, endRow, firstColumn, endColumn, ref target, targetRow);
        if (wholeColumns < endColumn) TransposeByNumber(ref source, sourceRow, firstRow, wholeRows, wholeColumns, endColumn, ref target, targetRow);
    }

    // Up to three columns, as a small network's inputs are: four numbers are read of each row, and what belongs to the next row is left out. The last rows have
    // no row after them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeFewColumns(ref T source, nint sourceRow, int rows, int columns, ref T target, nint targetRow)
    {
        nint row = 0;
        for (; row + 8 <= rows; row += 4)
            TransposeFour(ref Unsafe.Add(ref source, row * sourceRow), sourceRow, ref Unsafe.Add(ref target, row), targetRow, columns);
        TransposeByNumber(ref source, sourceRow, row, rows, 0, columns, ref target, targetRow);
    }

    // Two or three rows, as a small network's outputs are, to rows that follow each other: four numbers are written to each of these, and what is too much is
    // written over by the next. The last have no row after them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeFewRows(ref T source, nint sourceRow, int rows, int columns, ref T target)
    {
        nint column = 0;
        for (; column + 8 <= columns; column += 4)
        {
            ref T from = ref Unsafe.Add(ref source, column);
            ref T to = ref Unsafe.Add(ref target, column * rows);
            if (typeof(T) == typeof(double)) FewRows(ref Unsafe.As<T, double>(ref from), sourceRow, rows, ref Unsafe.As<T, double>(ref to));
            else FewRows(ref Unsafe.As<T, float>(ref from), sourceRow, rows, ref Unsafe.As<T, float>(ref to));
        }
        TransposeByNumber(ref source, sourceRow, 0, rows, column, columns, ref target, rows);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeByNumber(
        ref T source, nint sourceRow, nint firstRow, nint endRow, nint firstColumn, nint endColumn, ref T target, nint targetRow)
    {
        for (nint column = firstColumn; column < endColumn; column++)
        {
            for (nint row = firstRow; row < endRow; row++)
                Unsafe.Add(ref target, column * targetRow + row) = Unsafe.Add(ref source, row * sourceRow + column);
        }
    }

    // Four rows of four numbers, of which so many columns are kept.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeFour(ref T source, nint row, ref T target, nint targetRow, int columns)
    {
        if (typeof(T) == typeof(double)) Four(ref Unsafe.As<T, double>(ref source), row, ref Unsafe.As<T, double>(ref target), targetRow, columns);
        else Four(ref Unsafe.As<T, float>(ref source), row, ref Unsafe.As<T, float>(ref target), targetRow, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(ref double source, nint row, ref double target, nint targetRow, int columns)
    {
        Vector256<double> r0 = Vector256.LoadUnsafe(ref source), r1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, row));
        Vector256<double> r2 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 2 * row)), r3 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 3 * row));
        Turn(ref r0, ref r1, ref r2, ref r3);
        r0.StoreUnsafe(ref target);
        if (columns > 1) r1.StoreUnsafe(ref Unsafe.Add(ref target, targetRow));
        if (columns > 2) r2.StoreUnsafe(ref Unsafe.Add(ref target, 2 * targetRow));
        if (columns > 3) r3.StoreUnsafe(ref Unsafe.Add(ref target, 3 * targetRow));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(ref float source, nint row, ref float target, nint targetRow, int columns)
    {
        Vector128<float> r0 = Vector128.LoadUnsafe(ref source), r1 = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, row));
        Vector128<float> r2 = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 2 * row)), r3 = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 3 * row));
        Turn(ref r0, ref r1, ref r2, ref r3);
        r0.StoreUnsafe(ref target);
        if (columns > 1) r1.StoreUnsafe(ref Unsafe.Add(ref target, targetRow));
        if (columns > 2) r2.StoreUnsafe(ref Unsafe.Add(ref target, 2 * targetRow));
        if (columns > 3) r3.StoreUnsafe(ref Unsafe.Add(ref target, 3 * targetRow));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FewRows(ref double source, nint row, int rows, ref double target)
    {
        Vector256<double> r0 = Vector256.LoadUnsafe(ref source), r1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, row)), r2 = r1, r3 = r1;
        if (rows > 2) r2 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 2 * row));
        Turn(ref r0, ref r1, ref r2, ref r3);
        r0.StoreUnsafe(ref target);
        r1.StoreUnsafe(ref Unsafe.Add(ref target, rows));
        r2.StoreUnsafe(ref Unsafe.Add(ref target, 2 * rows));
        r3.StoreUnsafe(ref Unsafe.Add(ref target, 3 * rows));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void FewRows(ref float source, nint row, int rows, ref float target)
    {
        Vector128<float> r0 = Vector128.LoadUnsafe(ref source), r1 = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, row)), r2 = r1, r3 = r1;
        if (rows > 2) r2 = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 2 * row));
        Turn(ref r0, ref r1, ref r2, ref r3);
        r0.StoreUnsafe(ref target);
        r1.StoreUnsafe(ref Unsafe.Add(ref target, rows));
        r2.StoreUnsafe(ref Unsafe.Add(ref target, 2 * rows));
        r3.StoreUnsafe(ref Unsafe.Add(ref target, 3 * rows));
    }

    /// <summary>Four rows become four columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(ref Vector256<double> r0, ref Vector256<double> r1, ref Vector256<double> r2, ref Vector256<double> r3)
    {
        Vector256<double> even01 = Avx.UnpackLow(r0, r1), odd01 = Avx.UnpackHigh(r0, r1), even23 = Avx.UnpackLow(r2, r3), odd23 = Avx.UnpackHigh(r2, r3);
        r0 = Avx.Permute2x128(even01, even23, 0x20);
        r1 = Avx.Permute2x128(odd01, odd23, 0x20);
        r2 = Avx.Permute2x128(even01, even23, 0x31);
        r3 = Avx.Permute2x128(odd01, odd23, 0x31);
    }

    /// <inheritdoc cref="Turn(ref Vector256{double}, ref Vector256{double}, ref Vector256{double}, ref Vector256{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Turn(ref Vector128<float> r0, ref Vector128<float> r1, ref Vector128<float> r2, ref Vector128<float> r3)
    {
        Vector128<float> low01 = Sse.UnpackLow(r0, r1), high01 = Sse.UnpackHigh(r0, r1), low23 = Sse.UnpackLow(r2, r3), high23 = Sse.UnpackHigh(r2, r3);
        r0 = Sse.MoveLowToHigh(low01, low23);
        r1 = Sse.MoveHighToLow(low23, low01);
        r2 = Sse.MoveLowToHigh(high01, high23);
        r3 = Sse.MoveHighToLow(high23, high01);
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
