namespace NodeNet.Tests.Fast;

/// <summary>A size with the sign of a number; 0 where the number is 0 or NaN.</summary>
internal sealed class SignedKernel() : Kernel("signed")
{
    public override void Check<T, TVector, TVectors>()
    {
        double[] numbers =
        [
            0.0, -0.0, 1.0, -1.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e-300, -1e-300, 1e-44, -1e-44, 3.5, -3.5, 2e38, -7.0, 9.0,
        ];
        T[] a = [.. numbers.Select(T.CreateTruncating)];
        var results = new T[a.Length];
        for (int i = 0; i < a.Length; i += TVectors.Width)
            TVectors.Store(TVectors.Signed(TVectors.Broadcast(T.CreateTruncating(0.25)), TVectors.Load(ref a[0], i)), ref results[0], i);

        for (int i = 0; i < a.Length; i++)
        {
            double expected = a[i] > T.Zero ? 0.25 : a[i] < T.Zero ? -0.25 : 0.0;
            double.CreateTruncating(results[i]).Should().Be(expected, $"that is the sign of {a[i]}, at {TVectors.Width} lanes");
        }
    }
}
