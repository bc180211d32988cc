using System.Numerics;
using System.Runtime.CompilerServices;

namespace NodeNet.Fast;

/// <summary>How the numbers of a product lie in memory, and what becomes of the sums.</summary>
/// <param name="FactorRow">How far apart the rows of the factors are.</param>
/// <param name="FactorStep">How far apart a row's factors are.</param>
/// <param name="ValuesStep">How far apart the rows of the values are.</param>
/// <param name="OutputRow">How far apart the rows of the output are.</param>
/// <param name="GoesOn">Whether sums go on from what stands in the output, instead of from 0.</param>
/// <param name="Scale">0: the sums are stored. Otherwise scale · sum is added to the output.</param>
internal readonly record struct TileShape<T>(nint FactorRow, nint FactorStep, nint ValuesStep, nint OutputRow, bool GoesOn, T Scale);

/// <summary>A tile of sums that stay in registers, out[r][·] = Σ_k factor[r][k] · values[k][·]: so many rows, so many vectors. Every number that is loaded is used several times.</summary>
/// <remarks>Every method takes the layout, factor[0][0], how many rows count (at least 1; the others repeat the last), values[0][0], how many k there are, and out[0][0].</remarks>
internal static class Tile<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four1(in TileShape<T> shape, ref T factor, int rows, ref T values, int count, ref T output)
    {
        TVector a0 = TVectors.Zero;
        TVector a1 = TVectors.Zero;
        TVector a2 = TVectors.Zero;
        TVector a3 = TVectors.Zero;
        (nint r1, nint r2, nint r3) = Others(rows);
        if (shape.GoesOn)
        {
            Load(ref output, out a0);
            Load(ref Unsafe.Add(ref output, r1 * shape.OutputRow), out a1);
            Load(ref Unsafe.Add(ref output, r2 * shape.OutputRow), out a2);
            Load(ref Unsafe.Add(ref output, r3 * shape.OutputRow), out a3);
        }
        nint step = shape.FactorStep, valuesStep = shape.ValuesStep, f1 = r1 * shape.FactorRow, f2 = r2 * shape.FactorRow, f3 = r3 * shape.FactorRow;
        for (int k = 0; k < count; k++)
        {
            TVector a = TVectors.Load(ref values, 0);
            Add(factor, a, ref a0);
            Add(Unsafe.Add(ref factor, f1), a, ref a1);
            Add(Unsafe.Add(ref factor, f2), a, ref a2);
            Add(Unsafe.Add(ref factor, f3), a, ref a3);
            factor = ref Unsafe.Add(ref factor, step);
            values = ref Unsafe.Add(ref values, valuesStep);
        }
        if (shape.Scale != T.Zero)
        {
            TVector scale = TVectors.Broadcast(shape.Scale);
            AddTo(ref output, scale, ref a0);
            AddTo(ref Unsafe.Add(ref output, r1 * shape.OutputRow), scale, ref a1);
            AddTo(ref Unsafe.Add(ref output, r2 * shape.OutputRow), scale, ref a2);
            AddTo(ref Unsafe.Add(ref output, r3 * shape.OutputRow), scale, ref a3);
        }
        Store(a0, ref output);
        if (rows > 1) Store(a1, ref Unsafe.Add(ref output, r1 * shape.OutputRow));
        if (rows > 2) Store(a2, ref Unsafe.Add(ref output, r2 * shape.OutputRow));
        if (rows > 3) Store(a3, ref Unsafe.Add(ref output, r3 * shape.OutputRow));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four2(in TileShape<T> shape, ref T factor, int rows, ref T values, int count, ref T output)
    {
        nint w = TVectors.Width;
        TVector a0 = TVectors.Zero, b0 = TVectors.Zero;
        TVector a1 = TVectors.Zero, b1 = TVectors.Zero;
        TVector a2 = TVectors.Zero, b2 = TVectors.Zero;
        TVector a3 = TVectors.Zero, b3 = TVectors.Zero;
        (nint r1, nint r2, nint r3) = Others(rows);
        if (shape.GoesOn)
        {
            Load(ref output, out a0, out b0);
            Load(ref Unsafe.Add(ref output, r1 * shape.OutputRow), out a1, out b1);
            Load(ref Unsafe.Add(ref output, r2 * shape.OutputRow), out a2, out b2);
            Load(ref Unsafe.Add(ref output, r3 * shape.OutputRow), out a3, out b3);
        }
        nint step = shape.FactorStep, valuesStep = shape.ValuesStep, f1 = r1 * shape.FactorRow, f2 = r2 * shape.FactorRow, f3 = r3 * shape.FactorRow;
        for (int k = 0; k < count; k++)
        {
            TVector a = TVectors.Load(ref values, 0), b = TVectors.Load(ref values, w);
            Add(factor, a, b, ref a0, ref b0);
            Add(Unsafe.Add(ref factor, f1), a, b, ref a1, ref b1);
            Add(Unsafe.Add(ref factor, f2), a, b, ref a2, ref b2);
            Add(Unsafe.Add(ref factor, f3), a, b, ref a3, ref b3);
            factor = ref Unsafe.Add(ref factor, step);
            values = ref Unsafe.Add(ref values, valuesStep);
        }
        if (shape.Scale != T.Zero)
        {
            TVector scale = TVectors.Broadcast(shape.Scale);
            AddTo(ref output, scale, ref a0, ref b0);
            AddTo(ref Unsafe.Add(ref output, r1 * shape.OutputRow), scale, ref a1, ref b1);
            AddTo(ref Unsafe.Add(ref output, r2 * shape.OutputRow), scale, ref a2, ref b2);
            AddTo(ref Unsafe.Add(ref output, r3 * shape.OutputRow), scale, ref a3, ref b3);
        }
        Store(a0, b0, ref output);
        if (rows > 1) Store(a1, b1, ref Unsafe.Add(ref output, r1 * shape.OutputRow));
        if (rows > 2) Store(a2, b2, ref Unsafe.Add(ref output, r2 * shape.OutputRow));
        if (rows > 3) Store(a3, b3, ref Unsafe.Add(ref output, r3 * shape.OutputRow));
    }

    /// <summary>All six rows count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Six2(in TileShape<T> shape, ref T factor, ref T values, int count, ref T output)
    {
        nint w = TVectors.Width;
        TVector a0 = TVectors.Zero, b0 = TVectors.Zero;
        TVector a1 = TVectors.Zero, b1 = TVectors.Zero;
        TVector a2 = TVectors.Zero, b2 = TVectors.Zero;
        TVector a3 = TVectors.Zero, b3 = TVectors.Zero;
        TVector a4 = TVectors.Zero, b4 = TVectors.Zero;
        TVector a5 = TVectors.Zero, b5 = TVectors.Zero;
        if (shape.GoesOn)
        {
            Load(ref output, out a0, out b0);
            Load(ref Unsafe.Add(ref output, shape.OutputRow), out a1, out b1);
            Load(ref Unsafe.Add(ref output, 2 * shape.OutputRow), out a2, out b2);
            Load(ref Unsafe.Add(ref output, 3 * shape.OutputRow), out a3, out b3);
            Load(ref Unsafe.Add(ref output, 4 * shape.OutputRow), out a4, out b4);
            Load(ref Unsafe.Add(ref output, 5 * shape.OutputRow), out a5, out b5);
        }
        nint step = shape.FactorStep, valuesStep = shape.ValuesStep, f1 = shape.FactorRow, f2 = 2 * f1, f3 = 3 * f1, f4 = 4 * f1, f5 = 5 * f1;
        for (int k = 0; k < count; k++)
        {
            TVector a = TVectors.Load(ref values, 0), b = TVectors.Load(ref values, w);
            Add(factor, a, b, ref a0, ref b0);
            Add(Unsafe.Add(ref factor, f1), a, b, ref a1, ref b1);
            Add(Unsafe.Add(ref factor, f2), a, b, ref a2, ref b2);
            Add(Unsafe.Add(ref factor, f3), a, b, ref a3, ref b3);
            Add(Unsafe.Add(ref factor, f4), a, b, ref a4, ref b4);
            Add(Unsafe.Add(ref factor, f5), a, b, ref a5, ref b5);
            factor = ref Unsafe.Add(ref factor, step);
            values = ref Unsafe.Add(ref values, valuesStep);
        }
        if (shape.Scale != T.Zero)
        {
            TVector scale = TVectors.Broadcast(shape.Scale);
            AddTo(ref output, scale, ref a0, ref b0);
            AddTo(ref Unsafe.Add(ref output, shape.OutputRow), scale, ref a1, ref b1);
            AddTo(ref Unsafe.Add(ref output, 2 * shape.OutputRow), scale, ref a2, ref b2);
            AddTo(ref Unsafe.Add(ref output, 3 * shape.OutputRow), scale, ref a3, ref b3);
            AddTo(ref Unsafe.Add(ref output, 4 * shape.OutputRow), scale, ref a4, ref b4);
            AddTo(ref Unsafe.Add(ref output, 5 * shape.OutputRow), scale, ref a5, ref b5);
        }
        Store(a0, b0, ref output);
        Store(a1, b1, ref Unsafe.Add(ref output, shape.OutputRow));
        Store(a2, b2, ref Unsafe.Add(ref output, 2 * shape.OutputRow));
        Store(a3, b3, ref Unsafe.Add(ref output, 3 * shape.OutputRow));
        Store(a4, b4, ref Unsafe.Add(ref output, 4 * shape.OutputRow));
        Store(a5, b5, ref Unsafe.Add(ref output, 5 * shape.OutputRow));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four3(in TileShape<T> shape, ref T factor, int rows, ref T values, int count, ref T output)
    {
        nint w = TVectors.Width;
        TVector a0 = TVectors.Zero, b0 = TVectors.Zero, c0 = TVectors.Zero;
        TVector a1 = TVectors.Zero, b1 = TVectors.Zero, c1 = TVectors.Zero;
        TVector a2 = TVectors.Zero, b2 = TVectors.Zero, c2 = TVectors.Zero;
        TVector a3 = TVectors.Zero, b3 = TVectors.Zero, c3 = TVectors.Zero;
        (nint r1, nint r2, nint r3) = Others(rows);
        if (shape.GoesOn)
        {
            Load(ref output, out a0, out b0, out c0);
            Load(ref Unsafe.Add(ref output, r1 * shape.OutputRow), out a1, out b1, out c1);
            Load(ref Unsafe.Add(ref output, r2 * shape.OutputRow), out a2, out b2, out c2);
            Load(ref Unsafe.Add(ref output, r3 * shape.OutputRow), out a3, out b3, out c3);
        }
        nint step = shape.FactorStep, valuesStep = shape.ValuesStep, f1 = r1 * shape.FactorRow, f2 = r2 * shape.FactorRow, f3 = r3 * shape.FactorRow;
        for (int k = 0; k < count; k++)
        {
            TVector a = TVectors.Load(ref values, 0), b = TVectors.Load(ref values, w), c = TVectors.Load(ref values, 2 * w);
            Add(factor, a, b, c, ref a0, ref b0, ref c0);
            Add(Unsafe.Add(ref factor, f1), a, b, c, ref a1, ref b1, ref c1);
            Add(Unsafe.Add(ref factor, f2), a, b, c, ref a2, ref b2, ref c2);
            Add(Unsafe.Add(ref factor, f3), a, b, c, ref a3, ref b3, ref c3);
            factor = ref Unsafe.Add(ref factor, step);
            values = ref Unsafe.Add(ref values, valuesStep);
        }
        if (shape.Scale != T.Zero)
        {
            TVector scale = TVectors.Broadcast(shape.Scale);
            AddTo(ref output, scale, ref a0, ref b0, ref c0);
            AddTo(ref Unsafe.Add(ref output, r1 * shape.OutputRow), scale, ref a1, ref b1, ref c1);
            AddTo(ref Unsafe.Add(ref output, r2 * shape.OutputRow), scale, ref a2, ref b2, ref c2);
            AddTo(ref Unsafe.Add(ref output, r3 * shape.OutputRow), scale, ref a3, ref b3, ref c3);
        }
        Store(a0, b0, c0, ref output);
        if (rows > 1) Store(a1, b1, c1, ref Unsafe.Add(ref output, r1 * shape.OutputRow));
        if (rows > 2) Store(a2, b2, c2, ref Unsafe.Add(ref output, r2 * shape.OutputRow));
        if (rows > 3) Store(a3, b3, c3, ref Unsafe.Add(ref output, r3 * shape.OutputRow));
    }

    /// <summary>For hardware with 32 vector registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four4(in TileShape<T> shape, ref T factor, int rows, ref T values, int count, ref T output)
    {
        nint w = TVectors.Width;
        TVector a0 = TVectors.Zero, b0 = TVectors.Zero, c0 = TVectors.Zero, d0 = TVectors.Zero;
        TVector a1 = TVectors.Zero, b1 = TVectors.Zero, c1 = TVectors.Zero, d1 = TVectors.Zero;
        TVector a2 = TVectors.Zero, b2 = TVectors.Zero, c2 = TVectors.Zero, d2 = TVectors.Zero;
        TVector a3 = TVectors.Zero, b3 = TVectors.Zero, c3 = TVectors.Zero, d3 = TVectors.Zero;
        (nint r1, nint r2, nint r3) = Others(rows);
        if (shape.GoesOn)
        {
            Load(ref output, out a0, out b0, out c0, out d0);
            Load(ref Unsafe.Add(ref output, r1 * shape.OutputRow), out a1, out b1, out c1, out d1);
            Load(ref Unsafe.Add(ref output, r2 * shape.OutputRow), out a2, out b2, out c2, out d2);
            Load(ref Unsafe.Add(ref output, r3 * shape.OutputRow), out a3, out b3, out c3, out d3);
        }
        nint step = shape.FactorStep, valuesStep = shape.ValuesStep, f1 = r1 * shape.FactorRow, f2 = r2 * shape.FactorRow, f3 = r3 * shape.FactorRow;
        for (int k = 0; k < count; k++)
        {
            TVector a = TVectors.Load(ref values, 0), b = TVectors.Load(ref values, w), c = TVectors.Load(ref values, 2 * w), d = TVectors.Load(ref values, 3 * w);
            Add(factor, a, b, c, d, ref a0, ref b0, ref c0, ref d0);
            Add(Unsafe.Add(ref factor, f1), a, b, c, d, ref a1, ref b1, ref c1, ref d1);
            Add(Unsafe.Add(ref factor, f2), a, b, c, d, ref a2, ref b2, ref c2, ref d2);
            Add(Unsafe.Add(ref factor, f3), a, b, c, d, ref a3, ref b3, ref c3, ref d3);
            factor = ref Unsafe.Add(ref factor, step);
            values = ref Unsafe.Add(ref values, valuesStep);
        }
        if (shape.Scale != T.Zero)
        {
            TVector scale = TVectors.Broadcast(shape.Scale);
            AddTo(ref output, scale, ref a0, ref b0, ref c0, ref d0);
            AddTo(ref Unsafe.Add(ref output, r1 * shape.OutputRow), scale, ref a1, ref b1, ref c1, ref d1);
            AddTo(ref Unsafe.Add(ref output, r2 * shape.OutputRow), scale, ref a2, ref b2, ref c2, ref d2);
            AddTo(ref Unsafe.Add(ref output, r3 * shape.OutputRow), scale, ref a3, ref b3, ref c3, ref d3);
        }
        Store(a0, b0, c0, d0, ref output);
        if (rows > 1) Store(a1, b1, c1, d1, ref Unsafe.Add(ref output, r1 * shape.OutputRow));
        if (rows > 2) Store(a2, b2, c2, d2, ref Unsafe.Add(ref output, r2 * shape.OutputRow));
        if (rows > 3) Store(a3, b3, c3, d3, ref Unsafe.Add(ref output, r3 * shape.OutputRow));
    }

    /// <summary>For hardware with 32 vector registers. All six rows count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Six4(in TileShape<T> shape, ref T factor, ref T values, int count, ref T output)
    {
        nint w = TVectors.Width;
        TVector a0 = TVectors.Zero, b0 = TVectors.Zero, c0 = TVectors.Zero, d0 = TVectors.Zero;
        TVector a1 = TVectors.Zero, b1 = TVectors.Zero, c1 = TVectors.Zero, d1 = TVectors.Zero;
        TVector a2 = TVectors.Zero, b2 = TVectors.Zero, c2 = TVectors.Zero, d2 = TVectors.Zero;
        TVector a3 = TVectors.Zero, b3 = TVectors.Zero, c3 = TVectors.Zero, d3 = TVectors.Zero;
        TVector a4 = TVectors.Zero, b4 = TVectors.Zero, c4 = TVectors.Zero, d4 = TVectors.Zero;
        TVector a5 = TVectors.Zero, b5 = TVectors.Zero, c5 = TVectors.Zero, d5 = TVectors.Zero;
        if (shape.GoesOn)
        {
            Load(ref output, out a0, out b0, out c0, out d0);
            Load(ref Unsafe.Add(ref output, shape.OutputRow), out a1, out b1, out c1, out d1);
            Load(ref Unsafe.Add(ref output, 2 * shape.OutputRow), out a2, out b2, out c2, out d2);
            Load(ref Unsafe.Add(ref output, 3 * shape.OutputRow), out a3, out b3, out c3, out d3);
            Load(ref Unsafe.Add(ref output, 4 * shape.OutputRow), out a4, out b4, out c4, out d4);
            Load(ref Unsafe.Add(ref output, 5 * shape.OutputRow), out a5, out b5, out c5, out d5);
        }
        nint step = shape.FactorStep, valuesStep = shape.ValuesStep, f1 = shape.FactorRow, f2 = 2 * f1, f3 = 3 * f1, f4 = 4 * f1, f5 = 5 * f1;
        for (int k = 0; k < count; k++)
        {
            TVector a = TVectors.Load(ref values, 0), b = TVectors.Load(ref values, w), c = TVectors.Load(ref values, 2 * w), d = TVectors.Load(ref values, 3 * w);
            Add(factor, a, b, c, d, ref a0, ref b0, ref c0, ref d0);
            Add(Unsafe.Add(ref factor, f1), a, b, c, d, ref a1, ref b1, ref c1, ref d1);
            Add(Unsafe.Add(ref factor, f2), a, b, c, d, ref a2, ref b2, ref c2, ref d2);
            Add(Unsafe.Add(ref factor, f3), a, b, c, d, ref a3, ref b3, ref c3, ref d3);
            Add(Unsafe.Add(ref factor, f4), a, b, c, d, ref a4, ref b4, ref c4, ref d4);
            Add(Unsafe.Add(ref factor, f5), a, b, c, d, ref a5, ref b5, ref c5, ref d5);
            factor = ref Unsafe.Add(ref factor, step);
            values = ref Unsafe.Add(ref values, valuesStep);
        }
        if (shape.Scale != T.Zero)
        {
            TVector scale = TVectors.Broadcast(shape.Scale);
            AddTo(ref output, scale, ref a0, ref b0, ref c0, ref d0);
            AddTo(ref Unsafe.Add(ref output, shape.OutputRow), scale, ref a1, ref b1, ref c1, ref d1);
            AddTo(ref Unsafe.Add(ref output, 2 * shape.OutputRow), scale, ref a2, ref b2, ref c2, ref d2);
            AddTo(ref Unsafe.Add(ref output, 3 * shape.OutputRow), scale, ref a3, ref b3, ref c3, ref d3);
            AddTo(ref Unsafe.Add(ref output, 4 * shape.OutputRow), scale, ref a4, ref b4, ref c4, ref d4);
            AddTo(ref Unsafe.Add(ref output, 5 * shape.OutputRow), scale, ref a5, ref b5, ref c5, ref d5);
        }
        Store(a0, b0, c0, d0, ref output);
        Store(a1, b1, c1, d1, ref Unsafe.Add(ref output, shape.OutputRow));
        Store(a2, b2, c2, d2, ref Unsafe.Add(ref output, 2 * shape.OutputRow));
        Store(a3, b3, c3, d3, ref Unsafe.Add(ref output, 3 * shape.OutputRow));
        Store(a4, b4, c4, d4, ref Unsafe.Add(ref output, 4 * shape.OutputRow));
        Store(a5, b5, c5, d5, ref Unsafe.Add(ref output, 5 * shape.OutputRow));
    }

    /// <summary>The second to fourth row, or the last one instead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (nint, nint, nint) Others(int rows) => (Math.Min(1, rows - 1), Math.Min(2, rows - 1), Math.Min(3, rows - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(ref T output, out TVector a)
    {
        a = TVectors.Load(ref output, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(ref T output, out TVector a, out TVector b)
    {
        Load(ref output, out a);
        b = TVectors.Load(ref output, TVectors.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(ref T output, out TVector a, out TVector b, out TVector c)
    {
        Load(ref output, out a, out b);
        c = TVectors.Load(ref output, 2 * TVectors.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Load(ref T output, out TVector a, out TVector b, out TVector c, out TVector d)
    {
        Load(ref output, out a, out b, out c);
        d = TVectors.Load(ref output, 3 * TVectors.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T factor, TVector a, ref TVector sumA)
    {
        TVector f = TVectors.Broadcast(factor);
        sumA = TVectors.MultiplyAdd(f, a, sumA);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T factor, TVector a, TVector b, ref TVector sumA, ref TVector sumB)
    {
        TVector f = TVectors.Broadcast(factor);
        sumA = TVectors.MultiplyAdd(f, a, sumA);
        sumB = TVectors.MultiplyAdd(f, b, sumB);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T factor, TVector a, TVector b, TVector c, ref TVector sumA, ref TVector sumB, ref TVector sumC)
    {
        TVector f = TVectors.Broadcast(factor);
        sumA = TVectors.MultiplyAdd(f, a, sumA);
        sumB = TVectors.MultiplyAdd(f, b, sumB);
        sumC = TVectors.MultiplyAdd(f, c, sumC);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(T factor, TVector a, TVector b, TVector c, TVector d, ref TVector sumA, ref TVector sumB, ref TVector sumC, ref TVector sumD)
    {
        TVector f = TVectors.Broadcast(factor);
        sumA = TVectors.MultiplyAdd(f, a, sumA);
        sumB = TVectors.MultiplyAdd(f, b, sumB);
        sumC = TVectors.MultiplyAdd(f, c, sumC);
        sumD = TVectors.MultiplyAdd(f, d, sumD);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(ref T output, TVector scale, ref TVector a)
    {
        a = TVectors.MultiplyAdd(scale, a, TVectors.Load(ref output, 0));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(ref T output, TVector scale, ref TVector a, ref TVector b)
    {
        AddTo(ref output, scale, ref a);
        b = TVectors.MultiplyAdd(scale, b, TVectors.Load(ref output, TVectors.Width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(ref T output, TVector scale, ref TVector a, ref TVector b, ref TVector c)
    {
        AddTo(ref output, scale, ref a, ref b);
        c = TVectors.MultiplyAdd(scale, c, TVectors.Load(ref output, 2 * TVectors.Width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTo(ref T output, TVector scale, ref TVector a, ref TVector b, ref TVector c, ref TVector d)
    {
        AddTo(ref output, scale, ref a, ref b, ref c);
        d = TVectors.MultiplyAdd(scale, d, TVectors.Load(ref output, 3 * TVectors.Width));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector a, ref T output)
    {
        TVectors.Store(a, ref output, 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector a, TVector b, ref T output)
    {
        Store(a, ref output);
        TVectors.Store(b, ref output, TVectors.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector a, TVector b, TVector c, ref T output)
    {
        Store(a, b, ref output);
        TVectors.Store(c, ref output, 2 * TVectors.Width);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(TVector a, TVector b, TVector c, TVector d, ref T output)
    {
        Store(a, b, c, ref output);
        TVectors.Store(d, ref output, 3 * TVectors.Width);
    }
}
