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

    /// <summary>The values in rising order, in an array of their own.</summary>
    public static T[] Sorted<T>(T[] values)
    {
        T[] sorted = [.. values];
        Array.Sort(sorted);
        return sorted;
    }

    /// <summary>How many of sorted values are different.</summary>
    public static int Different<T>(T[] sorted)
        where T : IEquatable<T>
    {
        int different = sorted.Length == 0 ? 0 : 1;
        for (int i = 1; i < sorted.Length; i++)
        {
            if (!sorted[i].Equals(sorted[i - 1])) different++;
        }
        return different;
    }
}
