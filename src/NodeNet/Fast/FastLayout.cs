using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using NodeNet.Foundation;

namespace NodeNet.Fast;

/// <summary>Between rows, an example after the other, and the layout of a batch, a node after the other.</summary>
internal static partial class FastLayout<T>
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
    [MethodImpl(MethodImplOptions.AggressiveInlining)] // a call would be a twentieth of a small network's step
    public static bool IsRight(ref T outputs, ref T targets, int count, int lanes, int example)
    {
        if (count > 1) return HasRightClass(ref outputs, ref targets, count, lanes, example);
        T output = Unsafe.Add(ref outputs, example);
        return !T.IsNaN(output) && (output >= T.CreateTruncating(0.5)) == (Unsafe.Add(ref targets, example) >= T.CreateTruncating(0.5));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static bool HasRightClass(ref T outputs, ref T targets, int count, int lanes, int example)
    {
        if (T.IsNaN(Unsafe.Add(ref outputs, example))) return false;
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
}
