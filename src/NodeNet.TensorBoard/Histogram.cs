namespace NodeNet.TensorBoard;

/// <summary>How often numbers lie in ranges of equal width between the smallest and the largest.</summary>
internal static class Histogram
{
    private const int Buckets = 30;

    /// <summary>As TensorFlow's HistogramProto.</summary>
    /// <param name="values">Finite numbers, at least one.</param>
    public static ProtoMessage Of(ReadOnlySpan<double> values)
    {
        double smallest = double.PositiveInfinity, largest = double.NegativeInfinity, sum = 0.0, squares = 0.0;
        foreach (double value in values)
        {
            smallest = Math.Min(smallest, value);
            largest = Math.Max(largest, value);
            sum += value;
            squares += value * value;
        }
        int buckets = smallest < largest ? Buckets : 1;
        var limits = new double[buckets];
        var counts = new double[buckets];
        for (int b = 0; b < buckets; b++)
            limits[b] = b == buckets - 1 ? largest : Limit(smallest, largest, (b + 1.0) / buckets);
        foreach (double value in values)
        {
            int place = Array.BinarySearch(limits, value); // a limit belongs to the range below it
            counts[place < 0 ? ~place : place]++;
        }
        return new ProtoMessage()
            .Number(1, smallest).Number(2, largest).Number(3, (double)values.Length).Number(4, sum).Number(5, squares)
            .Numbers(6, limits).Numbers(7, counts);
    }

    /// <summary>So written, the width of the largest numbers that there are is no infinity.</summary>
    private static double Limit(double smallest, double largest, double share) => smallest * (1.0 - share) + largest * share;
}
