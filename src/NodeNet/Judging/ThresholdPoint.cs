using NodeNet.Foundation;

namespace NodeNet.Judging;

/// <summary>What a threshold makes of rows with scores: positive is answered where a score is the threshold or above.</summary>
/// <param name="Threshold">The threshold; ∞ where nothing is answered as positive.</param>
/// <param name="TruePositives">Positive rows that are answered as positive.</param>
/// <param name="FalsePositives">Negative rows that are answered as positive.</param>
/// <param name="FalseNegatives">Positive rows that are answered as negative.</param>
/// <param name="TrueNegatives">Negative rows that are answered as negative.</param>
/// <remarks>Where a share would be 0 / 0 it is 0, as in <see cref="Metrics.ConfusionMatrix"/>.</remarks>
public readonly record struct ThresholdPoint(double Threshold, int TruePositives, int FalsePositives, int FalseNegatives, int TrueNegatives)
{
    /// <summary>How many rows there are.</summary>
    public int Count => TruePositives + FalsePositives + FalseNegatives + TrueNegatives;

    /// <summary>TP / (TP + FN): the share of the positive rows that is found; also called sensitivity, or true-positive rate.</summary>
    public double Recall => Share(TruePositives, (double)TruePositives + FalseNegatives);

    /// <summary>TP / (TP + FP): the share of what is answered as positive that is positive.</summary>
    public double Precision => Share(TruePositives, (double)TruePositives + FalsePositives);

    /// <summary>FP / (FP + TN): the share of the negative rows that is answered as positive.</summary>
    public double FalsePositiveRate => Share(FalsePositives, (double)FalsePositives + TrueNegatives);

    /// <summary>The share of rows that is answered right.</summary>
    public double Accuracy => Share((double)TruePositives + TrueNegatives, Count);

    /// <summary>The harmonic mean of precision and recall, 2 TP / (2 TP + FP + FN).</summary>
    public double F1 => Share(2.0 * TruePositives, 2.0 * TruePositives + FalsePositives + FalseNegatives);

    /// <summary>Matthews' correlation (TP · TN − FP · FN) / √((TP + FP) (TP + FN) (TN + FP) (TN + FN)): 1 all right, 0 no better than chance, −1 all wrong. It
    /// stays honest where classes are out of balance.</summary>
    public double MatthewsCorrelation
    {
        get
        {
            double positive = (double)TruePositives + FalsePositives;
            double negative = (double)TrueNegatives + FalseNegatives;
            double below = Math.Sqrt(positive) * Math.Sqrt(negative) * Math.Sqrt((double)TruePositives + FalseNegatives)
                * Math.Sqrt((double)TrueNegatives + FalsePositives);
            return Share((double)TruePositives * TrueNegatives - (double)FalsePositives * FalseNegatives, below);
        }
    }

    /// <summary>"from 0.35 on: recall 0.9, precision 0.75, false-positive rate 0.1".</summary>
    public override string ToString() =>
        $"from {MessageText.Short(Threshold)} on: recall {MessageText.Short(Recall)}, precision {MessageText.Short(Precision)}, false-positive rate "
            + MessageText.Short(FalsePositiveRate);

    private static double Share(double part, double whole) => whole == 0.0 ? 0.0 : part / whole;
}
