using System.Numerics;
using NodeNet.Data;
using NodeNet.Fast;

namespace NodeNet.Tests.Fast;

/// <summary>From rows to columns: target[column][e] = rows[batch[e]][column].</summary>
internal sealed class GatherKernel() : Kernel("layout: gather")
{
    public override void Check<T, TVector, TVectors>()
    {
        foreach (int width in new[] { 1, 2, 7, 8, 9, 17, Longest })
        {
            foreach (int examples in new[] { 1, 3, 16, 33 })
            {
                double[][] rows = [.. Enumerable.Range(0, 40).Select(row => Enumerable.Range(0, width).Select(column => row + column / 1000.0).ToArray())];
                int[] batch = [.. Enumerable.Range(0, examples).Select(e => 39 - e)];
                int lanes = (examples + TVectors.Width - 1) / TVectors.Width * TVectors.Width;
                T[] target = Framed<T>(new T[width * lanes], 1);
                target.AsSpan(1, width * lanes).Fill(T.NaN);
                FastLayout<T>.Gather(NodeNet.Data.Rows.From(rows), batch, ref target[1], lanes);
                FrameIsUntouched(target, 1, width * lanes);
                for (int column = 0; column < width; column++)
                {
                    for (int e = 0; e < lanes; e++)
                        Agree(target[1 + column * lanes + e], e < examples ? rows[39 - e][column] : 0.0, digits: 1, 40, $"column {column}, example {e}");
                }
            }
        }
    }
}

/// <summary>From columns to rows.</summary>
internal sealed class ScatterKernel() : Kernel("layout: scatter")
{
    public override void Check<T, TVector, TVectors>()
    {
        for (int examples = 1; examples <= Longest; examples += 10)
        {
            const int Columns = 9;
            int lanes = (examples + TVectors.Width - 1) / TVectors.Width * TVectors.Width;
            T[] source = Numbers<T>(Columns * lanes, seed: examples);
            double[] rows = Framed<double>(new double[Columns * examples], 2);
            FastLayout<T>.Scatter(ref source[0], lanes, examples, Columns, rows.AsSpan(2, Columns * examples));
            FrameIsUntouched(rows, 2, Columns * examples);
            for (int e = 0; e < examples; e++)
            {
                for (int column = 0; column < Columns; column++)
                    Agree(rows[2 + e * Columns + column], double.CreateTruncating(source[column * lanes + e]), 0, 0, $"example {e}, column {column}");
            }
        }
    }
}

/// <summary>The class of the outputs is that of the targets.</summary>
internal sealed class IsRightKernel() : Kernel("layout: is right")
{
    public override void Check<T, TVector, TVectors>()
    {
        int rights = 0;
        foreach (int count in new[] { 1, 2, 3, 10 })
        {
            const int Lanes = 24;
            T[] outputs = [.. Numbers<T>(count * Lanes, seed: count, withSpecials: false).Select(number => T.Round(number))]; // with some that are equal
            T[] targets = [.. Numbers<T>(count * Lanes, seed: count + 1, withSpecials: false).Select(number => T.Round(number))];
            for (int e = 0; e < Lanes; e++)
            {
                bool expected = Classes.Of(Column(outputs, e)) == Classes.Of(Column(targets, e));
                FastLayout<T>.IsRight(ref outputs[0], ref targets[0], count, Lanes, e).Should().Be(expected, $"{count} outputs, example {e}");
                rights += expected ? 1 : 0;
            }

            double[] Column(T[] numbers, int e) => [.. Enumerable.Range(0, count).Select(i => double.CreateTruncating(numbers[i * Lanes + e]))];
        }
        rights.Should().BeInRange(10, 86, "both answers must occur");
    }
}
