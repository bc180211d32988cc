using NodeNet.Foundation;

namespace NodeNet.Judging;

/// <summary>Whether one way of learning is better than another, from their scores on the same splits of a table: the corrected resampled t-test.</summary>
/// <remarks>The splits share most of their training rows, so their differences are not independent: the plain t-test takes chance for a finding far too often.
/// The variance of the mean difference is therefore (1 / n + test rows / training rows) · s², with s² the variance of the n differences.
/// Source: Nadeau and Bengio, "Inference for the Generalization Error", Machine Learning 52 (2003).</remarks>
/// <param name="MeanDifference">The mean of (score of the first − score of the second) over the splits.</param>
/// <param name="Low">The lower end of its interval.</param>
/// <param name="High">The upper end.</param>
/// <param name="Confidence">How sure the interval is, as 0.95.</param>
/// <param name="PValue">How often chance alone makes so large a difference, of either sign, where there is none.</param>
/// <param name="SplitCount">How many splits there are.</param>
public sealed record PairedComparison(double MeanDifference, double Low, double High, double Confidence, double PValue, int SplitCount)
{
    /// <summary>Compares scores on the same splits.</summary>
    /// <param name="first">A finite score for each split; the higher, the better.</param>
    /// <param name="second">The other's scores, on the same splits in the same order.</param>
    /// <param name="testFraction">The share of the rows that a split tests on, above 0 and below 1: 0.2 for five folds.</param>
    /// <param name="confidence">How sure the interval is to be, above 0 and below 1. Default: 0.95.</param>
    /// <exception cref="ArgumentException">There are not as many of both, or fewer than two, or one is not finite.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="testFraction"/> or <paramref name="confidence"/> is out of its range.</exception>
    public static PairedComparison Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second, double testFraction, double confidence = 0.95)
    {
        if (first.Length != second.Length)
        {
            throw new ArgumentException(
                $"There are {MessageText.Count(first.Length, "score")} and {second.Length}; there must be as many, of the same splits.", nameof(second));
        }
        if (first.Length < 2) throw new ArgumentException("A comparison needs the scores of two splits or more.", nameof(first));
        CheckShare(testFraction, nameof(testFraction));
        CheckShare(confidence, nameof(confidence));
        var differences = new double[first.Length];
        for (int i = 0; i < first.Length; i++)
        {
            differences[i] = first[i] - second[i];
            if (!double.IsFinite(differences[i]))
                throw new ArgumentException($"Split {i} (from 0): the scores {first[i]} and {second[i]} have no finite difference.", nameof(first));
        }
        (double mean, double deviation) = Statistics.MeanAndDeviation(differences);
        int count = differences.Length;
        double variance = deviation * deviation * count / (count - 1.0);
        double error = Math.Sqrt((1.0 / count + testFraction / (1.0 - testFraction)) * variance);
        double wide = Distributions.StudentTQuantile(0.5 + 0.5 * confidence, count - 1) * error;
        double p = error > 0.0 ? 2.0 * Distributions.StudentT(-Math.Abs(mean / error), count - 1) : mean == 0.0 ? 1.0 : 0.0;
        return new PairedComparison(mean, mean - wide, mean + wide, confidence, p, count);
    }

    /// <summary>"the first is better by 0.021 (95%: 0.004 to 0.038; p 0.02, 10 splits)", or "no difference is shown: 0.003 (95%: …)".</summary>
    public override string ToString()
    {
        bool isShown = Low > 0.0 || High < 0.0;
        // How much the better one is better: of the second, the signs turn round, and the ends of the interval with them.
        bool isSecond = isShown && MeanDifference < 0.0;
        (double mean, double low, double high) = isSecond ? (-MeanDifference, -High, -Low) : (MeanDifference, Low, High);
        string text = (isShown ? $"the {(isSecond ? "second" : "first")} is better by " : "no difference is shown: ") + MessageText.Short(mean);
        return $"{text} ({MessageText.Short(100.0 * Confidence)}%: {MessageText.Short(low)} to {MessageText.Short(high)}; p {MessageText.Short(PValue)}, "
            + $"{MessageText.Count(SplitCount, "split")})";
    }

    private static void CheckShare(double value, string name)
    {
        if (!(value > 0.0 && value < 1.0))
            throw new ArgumentOutOfRangeException(name, value, $"{name} is {MessageText.Exact(value)}; it must be above 0 and below 1.");
    }
}
