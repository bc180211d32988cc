using System.Numerics;
using NodeNet.Fast;
using NodeNet.Vectors;

namespace NodeNet.Tests.Fast;

/// <summary>out[r][·] = Σ_k factor[r][k] · values[k][·].</summary>
/// <param name="goesOn">Whether sums go on from the output, instead of from 0.</param>
/// <param name="adds">Whether 0.37 times the sum is added to the output, instead of stored.</param>
internal sealed class TileKernel(bool goesOn, bool adds) : Kernel($"tile: from {(goesOn ? "the output" : "0")}, {(adds ? "added" : "stored")}")
{
    public override void Check<T, TVector, TVectors>()
    {
        foreach (int length in Lengths<T, TVector, TVectors>())
        {
            Check<T, TVector, TVectors>(5, length, length % 3, count: 5);
            if (length > 40) continue;
            foreach (int rows in new[] { 1, 3, 4, 6, 8, 11, 12 })
                Check<T, TVector, TVectors>(rows, length, 1, count: 5);
        }
        // With many rows, many k and numbers far apart, blocks of them are copied side by side.
        foreach (int rows in new[] { 26, 50 })
        {
            foreach (int count in new[] { 16, 97, 200 })
            {
                Check<T, TVector, TVectors>(rows, 80, 3, count);
                Check<T, TVector, TVectors>(rows, 80, 3, count, hasFactorsByStep: true);
            }
        }
    }

    private void Check<T, TVector, TVectors>(int rows, int length, int offset, int count, bool hasFactorsByStep = false)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVectors : struct, IVectors<TVector, T>
    {
        int stride = length + offset;
        T scale = adds ? T.CreateTruncating(0.37) : T.Zero;
        int row = hasFactorsByStep ? 1 : 2 * (count + 1);
        int step = hasFactorsByStep ? rows + 40 : 2;
        T[] factors = Numbers<T>(rows * row + count * step, 1, withSpecials: false); // factor[r][k] at r · row + k · step
        T[] values = Framed<T>(Numbers<T>(count * stride, length + 2, withSpecials: false), offset);
        if (length > 0) values[offset + 2 * stride + length / 2] = T.NaN; // it must stay in its own lane
        T[] before = Numbers<T>(rows * stride, length + 3, withSpecials: false);
        T[] output = Framed<T>(before, offset);

        TileLoop<T, TVector, TVectors>.Run(
            new TileShape(row, step, stride, stride, goesOn, adds), new ScaledEnd<T, TVector, TVectors>(scale), ref factors[0], rows, ref values[offset],
            length / TVectors.Width, count, ref output[offset]);

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
                double[] terms =
                [
                    goesOn ? old : 0.0,
                    .. Enumerable.Range(0, count).Select(
                        k => double.CreateTruncating(factors[r * row + k * step]) * double.CreateTruncating(values[offset + k * stride + j])),
                ];
                double expected = adds ? old + double.CreateTruncating(scale) * terms.Sum() : terms.Sum();
                Agree(actual, expected, digits: 4 + count, terms.Sum(Math.Abs) + Math.Abs(old), $"{rows} rows of {length}, row {r}, column {j}");
            }
        }
    }
}
