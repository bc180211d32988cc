using System.Globalization;

namespace NodeNet.Tests.Oracle;

/// <summary>Compares numbers that two libraries computed from the same formulas, each adding in an order of its own.</summary>
internal static class Agreement
{
    // Doubles carry 16 digits. A sum whose terms cancel keeps the rounding of its terms, not of its result, so a relative bound alone would ask for digits that
    // neither
    // library has. The terms are about as large as the largest number of the same kind, so a few of its last bits are allowed for: no more than this share of
    // it.
    private const double Rounding = 1e-15;

    /// <summary>Every pair must agree to a relative tolerance, or to within rounding of the largest of the expected numbers.</summary>
    /// <param name="actual">What NodeNet computes.</param>
    /// <param name="expected">What the oracle says: as many numbers, at least one.</param>
    /// <param name="relative">The largest difference, as a share of the expected number.</param>
    /// <param name="what">What is compared, for the message.</param>
    public static void ShouldAgree(IEnumerable<double> actual, IEnumerable<double> expected, double relative, string what)
    {
        double[] ours = [.. actual];
        double[] theirs = [.. expected];
        theirs.Should().NotBeEmpty(what);
        ours.Should().HaveSameCount(theirs, what);

        double floor = Rounding * theirs.Max(Math.Abs);
        for (int i = 0; i < ours.Length; i++)
        {
            double difference = Math.Abs(ours[i] - theirs[i]);
            // Written so that NaN fails.
            bool agrees = difference <= relative * Math.Abs(theirs[i]) + floor;
            if (!agrees)
            {
                Assert.Fail(
                    string.Create(
                        CultureInfo.InvariantCulture, $"{what}, number {i}: {ours[i]:R} where the oracle has {theirs[i]:R}; they differ by {difference:G3}"));
            }
        }
    }
}
