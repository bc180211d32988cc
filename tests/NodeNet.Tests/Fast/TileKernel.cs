using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Fast;

namespace NodeNet.Tests.Fast;

/// <summary>out[r][·] = Σ_k factor[r][k] · values[k][·].</summary>
/// <param name="start">Where sums begin.</param>
/// <param name="adds">Whether 0.37 times the sum is added to the output, instead of stored.</param>
internal sealed class TileKernel(TileStart start, bool adds) : Kernel($"tile: from {start}, {(adds ? "added" : "stored")}")
{
    private const int Count = 5;

    public override void Check<T, TVector, TVectors>()
    {
        foreach (int length in Lengths<T, TVector, TVectors>())
        {
            Check<T, TVector, TVectors>(5, length, length % 3);
            if (length <= 40)
            {
                foreach (int rows in new[] { 1, 3, 4, 8, 11 })
                    Check<T, TVector, TVectors>(rows, length, 1);
            }
        }
    }

    private void Check<T, TVector, TVectors>(int rows, int length, int offset)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVectors : struct, IVectors<TVector, T>
    {
        int stride = length + offset;
        T scale = adds ? T.CreateTruncating(0.37) : T.Zero;
        T[] factors = Numbers<T>(rows * (Count + 1) * 2, 1, withSpecials: false); // factor[r][k] at r · 2 · (Count + 1) + 2k
        T[] values = Framed<T>(Numbers<T>(Count * stride, length + 2, withSpecials: false), offset);
        if (length > 0) values[offset + 2 * stride + length / 2] = T.NaN; // it must stay in its own lane
        T[] before = Numbers<T>(rows * stride, length + 3, withSpecials: false);
        T[] output = Framed<T>(before, offset);
        T[] bias = Numbers<T>(rows, 4, withSpecials: false);

        TileLoop<T, TVector, TVectors>.Run(
            new TileShape<T>(2 * (Count + 1), 2, stride, stride, start, scale), ref factors[0], rows, ref values[offset], length / TVectors.Width, Count,
            ref output[offset], ref start == TileStart.Bias ? ref bias[0] : ref Unsafe.NullRef<T>());

        FrameIsUntouched(output, offset, rows * stride);
        for (int r = 0; r < rows; r++)
        {
            for (int j = 0; j < stride; j++)
            {
                double old = double.CreateTruncating(before[r * stride + j]);
                T actual = output[offset + r * stride + j];
                if (j >= length)
                {
                    Agree(actual, old, 0, 0, $"beyond the end of row {r}");
                    continue;
                }
                double begin = start switch { TileStart.Zero => 0.0, TileStart.Bias => double.CreateTruncating(bias[r]), _ => old };
                double[] terms = [begin, .. Enumerable.Range(0, Count).Select(k => double.CreateTruncating(factors[r * 2 * (Count + 1) + 2 * k]) * double.CreateTruncating(values[offset + k * stride + j]))];
                double expected = adds ? old + double.CreateTruncating(scale) * terms.Sum() : terms.Sum();
                Agree(actual, expected, digits: 8, terms.Sum(Math.Abs) + Math.Abs(old), $"{rows} rows of {length}, row {r}, column {j}");
            }
        }
    }
}
