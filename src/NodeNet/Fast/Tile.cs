using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>A tile of sums that stay in registers, out[r][·] = Σ_k factor[r][k] · values[k][·]: so many rows, so many vectors. Every number that is loaded is
/// used several times.</summary>
/// <remarks>Every method takes the layout, what sums become, factor[0][0], how many rows count (at least 1; the others repeat the last), values[0][0], how many
/// k there are, and out[0][0].</remarks>
internal static partial class Tile<T, TVector, TVectors>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four1<TEnd>(in TileShape shape, in TEnd end, ref T factor, int rows, ref T values, int count, ref T output)
        where TEnd : struct, ITileEnd<TVector>
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
        if (shape.Ends)
        {
            End(end, a0, ref output);
            if (rows > 1) End(end, a1, ref Unsafe.Add(ref output, r1 * shape.OutputRow));
            if (rows > 2) End(end, a2, ref Unsafe.Add(ref output, r2 * shape.OutputRow));
            if (rows > 3) End(end, a3, ref Unsafe.Add(ref output, r3 * shape.OutputRow));
            return;
        }
        Store(a0, ref output);
        if (rows > 1) Store(a1, ref Unsafe.Add(ref output, r1 * shape.OutputRow));
        if (rows > 2) Store(a2, ref Unsafe.Add(ref output, r2 * shape.OutputRow));
        if (rows > 3) Store(a3, ref Unsafe.Add(ref output, r3 * shape.OutputRow));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four2<TEnd>(in TileShape shape, in TEnd end, ref T factor, int rows, ref T values, int count, ref T output)
        where TEnd : struct, ITileEnd<TVector>
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
        if (shape.Ends)
        {
            End(end, a0, b0, ref output);
            if (rows > 1) End(end, a1, b1, ref Unsafe.Add(ref output, r1 * shape.OutputRow));
            if (rows > 2) End(end, a2, b2, ref Unsafe.Add(ref output, r2 * shape.OutputRow));
            if (rows > 3) End(end, a3, b3, ref Unsafe.Add(ref output, r3 * shape.OutputRow));
            return;
        }
        Store(a0, b0, ref output);
        if (rows > 1) Store(a1, b1, ref Unsafe.Add(ref output, r1 * shape.OutputRow));
        if (rows > 2) Store(a2, b2, ref Unsafe.Add(ref output, r2 * shape.OutputRow));
        if (rows > 3) Store(a3, b3, ref Unsafe.Add(ref output, r3 * shape.OutputRow));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four3<TEnd>(in TileShape shape, in TEnd end, ref T factor, int rows, ref T values, int count, ref T output)
        where TEnd : struct, ITileEnd<TVector>
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
        if (shape.Ends)
        {
            End(end, a0, b0, c0, ref output);
            if (rows > 1) End(end, a1, b1, c1, ref Unsafe.Add(ref output, r1 * shape.OutputRow));
            if (rows > 2) End(end, a2, b2, c2, ref Unsafe.Add(ref output, r2 * shape.OutputRow));
            if (rows > 3) End(end, a3, b3, c3, ref Unsafe.Add(ref output, r3 * shape.OutputRow));
            return;
        }
        Store(a0, b0, c0, ref output);
        if (rows > 1) Store(a1, b1, c1, ref Unsafe.Add(ref output, r1 * shape.OutputRow));
        if (rows > 2) Store(a2, b2, c2, ref Unsafe.Add(ref output, r2 * shape.OutputRow));
        if (rows > 3) Store(a3, b3, c3, ref Unsafe.Add(ref output, r3 * shape.OutputRow));
    }

    /// <summary>For hardware with 32 vector registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four4<TEnd>(in TileShape shape, in TEnd end, ref T factor, int rows, ref T values, int count, ref T output)
        where TEnd : struct, ITileEnd<TVector>
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
            TVector a =
                TVectors.Load(ref values, 0), b = TVectors.Load(ref values, w), c = TVectors.Load(ref values, 2 * w), d = TVectors.Load(ref values, 3 * w);
            Add(factor, a, b, c, d, ref a0, ref b0, ref c0, ref d0);
            Add(Unsafe.Add(ref factor, f1), a, b, c, d, ref a1, ref b1, ref c1, ref d1);
            Add(Unsafe.Add(ref factor, f2), a, b, c, d, ref a2, ref b2, ref c2, ref d2);
            Add(Unsafe.Add(ref factor, f3), a, b, c, d, ref a3, ref b3, ref c3, ref d3);
            factor = ref Unsafe.Add(ref factor, step);
            values = ref Unsafe.Add(ref values, valuesStep);
        }
        if (shape.Ends)
        {
            End(end, a0, b0, c0, d0, ref output);
            if (rows > 1) End(end, a1, b1, c1, d1, ref Unsafe.Add(ref output, r1 * shape.OutputRow));
            if (rows > 2) End(end, a2, b2, c2, d2, ref Unsafe.Add(ref output, r2 * shape.OutputRow));
            if (rows > 3) End(end, a3, b3, c3, d3, ref Unsafe.Add(ref output, r3 * shape.OutputRow));
            return;
        }
        Store(a0, b0, c0, d0, ref output);
        if (rows > 1) Store(a1, b1, c1, d1, ref Unsafe.Add(ref output, r1 * shape.OutputRow));
        if (rows > 2) Store(a2, b2, c2, d2, ref Unsafe.Add(ref output, r2 * shape.OutputRow));
        if (rows > 3) Store(a3, b3, c3, d3, ref Unsafe.Add(ref output, r3 * shape.OutputRow));
    }

    /// <summary>The second to fourth row, or the last one instead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (nint, nint, nint) Others(int rows) => (Math.Min(1, rows - 1), Math.Min(2, rows - 1), Math.Min(3, rows - 1));
}
