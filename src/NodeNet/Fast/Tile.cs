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

/// <summary>How the numbers of a product lie in memory, and what becomes of the sums.</summary>
/// <param name="FactorRow">How far apart the rows of the factors are.</param>
/// <param name="FactorStep">How far apart a row's factors are.</param>
/// <param name="ValuesStep">How far apart the rows of the values are.</param>
/// <param name="OutputRow">How far apart the rows of the output are.</param>
/// <param name="Start">How sums begin.</param>
/// <param name="Scale">0: the sums are stored. Otherwise scale · sum is added to the output.</param>
internal readonly record struct TileShape<T>(nint FactorRow, nint FactorStep, nint ValuesStep, nint OutputRow, TileStart Start, T Scale);

/// <summary>A tile of sums that stay in registers, out[r][·] = Σ_k factor[r][k] · values[k][·]: so many rows, so many vectors. Every number that is loaded is used several times.</summary>
/// <remarks>Every method takes the layout, factor[0][0], how many rows count (at least 1, at most the method's own; the others repeat the last), values[0][0], how many k
/// there are, out[0][0], and with <see cref="TileStart.Bias"/> the first row's number, which those of the others follow.</remarks>
internal static class Tile<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four1(in TileShape<T> shape, ref T factor, int rows, ref T values, int count, ref T output, ref T bias)
    {
        (nint row1, nint row2, nint row3) = Others(rows);
        TVector a0 = Begin(shape, ref bias, 0, ref output), a1 = Begin(shape, ref bias, row1, ref output), a2 = Begin(shape, ref bias, row2, ref output), a3 = Begin(shape, ref bias, row3, ref output);
        nint step = shape.FactorStep, valuesStep = shape.ValuesStep, f1 = row1 * shape.FactorRow, f2 = row2 * shape.FactorRow, f3 = row3 * shape.FactorRow;
        for (int k = 0; k < count; k++)
        {
            TVector a = TVectors.Load(ref values, 0);
            a0 = TVectors.MultiplyAdd(TVectors.Broadcast(factor), a, a0);
            a1 = TVectors.MultiplyAdd(TVectors.Broadcast(Unsafe.Add(ref factor, f1)), a, a1);
            a2 = TVectors.MultiplyAdd(TVectors.Broadcast(Unsafe.Add(ref factor, f2)), a, a2);
            a3 = TVectors.MultiplyAdd(TVectors.Broadcast(Unsafe.Add(ref factor, f3)), a, a3);
            factor = ref Unsafe.Add(ref factor, step);
            values = ref Unsafe.Add(ref values, valuesStep);
        }
        End(shape, a0, ref output);
        if (rows > 1) End(shape, a1, ref Unsafe.Add(ref output, shape.OutputRow));
        if (rows > 2) End(shape, a2, ref Unsafe.Add(ref output, 2 * shape.OutputRow));
        if (rows > 3) End(shape, a3, ref Unsafe.Add(ref output, 3 * shape.OutputRow));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four2(in TileShape<T> shape, ref T factor, int rows, ref T values, int count, ref T output, ref T bias)
    {
        nint w = TVectors.Width;
        (nint row1, nint row2, nint row3) = Others(rows);
        Begin2(shape, ref bias, 0, ref output, out TVector a0, out TVector b0);
        Begin2(shape, ref bias, row1, ref output, out TVector a1, out TVector b1);
        Begin2(shape, ref bias, row2, ref output, out TVector a2, out TVector b2);
        Begin2(shape, ref bias, row3, ref output, out TVector a3, out TVector b3);
        nint step = shape.FactorStep, valuesStep = shape.ValuesStep, f1 = row1 * shape.FactorRow, f2 = row2 * shape.FactorRow, f3 = row3 * shape.FactorRow;
        for (int k = 0; k < count; k++)
        {
            TVector a = TVectors.Load(ref values, 0), b = TVectors.Load(ref values, w);
            Add2(factor, a, b, ref a0, ref b0);
            Add2(Unsafe.Add(ref factor, f1), a, b, ref a1, ref b1);
            Add2(Unsafe.Add(ref factor, f2), a, b, ref a2, ref b2);
            Add2(Unsafe.Add(ref factor, f3), a, b, ref a3, ref b3);
            factor = ref Unsafe.Add(ref factor, step);
            values = ref Unsafe.Add(ref values, valuesStep);
        }
        End2(shape, a0, b0, ref output);
        if (rows > 1) End2(shape, a1, b1, ref Unsafe.Add(ref output, shape.OutputRow));
        if (rows > 2) End2(shape, a2, b2, ref Unsafe.Add(ref output, 2 * shape.OutputRow));
        if (rows > 3) End2(shape, a3, b3, ref Unsafe.Add(ref output, 3 * shape.OutputRow));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four3(in TileShape<T> shape, ref T factor, int rows, ref T values, int count, ref T output, ref T bias)
    {
        nint w = TVectors.Width;
        (nint row1, nint row2, nint row3) = Others(rows);
        Begin3(shape, ref bias, 0, ref output, out TVector a0, out TVector b0, out TVector c0);
        Begin3(shape, ref bias, row1, ref output, out TVector a1, out TVector b1, out TVector c1);
        Begin3(shape, ref bias, row2, ref output, out TVector a2, out TVector b2, out TVector c2);
        Begin3(shape, ref bias, row3, ref output, out TVector a3, out TVector b3, out TVector c3);
        nint step = shape.FactorStep, valuesStep = shape.ValuesStep, f1 = row1 * shape.FactorRow, f2 = row2 * shape.FactorRow, f3 = row3 * shape.FactorRow;
        for (int k = 0; k < count; k++)
        {
            TVector a = TVectors.Load(ref values, 0), b = TVectors.Load(ref values, w), c = TVectors.Load(ref values, 2 * w);
            Add3(factor, a, b, c, ref a0, ref b0, ref c0);
            Add3(Unsafe.Add(ref factor, f1), a, b, c, ref a1, ref b1, ref c1);
            Add3(Unsafe.Add(ref factor, f2), a, b, c, ref a2, ref b2, ref c2);
            Add3(Unsafe.Add(ref factor, f3), a, b, c, ref a3, ref b3, ref c3);
            factor = ref Unsafe.Add(ref factor, step);
            values = ref Unsafe.Add(ref values, valuesStep);
        }
        End3(shape, a0, b0, c0, ref output);
        if (rows > 1) End3(shape, a1, b1, c1, ref Unsafe.Add(ref output, shape.OutputRow));
        if (rows > 2) End3(shape, a2, b2, c2, ref Unsafe.Add(ref output, 2 * shape.OutputRow));
        if (rows > 3) End3(shape, a3, b3, c3, ref Unsafe.Add(ref output, 3 * shape.OutputRow));
    }

    /// <summary>For hardware with 32 vector registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four4(in TileShape<T> shape, ref T factor, int rows, ref T values, int count, ref T output, ref T bias)
    {
        nint w = TVectors.Width;
        (nint row1, nint row2, nint row3) = Others(rows);
        Begin4(shape, ref bias, 0, ref output, out TVector a0, out TVector b0, out TVector c0, out TVector d0);
        Begin4(shape, ref bias, row1, ref output, out TVector a1, out TVector b1, out TVector c1, out TVector d1);
        Begin4(shape, ref bias, row2, ref output, out TVector a2, out TVector b2, out TVector c2, out TVector d2);
        Begin4(shape, ref bias, row3, ref output, out TVector a3, out TVector b3, out TVector c3, out TVector d3);
        nint step = shape.FactorStep, valuesStep = shape.ValuesStep, f1 = row1 * shape.FactorRow, f2 = row2 * shape.FactorRow, f3 = row3 * shape.FactorRow;
        for (int k = 0; k < count; k++)
        {
            TVector a = TVectors.Load(ref values, 0), b = TVectors.Load(ref values, w), c = TVectors.Load(ref values, 2 * w), d = TVectors.Load(ref values, 3 * w);
            Add4(factor, a, b, c, d, ref a0, ref b0, ref c0, ref d0);
            Add4(Unsafe.Add(ref factor, f1), a, b, c, d, ref a1, ref b1, ref c1, ref d1);
            Add4(Unsafe.Add(ref factor, f2), a, b, c, d, ref a2, ref b2, ref c2, ref d2);
            Add4(Unsafe.Add(ref factor, f3), a, b, c, d, ref a3, ref b3, ref c3, ref d3);
            factor = ref Unsafe.Add(ref factor, step);
            values = ref Unsafe.Add(ref values, valuesStep);
        }
        End4(shape, a0, b0, c0, d0, ref output);
        if (rows > 1) End4(shape, a1, b1, c1, d1, ref Unsafe.Add(ref output, shape.OutputRow));
        if (rows > 2) End4(shape, a2, b2, c2, d2, ref Unsafe.Add(ref output, 2 * shape.OutputRow));
        if (rows > 3) End4(shape, a3, b3, c3, d3, ref Unsafe.Add(ref output, 3 * shape.OutputRow));
    }

    /// <summary>For hardware with 32 vector registers. All six rows count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Six4(in TileShape<T> shape, ref T factor, ref T values, int count, ref T output, ref T bias)
    {
        nint w = TVectors.Width;
        Begin4(shape, ref bias, 0, ref output, out TVector a0, out TVector b0, out TVector c0, out TVector d0);
        Begin4(shape, ref bias, 1, ref output, out TVector a1, out TVector b1, out TVector c1, out TVector d1);
        Begin4(shape, ref bias, 2, ref output, out TVector a2, out TVector b2, out TVector c2, out TVector d2);
        Begin4(shape, ref bias, 3, ref output, out TVector a3, out TVector b3, out TVector c3, out TVector d3);
        Begin4(shape, ref bias, 4, ref output, out TVector a4, out TVector b4, out TVector c4, out TVector d4);
        Begin4(shape, ref bias, 5, ref output, out TVector a5, out TVector b5, out TVector c5, out TVector d5);
        nint step = shape.FactorStep, valuesStep = shape.ValuesStep, f1 = shape.FactorRow, f2 = 2 * f1, f3 = 3 * f1, f4 = 4 * f1, f5 = 5 * f1;
        for (int k = 0; k < count; k++)
        {
            TVector a = TVectors.Load(ref values, 0), b = TVectors.Load(ref values, w), c = TVectors.Load(ref values, 2 * w), d = TVectors.Load(ref values, 3 * w);
            Add4(factor, a, b, c, d, ref a0, ref b0, ref c0, ref d0);
            Add4(Unsafe.Add(ref factor, f1), a, b, c, d, ref a1, ref b1, ref c1, ref d1);
            Add4(Unsafe.Add(ref factor, f2), a, b, c, d, ref a2, ref b2, ref c2, ref d2);
            Add4(Unsafe.Add(ref factor, f3), a, b, c, d, ref a3, ref b3, ref c3, ref d3);
            Add4(Unsafe.Add(ref factor, f4), a, b, c, d, ref a4, ref b4, ref c4, ref d4);
            Add4(Unsafe.Add(ref factor, f5), a, b, c, d, ref a5, ref b5, ref c5, ref d5);
            factor = ref Unsafe.Add(ref factor, step);
            values = ref Unsafe.Add(ref values, valuesStep);
        }
        End4(shape, a0, b0, c0, d0, ref output);
        End4(shape, a1, b1, c1, d1, ref Unsafe.Add(ref output, shape.OutputRow));
        End4(shape, a2, b2, c2, d2, ref Unsafe.Add(ref output, 2 * shape.OutputRow));
        End4(shape, a3, b3, c3, d3, ref Unsafe.Add(ref output, 3 * shape.OutputRow));
        End4(shape, a4, b4, c4, d4, ref Unsafe.Add(ref output, 4 * shape.OutputRow));
        End4(shape, a5, b5, c5, d5, ref Unsafe.Add(ref output, 5 * shape.OutputRow));
    }

    /// <summary>The second to fourth row, or the last one instead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (nint, nint, nint) Others(int rows) => (Math.Min(1, rows - 1), Math.Min(2, rows - 1), Math.Min(3, rows - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Begin(in TileShape<T> shape, ref T bias, nint row, ref T output) => Begin(shape, ref bias, row, ref output, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Begin(in TileShape<T> shape, ref T bias, nint row, ref T output, nint column) => shape.Start switch
    {
        TileStart.Zero => TVectors.Zero,
        TileStart.Bias => TVectors.Broadcast(Unsafe.Add(ref bias, row)),
        _ => TVectors.Load(ref Unsafe.Add(ref output, row * shape.OutputRow), column),
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Begin2(in TileShape<T> shape, ref T bias, nint row, ref T output, out TVector a, out TVector b)
    {
        a = Begin(shape, ref bias, row, ref output);
        b = Begin(shape, ref bias, row, ref output, TVectors.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Begin3(in TileShape<T> shape, ref T bias, nint row, ref T output, out TVector a, out TVector b, out TVector c)
    {
        Begin2(shape, ref bias, row, ref output, out a, out b);
        c = Begin(shape, ref bias, row, ref output, 2 * TVectors.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Begin4(in TileShape<T> shape, ref T bias, nint row, ref T output, out TVector a, out TVector b, out TVector c, out TVector d)
    {
        Begin3(shape, ref bias, row, ref output, out a, out b, out c);
        d = Begin(shape, ref bias, row, ref output, 3 * TVectors.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add2(T factor, TVector a, TVector b, ref TVector sumA, ref TVector sumB)
    {
        TVector f = TVectors.Broadcast(factor);
        sumA = TVectors.MultiplyAdd(f, a, sumA);
        sumB = TVectors.MultiplyAdd(f, b, sumB);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add3(T factor, TVector a, TVector b, TVector c, ref TVector sumA, ref TVector sumB, ref TVector sumC)
    {
        TVector f = TVectors.Broadcast(factor);
        sumA = TVectors.MultiplyAdd(f, a, sumA);
        sumB = TVectors.MultiplyAdd(f, b, sumB);
        sumC = TVectors.MultiplyAdd(f, c, sumC);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add4(T factor, TVector a, TVector b, TVector c, TVector d, ref TVector sumA, ref TVector sumB, ref TVector sumC, ref TVector sumD)
    {
        TVector f = TVectors.Broadcast(factor);
        sumA = TVectors.MultiplyAdd(f, a, sumA);
        sumB = TVectors.MultiplyAdd(f, b, sumB);
        sumC = TVectors.MultiplyAdd(f, c, sumC);
        sumD = TVectors.MultiplyAdd(f, d, sumD);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End(in TileShape<T> shape, TVector sum, ref T output, nint column = 0)
    {
        if (shape.Scale != T.Zero) sum = TVectors.MultiplyAdd(TVectors.Broadcast(shape.Scale), sum, TVectors.Load(ref output, column));
        TVectors.Store(sum, ref output, column);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End2(in TileShape<T> shape, TVector a, TVector b, ref T output)
    {
        End(shape, a, ref output);
        End(shape, b, ref output, TVectors.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End3(in TileShape<T> shape, TVector a, TVector b, TVector c, ref T output)
    {
        End2(shape, a, b, ref output);
        End(shape, c, ref output, 2 * TVectors.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void End4(in TileShape<T> shape, TVector a, TVector b, TVector c, TVector d, ref T output)
    {
        End3(shape, a, b, c, ref output);
        End(shape, d, ref output, 3 * TVectors.Width);
    }
}
