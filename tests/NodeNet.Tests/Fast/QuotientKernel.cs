using NodeNet.Foundation;

namespace NodeNet.Tests.Fast;

/// <summary>a / b, of numbers of all sizes, 0, infinities and NaN among them: every special number above and below every other.</summary>
internal sealed class QuotientKernel() : Kernel("quotient")
{
    public override void Check<T, TVector, TVectors>()
    {
        var random = new RandomGenerator(9);
        double most = typeof(T) == typeof(double) ? 300 : 36; // powers of ten
        double[] specials = [0.0, -0.0, 1.0, -1.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-40, 1e-310, 3e38, 1e308, 1e-8];
        (T A, T B)[] pairs =
        [
            .. Enumerable.Range(0, 2000).Select(_ => (Any(), Any())),
            .. specials.SelectMany(a => specials.Select(b => (T.CreateTruncating(a), T.CreateTruncating(b)))),
            .. Enumerable.Range(0, 64).Select(_ => (Any(), Any())), // the last vector may be filled up
        ];
        int count = pairs.Length / 16 * 16;
        T[] a = [.. pairs.Select(pair => pair.A)];
        T[] b = [.. pairs.Select(pair => pair.B)];
        var results = new T[count];
        for (int i = 0; i < count; i += TVectors.Width)
            TVectors.Store(TVectors.Quotient(TVectors.Load(ref a[0], i), TVectors.Load(ref b[0], i)), ref results[0], i);

        for (int i = 0; i < count; i++)
        {
            T expected = a[i] / b[i];
            bool isSame = results[i].Equals(expected); // NaN too
            bool isNear = T.IsFinite(expected) && T.Abs(results[i] - expected) <= T.Abs(expected) * Digit<T>() + T.Epsilon;
            if (!isSame && !isNear) Assert.Fail($"{a[i]} / {b[i]} is {expected}; found {results[i]} at {TVectors.Width} lanes");
        }

        T Any() => T.CreateTruncating(Math.Pow(10, random.NextUniform(-most / 2, most / 2)) * (random.NextDouble() < 0.5 ? -1 : 1));
    }

    /// <summary>Two of the last binary digits.</summary>
    private static T Digit<T>()
        where T : unmanaged, System.Numerics.IBinaryFloatingPointIeee754<T> => T.CreateTruncating(typeof(T) == typeof(double) ? 4.5e-16 : 2.4e-7);
}
