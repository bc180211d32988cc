using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace NodeNet.Fast;

// Rows to columns, several numbers at a time.
internal static partial class FastLayout<T>
{
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
                if (typeof(T) == typeof(double)) TransposeFour(ref from, sourceRow, 4, ref to, targetRow, 4);
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
                    ref Unsafe.Add(ref source, row * sourceRow + column), sourceRow, 4, ref Unsafe.Add(ref target, column * targetRow + row), targetRow, 4);
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
            TransposeFour(ref Unsafe.Add(ref source, row * sourceRow), sourceRow, 4, ref Unsafe.Add(ref target, row), targetRow, columns);
        TransposeByNumber(ref source, sourceRow, row, rows, 0, columns, ref target, targetRow);
    }

    // Two or three rows, as a small network's outputs are, to rows that follow each other: four numbers are written to each of these, and what is too much is
    // written over by the next. The last have no row after them.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void TransposeFewRows(ref T source, nint sourceRow, int rows, int columns, ref T target)
    {
        nint column = 0;
        for (; column + 8 <= columns; column += 4)
            TransposeFour(ref Unsafe.Add(ref source, column), sourceRow, rows, ref Unsafe.Add(ref target, column * rows), rows, 4);
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

    // Four rows of four numbers: of two to four of the rows, the others being whatever; of one to four columns, the others left out.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void TransposeFour(ref T source, nint row, int rows, ref T target, nint targetRow, int columns)
    {
        if (typeof(T) == typeof(double)) Four(ref Unsafe.As<T, double>(ref source), row, rows, ref Unsafe.As<T, double>(ref target), targetRow, columns);
        else Four(ref Unsafe.As<T, float>(ref source), row, rows, ref Unsafe.As<T, float>(ref target), targetRow, columns);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(ref double source, nint row, int rows, ref double target, nint targetRow, int columns)
    {
        Vector256<double> r0 = Vector256.LoadUnsafe(ref source), r1 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, row)), r2 = r1, r3 = r1;
        if (rows > 2) r2 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 2 * row));
        if (rows > 3) r3 = Vector256.LoadUnsafe(ref Unsafe.Add(ref source, 3 * row));
        Turn(ref r0, ref r1, ref r2, ref r3);
        r0.StoreUnsafe(ref target);
        if (columns > 1) r1.StoreUnsafe(ref Unsafe.Add(ref target, targetRow));
        if (columns > 2) r2.StoreUnsafe(ref Unsafe.Add(ref target, 2 * targetRow));
        if (columns > 3) r3.StoreUnsafe(ref Unsafe.Add(ref target, 3 * targetRow));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Four(ref float source, nint row, int rows, ref float target, nint targetRow, int columns)
    {
        Vector128<float> r0 = Vector128.LoadUnsafe(ref source), r1 = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, row)), r2 = r1, r3 = r1;
        if (rows > 2) r2 = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 2 * row));
        if (rows > 3) r3 = Vector128.LoadUnsafe(ref Unsafe.Add(ref source, 3 * row));
        Turn(ref r0, ref r1, ref r2, ref r3);
        r0.StoreUnsafe(ref target);
        if (columns > 1) r1.StoreUnsafe(ref Unsafe.Add(ref target, targetRow));
        if (columns > 2) r2.StoreUnsafe(ref Unsafe.Add(ref target, 2 * targetRow));
        if (columns > 3) r3.StoreUnsafe(ref Unsafe.Add(ref target, 3 * targetRow));
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
