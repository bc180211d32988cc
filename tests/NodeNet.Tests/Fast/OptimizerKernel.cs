using System.Numerics;
using NodeNet.Activations;
using NodeNet.FastTraining;
using NodeNet.Foundation;
using NodeNet.Optimizers;
using NodeNet.Training;
using NodeNet.Vectors;

namespace NodeNet.Tests.Fast;

/// <summary>An optimizer's change of every parameter, and what it remembers, over three steps.</summary>
internal sealed class OptimizerKernel(IOptimizer optimizer) : Kernel($"optimizer: {optimizer.Name}")
{
    private const double Rate = 0.01;

    public override void Check<T, TVector, TVectors>()
    {
        for (int nodes = 1; nodes <= Longest; nodes += 3)
            Check<T, TVector, TVectors>(nodes);
    }

    private void Check<T, TVector, TVectors>(int nodes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVectors : struct, IVectors<TVector, T>
    {
        Network network = new NetworkBuilder(inputs: 1).AddLayer(nodes, new Identity(), biases: new NodeNet.Initializers.Normal()).Build(seed: nodes);
        if (nodes % 2 == 0) network.Node("y2").IsBiasFrozen = true;
        if (network.RowAlignment < TVectors.Width) return; // the engine never takes vectors wider than the rows are padded for
        int length = optimizer.MemoryLength;
        var memory = new OptimizerMemory(network, length);
        var parameters = new AlignedArray<T>([.. network.Parameters.Select(T.CreateTruncating)]);
        var update = new FastUpdate<T, TVector, TVectors>(network, new TrainerOptions { Optimizer = optimizer }.ForSteps(), memory, parameters);
        double[] expected = [.. parameters.Span.ToArray().Select(double.CreateTruncating)];
        var remembered = new double[expected.Length][];
        for (int p = 0; p < expected.Length; p++)
            remembered[p] = new double[length];

        for (int step = 1; step <= 3; step++)
        {
            T[] downhill = Numbers<T>(parameters.Length, seed: 7 * step + nodes, withSpecials: false);
            update.MakeDownhill();
            downhill.CopyTo(update.Downhill.Span);
            foreach (ParameterRow row in network.ParameterRows)
                update.Downhill[row.Start] = downhill[row.Start] = T.Zero; // one without a gradient
            foreach (ParameterRow row in network.ParameterRows)
                update.Downhill.Span[row.End..(row.Start + network.OutputLayer.Stride)].Clear(); // padding has none either
            update.Apply(Rate, isBounded: false);
            update.WriteBack();
            foreach (ParameterRow row in network.ParameterRows)
            {
                for (int p = row.Start; p < row.End; p++)
                {
                    double before = expected[p];
                    if (network.IsTrainable(p))
                    {
                        expected[p] += optimizer.Change(double.CreateTruncating(downhill[p]), before, remembered[p], new StepContext(step, Rate, row.IsBias));
                    }
                    Agree(parameters[p], expected[p], digits: 20, Math.Abs(before) + 0.1, $"{nodes} nodes, step {step}, parameter {p}");
                    for (int i = 0; i < length; i++)
                    {
                        // 1 − β has lost digits in single precision: β2 = 0.999 leaves four.
                        double digits = typeof(T) == typeof(double) ? 20 : 400;
                        Agree(
                            T.CreateTruncating(memory.Planes[i][p]),
                            remembered[p][i],
                            digits,
                            Math.Max(Math.Abs(remembered[p][i]), i == 0 ? 1 : 0),
                            $"{nodes} nodes, step {step}, memory {i} of {p}");
                    }
                }
            }
        }
    }
}
