using NodeNet.Foundation;
using NodeNet.Vectors;

namespace NodeNet.Tests.Fast;

/// <summary>e^x over vectors: against the base library, and the same bits as for a single number.</summary>
internal sealed class ExponentialKernel() : Kernel("exponential")
{
    public override void Check<T, TVector, TVectors>()
    {
        // Hundreds of numbers over all of the range, and where a power of two changes: at odd multiples of ½ ln 2.
        var random = new RandomGenerator(7);
        double range = typeof(T) == typeof(double) ? 708.0 : 87.0;
        T[] x =
        [
            .. Numbers<T>(128, seed: 0),
            .. Enumerable.Range(0, 1024).Select(i => T.CreateTruncating(random.NextUniform(-range, range))),
            .. Enumerable.Range(-64, 128).Select(i => T.CreateTruncating((i + 0.5) * Math.Log(2))),
        ];
        var results = new T[x.Length];
        for (int i = 0; i < x.Length; i += TVectors.Width)
            TVectors.Store(Exponential<T, TVector, TVectors>.Of(TVectors.Load(ref x[0], i)), ref results[0], i);

        for (int i = 0; i < x.Length; i++)
        {
            double expected = Math.Exp(double.CreateTruncating(x[i]));
            if (typeof(T) == typeof(float)) expected = Math.Abs(double.CreateTruncating(x[i])) > 88.3 && expected > 1.0 ? double.PositiveInfinity : expected;
            Agree(results[i], expected, digits: 1, expected, $"x = {x[i]}");
            T single = Exponential<T, T, ScalarVectors<T>>.Of(x[i]);
            if (!single.Equals(results[i])) Assert.Fail($"{TVectors.Width} lanes give {results[i]} where one number gives {single}, x = {x[i]}");
        }
    }
}
