namespace NodeNet.Recipes;

/// <summary>Quantiles of sorted numbers, interpolated between neighbours.</summary>
internal static class Quantiles
{
    /// <summary>The number at the place (n − 1) · share of n sorted ones.</summary>
    /// <param name="sorted">At least one number, in rising order.</param>
    /// <param name="share">From 0 to 1.</param>
    public static double Of(double[] sorted, double share)
    {
        double place = (sorted.Length - 1) * share;
        int below = (int)Math.Floor(place);
        double part = place - below;
        return part == 0.0 ? sorted[below] : sorted[below] * (1.0 - part) + sorted[below + 1] * part;
    }

    public static double Median(double[] sorted) => Of(sorted, 0.5);
}
