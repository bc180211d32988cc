using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodeNet.Data;

namespace NodeNet.Fast;

/// <summary>Between rows, an example after the other, and the layout of a batch, a node after the other.</summary>
internal static class FastLayout<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // As many columns at a time as there are doubles in a cache line: what is read and what is written both stay in the nearest cache.
    private const int Columns = 8;

    /// <summary>Lays the rows of a batch side by side: all examples' first number, then all their second; 0 beyond the examples.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="batch">The numbers of the examples.</param>
    /// <param name="target">Receives the numbers, <paramref name="lanes"/> for each column.</param>
    /// <param name="lanes">How many examples there is room for.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gather(Rows rows, ReadOnlySpan<int> batch, ref T target, int lanes)
    {
        int width = rows.Width;
        ref double values = ref MemoryMarshal.GetReference(rows.Values);
        for (int column = 0; column < width; column += Columns)
        {
            int count = Math.Min(Columns, width - column);
            ref T to = ref Unsafe.Add(ref target, (nint)column * lanes);
            for (int e = 0; e < batch.Length; e++)
            {
                ref double from = ref Unsafe.Add(ref values, (nint)batch[e] * width + column);
                for (nint i = 0; i < count; i++)
                    Unsafe.Add(ref to, i * lanes + e) = T.CreateTruncating(Unsafe.Add(ref from, i));
            }
            for (int e = batch.Length; e < lanes; e++)
            {
                for (nint i = 0; i < count; i++)
                    Unsafe.Add(ref to, i * lanes + e) = T.Zero;
            }
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
        for (nint row = 0; row < rows; row++)
        {
            for (nint column = 0; column < columns; column++)
                Unsafe.Add(ref target, column * targetRow + row) = Unsafe.Add(ref source, row * sourceRow + column);
        }
    }

    /// <summary>The other way: a row for each example.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Scatter(ref T source, int lanes, int examples, int width, Span<double> rows)
    {
        ref double values = ref MemoryMarshal.GetReference(rows);
        for (int e = 0; e < examples; e++)
        {
            for (nint i = 0; i < width; i++)
                Unsafe.Add(ref values, (nint)e * width + i) = double.CreateTruncating(Unsafe.Add(ref source, i * lanes + e));
        }
    }

    /// <summary>Whether the class of an example is predicted right.</summary>
    public static bool IsRight(ref T outputs, ref T targets, int count, int lanes, int example)
    {
        if (count == 1) return (Unsafe.Add(ref outputs, example) >= T.CreateTruncating(0.5)) == (Unsafe.Add(ref targets, example) >= T.CreateTruncating(0.5));
        nint top = example;
        nint wanted = example;
        for (nint at = example + lanes, end = (nint)count * lanes; at < end; at += lanes)
        {
            if (Unsafe.Add(ref outputs, at) > Unsafe.Add(ref outputs, top)) top = at;
            if (Unsafe.Add(ref targets, at) > Unsafe.Add(ref targets, wanted)) wanted = at;
        }
        return top == wanted;
    }
}
