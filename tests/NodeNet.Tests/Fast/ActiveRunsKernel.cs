using System.Numerics;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.Vectors;

namespace NodeNet.Tests.Fast;

/// <summary>The inputs that are not silent in all examples of a batch, as runs.</summary>
internal sealed class ActiveRunsKernel() : Kernel("row: active runs")
{
    public override void Check<T, TVector, TVectors>()
    {
        // 60 inputs, active in column 0, in 16 to 47 and beyond 48: the eight from 8 on are silent, and so are those from 24 to 39 but for one example.
        Runs<T, TVector, TVectors>(60, 3, (row, column) => column == 0 || column is >= 16 and < 24 or >= 40)
            .Should()
            .Equal(new ActiveRun(0, 8), new ActiveRun(16, 24), new ActiveRun(40, 60));
        Runs<T, TVector, TVectors>(60, 3, (row, column) => column == 0 || column is >= 16 and < 24 or >= 40 || (row == 2 && column == 33))
            .Should()
            .Equal(new ActiveRun(0, 8), new ActiveRun(16, 24), new ActiveRun(32, 60));
        Runs<T, TVector, TVectors>(64, 2, (_, _) => false).Should().BeEmpty();
        Runs<T, TVector, TVectors>(35, 2, (_, _) => false).Should().Equal(new ActiveRun(32, 35)); // the rest is not looked at
        Runs<T, TVector, TVectors>(33, 1, (_, _) => true).Should().Equal(new ActiveRun(0, 33));

        for (int width = 1; width <= Longest; width++)
        {
            var random = new RandomGenerator(width);
            bool[] isActive = [.. Enumerable.Range(0, width).Select(_ => random.NextInt32(12) == 0)];
            ActiveRun[] runs = Runs<T, TVector, TVectors>(width, 4, (row, column) => isActive[column] && row == column % 4);
            for (int column = 0; column < width; column++)
            {
                if (isActive[column]) runs.Count(run => run.From <= column && column < run.To).Should().Be(1, $"column {column} of {width} counts");
            }
            runs.Should().BeInAscendingOrder(run => run.From).And.OnlyContain(run => run.From < run.To && run.To <= width);
        }
    }

    private static ActiveRun[] Runs<T, TVector, TVectors>(int width, int examples, Func<int, int, bool> isActive)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVectors : struct, IVectors<TVector, T>
    {
        T[] rows = [.. Enumerable.Range(0, examples).SelectMany(row => Enumerable.Range(0, width).Select(column => isActive(row, column) ? T.One : T.Zero))];
        var runs = new ActiveRun[ActiveRuns<T, TVector, TVectors>.Most(width)];
        return runs[..ActiveRuns<T, TVector, TVectors>.Find(ref rows[0], width, examples, runs)];
    }
}
