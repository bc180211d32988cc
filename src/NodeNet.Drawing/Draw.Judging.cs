using NodeNet.Drawing.Charts;
using NodeNet.Judging;

namespace NodeNet.Drawing;

/// <content>Charts: what scores are worth.</content>
public static partial class Draw
{
    /// <summary>The ROC curve: recall over false-positive rate, from the highest threshold to the lowest.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="threshold">A threshold to mark, or null.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="threshold"/> is NaN.</exception>
    public static Picture Roc(BinaryCurve curve, double? threshold = null, PictureOptions? options = null) =>
        JudgingCharts.Roc(curve, threshold, options ?? new PictureOptions());

    /// <summary>Precision over recall, in steps as the average precision counts them.</summary>
    /// <param name="curve">The curve.</param>
    /// <param name="threshold">A threshold to mark, or null.</param>
    /// <param name="options">How; null for the defaults.</param>
    /// <exception cref="ArgumentException"><paramref name="threshold"/> is NaN.</exception>
    public static Picture PrecisionRecall(BinaryCurve curve, double? threshold = null, PictureOptions? options = null) =>
        JudgingCharts.PrecisionRecall(curve, threshold, options ?? new PictureOptions());
}
