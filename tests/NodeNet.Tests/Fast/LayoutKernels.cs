using System.Numerics;
using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.FastTraining;

namespace NodeNet.Tests.Fast;

/// <summary>From rows to columns: target[column][e] = rows[batch[e]][column].</summary>
internal sealed class GatherKernel() : Kernel("layout: gather")
{
    public override void Check<T, TVector, TVectors>()
    {
        foreach (int width in new[] { 1, 2, 3, 4, 5, 7, 8, 9, 17, Longest })
        {
            foreach ((int examples, bool areNeighbours) in new[] { (1, false), (3, true), (3, false), (16, true), (16, false), (33, true), (33, false) })
            {
                T[] rows = [.. Enumerable.Range(0, 40).SelectMany(row => Enumerable.Range(0, width).Select(column => T.CreateTruncating(Number(row, column))))];
                int[] batch = [.. Enumerable.Range(0, examples).Select(e => areNeighbours ? 2 + e : 39 - e)];
                int lanes = (examples + TVectors.Width - 1) / TVectors.Width * TVectors.Width;
                T[] target = Framed<T>(new T[width * lanes], 1);
                target.AsSpan(1, width * lanes).Fill(T.NaN);
                FastLayout<T>.Gather(ref rows[0], width, batch, ref target[1], lanes);
                FrameIsUntouched(target, 1, width * lanes);
                for (int column = 0; column < width; column++)
                {
                    for (int e = 0; e < lanes; e++)
                        Agree(target[1 + column * lanes + e], e < examples ? Number(batch[e], column) : 0.0, digits: 1, 40, $"column {column}, example {e}");
                }
            }
        }
    }

    private static double Number(int row, int column) => row + column / 1000.0;
}

/// <summary>From columns to rows.</summary>
internal sealed class ScatterKernel() : Kernel("layout: scatter")
{
    public override void Check<T, TVector, TVectors>()
    {
        foreach ((int columns, int examples) in
            from columns in new[] { 1, 2, 3, 4, 5, 9, 30 }
            from examples in Enumerable.Range(1, Longest)
            where examples < 20 || examples % 10 == 1
            select (columns, examples))
        {
            int lanes = (examples + TVectors.Width - 1) / TVectors.Width * TVectors.Width;
            T[] source = Numbers<T>(columns * lanes, seed: examples);
            T[] rows = Framed<T>(new T[columns * examples], 2);
            FastLayout<T>.Scatter(ref source[0], lanes, examples, columns, ref rows[2]);
            FrameIsUntouched(rows, 2, columns * examples);
            for (int e = 0; e < examples; e++)
            {
                for (int column = 0; column < columns; column++)
                    Agree(rows[2 + e * columns + column], double.CreateTruncating(source[column * lanes + e]), 0, 0, $"example {e}, column {column}");
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
            const int Lanes = 32;
            T[] outputs = [.. Numbers<T>(count * Lanes, seed: count, withSpecials: false).Select(number => T.Round(number))]; // with some that are equal
            T[] targets = [.. Numbers<T>(count * Lanes, seed: count + 1, withSpecials: false).Select(number => T.Round(number))];
            for (int e = 0; e < Lanes; e++)
            {
                bool expected = Classes.Of(Column(outputs, e)) == Classes.Of(Column(targets, e));
                FastLayout<T>.IsRight(ref outputs[0], ref targets[0], count, Lanes, e).Should().Be(expected, $"{count} outputs, example {e}");
                rights += expected ? 1 : 0;
            }
            foreach (int examples in new[] { 1, 15, Lanes })
            {
                int expected = Enumerable.Range(0, examples).Count(e => Classes.Of(Column(outputs, e)) == Classes.Of(Column(targets, e)));
                RightCount<T, TVector, TVectors>.Of(ref outputs[0], ref targets[0], count, Lanes, examples)
                    .Should()
                    .Be(expected, $"{count} outputs, {examples} examples");
            }

            double[] Column(T[] numbers, int e) => [.. Enumerable.Range(0, count).Select(i => double.CreateTruncating(numbers[i * Lanes + e]))];
        }
        rights.Should().BeInRange(10, 118, "both answers must occur");
    }
}
