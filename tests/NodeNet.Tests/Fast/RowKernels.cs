using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Fast;
using NodeNet.FastTraining;
using NodeNet.Vectors;

namespace NodeNet.Tests.Fast;

/// <summary>Loops over the rows of weights that leave some sources. A network has no layer without nodes, so there is always a vector.</summary>
internal abstract class RowKernel(string name) : Kernel($"row: {name}")
{
    protected const int Sources = 6;

    public sealed override void Check<T, TVector, TVectors>()
    {
        foreach (int length in Lengths<T, TVector, TVectors>(from: 1))
        {
            foreach (int start in new[] { 0, 1, 3 })
            {
                foreach (bool isListed in new[] { false, true })
                {
                    var rows = new Rows<T>
                    {
                        Start = start,
                        Length = length,
                        Stride = length + start,
                        Activations = Numbers<T>(Sources, length, withSpecials: false),
                        Weights = Numbers<T>(Sources * (length + start), length + 1, withSpecials: false),
                        Targets = Numbers<T>(length, length + 2, withSpecials: false),
                        Listed = isListed ? [1, 4, 5] : null,
                    };
                    // What is no number stays in its own lane.
                    rows.Weights[4 * rows.Stride + length / 2] = T.CreateTruncating(length % 2 == 0 ? double.NaN : double.PositiveInfinity);
                    Check<T, TVector, TVectors>(rows);
                }
            }
        }
    }

    protected abstract void Check<T, TVector, TVectors>(Rows<T> rows)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVectors : struct, IVectors<TVector, T>;

    protected static double Double<T>(T number)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => double.CreateTruncating(number);

    internal sealed class Rows<T>
    {
        public required int Start { get; init; }

        public required int Length { get; init; }

        public required int Stride { get; init; }

        public required T[] Activations { get; init; }

        public required T[] Weights { get; init; }

        /// <summary>A number for each target: where its sum begins, or its δ.</summary>
        public required T[] Targets { get; init; }

        public required int[]? Listed { get; init; }

        public int[] Counted => Listed ?? [.. Enumerable.Range(0, Sources)];

        public ref int List => ref Listed is null ? ref Unsafe.NullRef<int>() : ref Listed[0];

        public T Weight(int source, int target) => Weights[source * Stride + target];
    }
}

/// <summary>sum[j] += Σ activation[i] · weight[i][j].</summary>
internal sealed class AddWeightedKernel() : RowKernel("add weighted")
{
    protected override void Check<T, TVector, TVectors>(Rows<T> rows)
    {
        T[] sums = Framed<T>(rows.Targets, rows.Start);
        RowLoop<T, TVector, TVectors>.AddWeighted(
            ref rows.Activations[0], rows.Counted.Length, ref rows.List, ref rows.Weights[0], rows.Stride, ref sums[rows.Start], rows.Length / TVectors.Width);
        FrameIsUntouched(sums, rows.Start, rows.Length);
        for (int j = 0; j < rows.Length; j++)
        {
            double[] terms = [Double(rows.Targets[j]), .. rows.Counted.Select(i => Double(rows.Activations[i]) * Double(rows.Weight(i, j)))];
            Agree(sums[rows.Start + j], terms.Sum(), digits: 8, terms.Sum(Math.Abs), $"length {rows.Length}, target {j}");
        }
    }
}

/// <summary>Σ δ[j] · weight[i][j].</summary>
internal sealed class PushKernel() : RowKernel("push")
{
    protected override void Check<T, TVector, TVectors>(Rows<T> rows)
    {
        foreach (int i in rows.Counted)
        {
            T push = RowUpdate<T, TVector, TVectors>.Push(ref rows.Targets[0], ref rows.Weights[i * rows.Stride], rows.Length / TVectors.Width);
            double[] terms = [.. Enumerable.Range(0, rows.Length).Select(j => Double(rows.Targets[j]) * Double(rows.Weight(i, j)))];
            Agree(push, terms.Sum(), digits: 20, terms.Sum(Math.Abs), $"length {rows.Length}");
        }
    }
}

/// <summary>Σ δ[j] · weight[i][j], and weight[i][j] += factor · δ[j].</summary>
internal sealed class PushAndUpdateKernel() : RowKernel("push and update")
{
    protected override void Check<T, TVector, TVectors>(Rows<T> rows)
    {
        foreach (int i in rows.Counted)
        {
            var factor = T.CreateTruncating(0.37);
            T[] row = Framed<T>(rows.Weights.AsSpan(i * rows.Stride, rows.Length), rows.Start);
            T push = RowUpdate<T, TVector, TVectors>.PushAndUpdate(ref rows.Targets[0], ref row[rows.Start], factor, rows.Length / TVectors.Width);
            FrameIsUntouched(row, rows.Start, rows.Length);
            double[] terms = [.. Enumerable.Range(0, rows.Length).Select(j => Double(rows.Targets[j]) * Double(rows.Weight(i, j)))];
            Agree(push, terms.Sum(), digits: 20, terms.Sum(Math.Abs), $"length {rows.Length}");
            for (int j = 0; j < rows.Length; j++)
            {
                double change = Double(factor) * Double(rows.Targets[j]);
                Agree(
                    row[rows.Start + j],
                    Double(rows.Weight(i, j)) + change,
                    digits: 4,
                    Math.Abs(Double(rows.Weight(i, j))) + Math.Abs(change),
                    $"length {rows.Length}, target {j}");
            }
        }
    }
}

/// <summary>row[i][j] += scale · activation[i] · δ[j].</summary>
internal sealed class UpdateKernel() : RowKernel("update")
{
    protected override void Check<T, TVector, TVectors>(Rows<T> rows)
    {
        var scale = T.CreateTruncating(0.37);
        T[] weights = [.. rows.Weights, .. new T[rows.Start]];
        RowUpdate<T, TVector, TVectors>.Update(
            ref rows.Activations[0], rows.Counted.Length, ref rows.List, ref weights[0], rows.Stride, ref rows.Targets[0], rows.Length / TVectors.Width, scale);
        for (int i = 0; i < Sources; i++)
        {
            for (int j = 0; j < rows.Stride; j++)
            {
                double weight = Double(rows.Weight(i, j));
                double change = j < rows.Length && rows.Counted.Contains(i) ? Double(scale) * Double(rows.Activations[i]) * Double(rows.Targets[j]) : 0.0;
                Agree(
                    weights[i * rows.Stride + j],
                    weight + change,
                    digits: 4,
                    change == 0.0 ? 0.0 : Math.Abs(weight) + Math.Abs(change),
                    $"length {rows.Length}, {i} to {j}");
            }
        }
    }
}

/// <summary>row[i][j] += scale · before[i] · δ[j], and sum[j] += Σ now[i] · row[i][j] with the new weights.</summary>
internal sealed class UpdateAndAddKernel() : RowKernel("update and add")
{
    protected override void Check<T, TVector, TVectors>(Rows<T> rows)
    {
        if (rows.Listed is not null) return; // it takes all sources
        var scale = T.CreateTruncating(0.37);
        T[] now = Numbers<T>(Sources, 1000 + rows.Length, withSpecials: false);
        T[] start = Numbers<T>(rows.Length, 2000 + rows.Length, withSpecials: false);
        T[] weights = [.. rows.Weights, .. new T[rows.Start]];
        T[] sums = Framed<T>(start, rows.Start);
        RowUpdate<T, TVector, TVectors>.UpdateAndAdd(
            ref rows.Activations[0], ref now[0], Sources, ref weights[0], rows.Stride, ref rows.Targets[0], ref sums[rows.Start], rows.Length / TVectors.Width,
            scale);
        FrameIsUntouched(sums, rows.Start, rows.Length);
        for (int j = 0; j < rows.Length; j++)
        {
            double[] changes = [.. rows.Activations.Select(before => Double(scale) * Double(before) * Double(rows.Targets[j]))];
            double[] terms = [Double(start[j]), .. changes.Select((change, i) => Double(now[i]) * (Double(rows.Weight(i, j)) + change))];
            double scaleOfTerms = terms
                .Sum(Math.Abs) + changes
                .Select((change, i) => Math.Abs(Double(now[i])) * (Math.Abs(change) + Math.Abs(Double(rows.Weight(i, j)))))
                .Sum();
            Agree(sums[rows.Start + j], terms.Sum(), digits: 8, scaleOfTerms, $"length {rows.Length}, target {j}");
            for (int i = 0; i < Sources; i++)
            {
                Agree(
                    weights[i * rows.Stride + j],
                    Double(rows.Weight(i, j)) + changes[i],
                    digits: 4,
                    Math.Abs(Double(rows.Weight(i, j))) + Math.Abs(changes[i]),
                    $"length {rows.Length}, {i} to {j}");
            }
        }
        for (int i = 0; i < Sources; i++)
        {
            for (int j = rows.Length; j < rows.Stride; j++)
                Agree(weights[i * rows.Stride + j], Double(rows.Weight(i, j)), 0, 0, "between the rows");
        }
    }
}

/// <summary>The places of what is not 0, NaN included; or no list, where it would not pay.</summary>
internal sealed class ListActiveKernel() : Kernel("row: list active")
{
    public override void Check<T, TVector, TVectors>()
    {
        for (int length = 0; length <= Longest; length++)
        {
            T[] numbers = Numbers<T>(length, seed: length);
            T[] framed = Framed<T>(numbers, 1);
            var list = new int[length + 1];
            int count = RowLoop<T, TVector, TVectors>.ListActive(ref framed[1], length, ref list[0]);
            int[] expected = [.. Enumerable.Range(0, length).Where(i => numbers[i] != T.Zero)];
            if (count >= 0)
            {
                Assert.Equal(expected, list[..count]);
            }
            else
            {
                Assert.True(
                (length - expected.Length) * 8 < length || length < 32, $"{length - expected.Length} of {length} are silent, and yet there is no list");
            }
        }
    }
}
