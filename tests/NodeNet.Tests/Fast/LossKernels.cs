using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Activations;
using NodeNet.Fast;
using NodeNet.FastTraining;
using NodeNet.Formulas;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Vectors;

namespace NodeNet.Tests.Fast;

/// <summary>Φ over vectors.</summary>
internal sealed class NormalDistributionKernel() : Kernel("normal distribution")
{
    public override void Check<T, TVector, TVectors>()
    {
        var random = new RandomGenerator(11);
        T[] x = [.. Numbers<T>(128, seed: 0), .. Enumerable.Range(0, 1024).Select(i => T.CreateTruncating(random.NextUniform(-9, 9)))];
        for (int i = 0; i < x.Length; i += TVectors.Width)
        {
            var results = new T[TVectors.Width];
            Lanes<T, TVector, TVectors>.NormalDistribution(Lanes<T, TVector, TVectors>.Load(ref x[0], i)).Store(ref results[0], 0);
            for (int lane = 0; lane < results.Length; lane++)
            {
                double expected = Scalar.NormalDistribution(double.CreateTruncating(x[i + lane])).Value;
                // Φ falls by a factor of about e^x for a step of 1, so the last digit of a large x counts.
                double digits = 12 * (1 + Math.Abs(double.CreateTruncating(x[i + lane])));
                Agree(results[lane], expected, double.IsFinite(digits) ? digits : 1, Math.Abs(expected), $"x = {x[i + lane]}");
            }
        }
    }
}

/// <summary>The activations of a whole layer, and what it makes of pushes, for a batch.</summary>
internal sealed class LayerActivationKernel(ILayerActivation activation) : Kernel($"{activation.Name}: layer")
{
    public override void Check<T, TVector, TVectors>()
    {
        ArrayLayerActivation<T, TVector, TVectors> vectors = ArrayLayerActivation<T, TVector, TVectors>.Of(activation)!;
        foreach (int nodes in new[] { 1, 2, 3, 10 })
        {
            int lanes = 2 * TVectors.Width;
            T[] z = Numbers<T>(nodes * lanes, seed: nodes, withSpecials: false);
            T[] pushes = Numbers<T>(nodes * lanes, seed: 70 + nodes, withSpecials: false);
            z[0] = T.CreateTruncating(800.0); // saturated
            var a = new T[nodes * lanes];
            T[] deltas = [.. pushes];
            vectors.Activate(ref z[0], ref a[0], nodes, lanes);
            vectors.PushesToDeltas(ref z[0], ref a[0], ref deltas[0], nodes, lanes);

            for (int example = 0; example < lanes; example++)
            {
                double[] Of(T[] values) => [.. Enumerable.Range(0, nodes).Select(node => double.CreateTruncating(values[node * lanes + example]))];
                var expected = new double[nodes];
                var expectedDeltas = new double[nodes];
                activation.Activate(Of(z), expected);
                activation.Deltas(Of(z), expected, Of(pushes), expectedDeltas);
                for (int node = 0; node < nodes; node++)
                {
                    Agree(a[node * lanes + example], expected[node], 40, expected[node], $"{nodes} nodes, example {example}, activation of {node}");
                    Agree(deltas[node * lanes + example], expectedDeltas[node], 60, 4, $"{nodes} nodes, example {example}, delta of {node}");
                }
            }
        }
    }
}

/// <summary>The sum of a loss's terms, and the pushes, over outputs of which some do not count.</summary>
internal class LossKernel(ILoss loss, string what = "terms and pushes") : Kernel($"{loss.Name}: {what}")
{
    public override void Check<T, TVector, TVectors>()
    {
        for (int seed = 1; seed <= 20; seed++)
        {
            int length = 3 * TVectors.Width;
            T[] z = Numbers<T>(2 * length, seed, withSpecials: seed % 2 == 0);
            T[] outputs = [.. z.Select(number => T.CreateTruncating(new Sigmoid().Activate(double.CreateTruncating(number))))];
            T[] targets = [.. Numbers<T>(2 * length, 30 + seed, withSpecials: false).Select(number => T.Abs(number) > T.One ? T.Zero : T.Abs(number))];
            targets[1] = T.One;
            var mask = new T[length];
            for (int i = 0; i < length - 1; i++)
                mask[i] = T.One;
            var delta = new T[2 * length];
            T factor = T.CreateTruncating(0.25);

            T sum = Vectors<T, TVector, TVectors>().Run(ref targets[0], ref z[0], ref outputs[0], ref delta[0], 2, length, factor, ref mask[0]);
            T alone = Vectors<T, TVector, TVectors>().Run(ref targets[0], ref z[0], ref outputs[0], ref Unsafe.NullRef<T>(), 2, length, factor, ref mask[0]);
            double expectedSum = 0.0;
            for (int i = 0; i < 2 * length; i++)
            {
                bool counts = i % length < length - 1;
                (double term, double wanted) = Expected(
                    double.CreateTruncating(z[i]), double.CreateTruncating(outputs[i]), double.CreateTruncating(targets[i]));
                (term, wanted) = (Reachable<T>(term), Reachable<T>(wanted));
                if (counts) expectedSum += term;
                Agree(
                    delta[i],
                    counts ? 0.25 * wanted : 0.0,
                    40,
                    Math.Max(1.0, Math.Abs(wanted)),
                    $"seed {seed}, output {outputs[i]}, z {z[i]}, target {targets[i]}");
            }
            Agree(sum, expectedSum, 200, Math.Abs(expectedSum), $"seed {seed}, sum");
            if (!sum.Equals(alone)) Assert.Fail($"the sum is {alone} without deltas, {sum} with");
        }
    }

    /// <summary>What the precision holds of a number: beyond its largest, infinity.</summary>
    private static double Reachable<T>(double value)
        where T : IBinaryFloatingPointIeee754<T> => T.IsInfinity(T.CreateTruncating(value)) ? double.CopySign(double.PositiveInfinity, value) : value;

    protected virtual ArrayLoss<T, TVector, TVectors> Vectors<T, TVector, TVectors>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVectors : struct, IVectors<TVector, T> => ArrayLoss<T, TVector, TVectors>.Of(loss)!;

    protected virtual (double Term, double Wanted) Expected(double z, double output, double target) => (loss.Term(output, target), -loss.Slope(output, target));
}

/// <summary>As <see cref="LossKernel"/>, from net inputs.</summary>
internal sealed class FusedLossKernel(INodeFusedLoss loss) : LossKernel((ILoss)loss, "fused terms and deltas")
{
    protected override ArrayLoss<T, TVector, TVectors> Vectors<T, TVector, TVectors>() => ArrayLoss<T, TVector, TVectors>.OfFused(loss)!;

    protected override (double Term, double Wanted) Expected(double z, double output, double target) => (loss.Term(z, target), loss.Delta(z, target));
}

/// <summary>A loss together with a whole layer's activation function, for a batch.</summary>
internal sealed class LayerLossKernel(ILayerFusedLoss loss) : Kernel($"{((ILoss)loss).Name}: with the layer")
{
    public override void Check<T, TVector, TVectors>()
    {
        foreach (int nodes in new[] { 1, 2, 3, 10 })
        {
            int lanes = 2 * TVectors.Width;
            T[] z = Numbers<T>(nodes * lanes, seed: nodes, withSpecials: false);
            z[0] = T.CreateTruncating(80.0); // saturated
            var a = new T[nodes * lanes];
            ArrayLayerActivation<T, TVector, TVectors>.Of(new Softmax())!.Activate(ref z[0], ref a[0], nodes, lanes);
            var targets = new T[nodes * lanes];
            for (int example = 0; example < lanes; example++)
                targets[example % nodes * lanes + example] = T.One;
            if (nodes > 1) (targets[0], targets[lanes]) = (T.CreateTruncating(0.25), T.CreateTruncating(0.5)); // not one-hot, and not of sum 1
            var mask = new T[lanes];
            Array.Fill(mask, T.One);
            mask[^1] = T.Zero;
            var losses = new T[lanes];
            var deltas = new T[nodes * lanes];
            ArrayLayerLoss<T, TVector, TVectors>.Of(loss)!.Run(
                ref targets[0], ref z[0], ref a[0], ref deltas[0], nodes, lanes, T.One, ref mask[0], ref losses[0]);

            for (int example = 0; example < lanes; example++)
            {
                double[] Of(T[] values) => [.. Enumerable.Range(0, nodes).Select(node => double.CreateTruncating(values[node * lanes + example]))];
                bool counts = example < lanes - 1;
                var terms = new double[nodes];
                var expected = new double[nodes];
                loss.Terms(Of(z), Of(targets), terms);
                loss.Deltas(Of(a), Of(targets), expected);
                Agree(losses[example], counts ? terms.Sum() : 0.0, 60, Math.Max(terms.Sum(), 1.0), $"{nodes} nodes, example {example}");
                for (int node = 0; node < nodes; node++)
                {
                    Agree(
                        deltas[node * lanes + example],
                        counts ? expected[node] : 0.0,
                        20,
                        counts ? Math.Max(Math.Abs(expected[node]), 1e-3) : 0,
                        $"{nodes} nodes, example {example}, node {node}");
                }
            }
        }
    }
}
