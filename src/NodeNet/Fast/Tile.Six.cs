using System.Runtime.CompilerServices;

namespace NodeNet.Fast;

// Six whole rows.
internal static partial class Tile<T, TVector, TVectors>
{
    /// <summary>All six rows count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Six2<TEnd>(in TileShape shape, in TEnd end, ref T factor, ref T values, int count, ref T output)
        where TEnd : struct, ITileEnd<TVector>
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
        if (shape.Ends)
        {
            End(end, a0, b0, ref output);
            End(end, a1, b1, ref Unsafe.Add(ref output, shape.OutputRow));
            End(end, a2, b2, ref Unsafe.Add(ref output, 2 * shape.OutputRow));
            End(end, a3, b3, ref Unsafe.Add(ref output, 3 * shape.OutputRow));
            End(end, a4, b4, ref Unsafe.Add(ref output, 4 * shape.OutputRow));
            End(end, a5, b5, ref Unsafe.Add(ref output, 5 * shape.OutputRow));
            return;
        }
        Store(a0, b0, ref output);
        Store(a1, b1, ref Unsafe.Add(ref output, shape.OutputRow));
        Store(a2, b2, ref Unsafe.Add(ref output, 2 * shape.OutputRow));
        Store(a3, b3, ref Unsafe.Add(ref output, 3 * shape.OutputRow));
        Store(a4, b4, ref Unsafe.Add(ref output, 4 * shape.OutputRow));
        Store(a5, b5, ref Unsafe.Add(ref output, 5 * shape.OutputRow));
    }

    /// <summary>For hardware with 32 vector registers. All six rows count.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Six4<TEnd>(in TileShape shape, in TEnd end, ref T factor, ref T values, int count, ref T output)
        where TEnd : struct, ITileEnd<TVector>
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
            TVector a =
                TVectors.Load(ref values, 0), b = TVectors.Load(ref values, w), c = TVectors.Load(ref values, 2 * w), d = TVectors.Load(ref values, 3 * w);
            Add(factor, a, b, c, d, ref a0, ref b0, ref c0, ref d0);
            Add(Unsafe.Add(ref factor, f1), a, b, c, d, ref a1, ref b1, ref c1, ref d1);
            Add(Unsafe.Add(ref factor, f2), a, b, c, d, ref a2, ref b2, ref c2, ref d2);
            Add(Unsafe.Add(ref factor, f3), a, b, c, d, ref a3, ref b3, ref c3, ref d3);
            Add(Unsafe.Add(ref factor, f4), a, b, c, d, ref a4, ref b4, ref c4, ref d4);
            Add(Unsafe.Add(ref factor, f5), a, b, c, d, ref a5, ref b5, ref c5, ref d5);
            factor = ref Unsafe.Add(ref factor, step);
            values = ref Unsafe.Add(ref values, valuesStep);
        }
        if (shape.Ends)
        {
            End(end, a0, b0, c0, d0, ref output);
            End(end, a1, b1, c1, d1, ref Unsafe.Add(ref output, shape.OutputRow));
            End(end, a2, b2, c2, d2, ref Unsafe.Add(ref output, 2 * shape.OutputRow));
            End(end, a3, b3, c3, d3, ref Unsafe.Add(ref output, 3 * shape.OutputRow));
            End(end, a4, b4, c4, d4, ref Unsafe.Add(ref output, 4 * shape.OutputRow));
            End(end, a5, b5, c5, d5, ref Unsafe.Add(ref output, 5 * shape.OutputRow));
            return;
        }
        Store(a0, b0, c0, d0, ref output);
        Store(a1, b1, c1, d1, ref Unsafe.Add(ref output, shape.OutputRow));
        Store(a2, b2, c2, d2, ref Unsafe.Add(ref output, 2 * shape.OutputRow));
        Store(a3, b3, c3, d3, ref Unsafe.Add(ref output, 3 * shape.OutputRow));
        Store(a4, b4, c4, d4, ref Unsafe.Add(ref output, 4 * shape.OutputRow));
        Store(a5, b5, c5, d5, ref Unsafe.Add(ref output, 5 * shape.OutputRow));
    }
}
