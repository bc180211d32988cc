using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Losses;

/// <summary>What is said of a class is not wholly believed: a target y of k classes counts as (1 − ε) · y + ε / k, so that no net input has to grow for
/// ever.</summary>
/// <remarks>Source: C. Szegedy and others, "Rethinking the Inception Architecture for Computer Vision" (2016).</remarks>
internal static class LabelSmoothing
{
    /// <summary>The target that counts.</summary>
    public static T Of<T>(T target, double smoothing, int classes)
        where T : IReal<T> =>
        smoothing == 0.0 ? target : T.OneMinus(smoothing) * target + T.Of(smoothing / classes);

    /// <summary>The name of a loss, with its smoothing where there is some.</summary>
    public static string Name(string loss, double smoothing) => smoothing == 0.0 ? loss : MessageText.WithParameters(loss, smoothing);

    /// <summary>Checks ε.</summary>
    public static double Check(double labelSmoothing) => labelSmoothing is >= 0.0 and < 1.0 ? labelSmoothing
        : throw new ArgumentOutOfRangeException(
            nameof(labelSmoothing), labelSmoothing, $"labelSmoothing is {MessageText.Exact(labelSmoothing)}; it must be 0 or above and below 1.");
}
