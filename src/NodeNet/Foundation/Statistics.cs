namespace NodeNet.Foundation;

/// <summary>Means and deviations of finite numbers of any size, computed without overflow or underflow: the numbers are brought to a middle size by a power of
/// two, which rounds nothing that counts, and sums keep what rounding takes from them.</summary>
internal static class Statistics
{
    // Of 2^31 numbers between 2^−400 and 2^400 neither squares nor their sum leave the range of doubles; 2^±600 brings all others in between.
    private static readonly double _large = Math.ScaleB(1.0, 400);
    private static readonly double _small = Math.ScaleB(1.0, -400);
    private static readonly double _down = Math.ScaleB(1.0, -600);
    private static readonly double _up = Math.ScaleB(1.0, 600);

    /// <summary>The smallest and the largest of the numbers.</summary>
    public static (double Smallest, double Largest) Range(ReadOnlySpan<double> values)
    {
        double smallest = values[0];
        double largest = values[0];
        foreach (double value in values)
        {
            if (value < smallest) smallest = value;
            if (value > largest) largest = value;
        }
        return (smallest, largest);
    }

    /// <summary>Σ x / n. Of equal numbers exactly that number.</summary>
    public static double Mean(ReadOnlySpan<double> values) => Mean(values, Range(values));

    /// <summary>The mean, and the standard deviation √(Σ (x − mean)² / n). Of equal numbers the deviation is exactly 0.</summary>
    public static (double Mean, double Deviation) MeanAndDeviation(ReadOnlySpan<double> values)
    {
        (double Smallest, double Largest) range = Range(values);
        double mean = Mean(values, range);
        if (range.Smallest == range.Largest) return (mean, 0.0);
        double scale = ScaleFor(Math.Max(Math.Abs(range.Smallest), Math.Abs(range.Largest)));
        var sum = new Sum();
        var squares = new Sum();
        foreach (double value in values)
        {
            double difference = value * scale - mean * scale;
            sum.Add(difference);
            squares.Add(difference * difference);
        }
        // The mean was rounded to a double; what the differences sum up to beyond 0 is taken back.
        double variance = (squares.Value - sum.Value * sum.Value / values.Length) / values.Length;
        return (mean, Math.Sqrt(variance) / scale);
    }

    /// <summary>√(Σ x² / n). Numbers that are not finite count as they are.</summary>
    public static double RootMeanSquare(ReadOnlySpan<double> values)
    {
        double scale = ScaleFor(LargestMagnitude(values));
        var squares = new Sum();
        foreach (double value in values)
            squares.Add(value * scale * (value * scale));
        return Math.Sqrt(squares.Value / values.Length) / scale;
    }

    /// <summary>Σ |x| / n. Numbers that are not finite count as they are.</summary>
    public static double MeanMagnitude(ReadOnlySpan<double> values)
    {
        double scale = ScaleFor(LargestMagnitude(values));
        var sum = new Sum();
        foreach (double value in values)
            sum.Add(Math.Abs(value * scale));
        return sum.Value / values.Length / scale;
    }

    private static double Mean(ReadOnlySpan<double> values, (double Smallest, double Largest) range)
    {
        if (range.Smallest == range.Largest) return range.Smallest; // whose rounded sum may not be n times the number
        double scale = ScaleFor(Math.Max(Math.Abs(range.Smallest), Math.Abs(range.Largest)));
        var sum = new Sum();
        foreach (double value in values)
            sum.Add(value * scale);
        return Math.Clamp(sum.Value / values.Length / scale, range.Smallest, range.Largest);
    }

    private static double LargestMagnitude(ReadOnlySpan<double> values)
    {
        double largest = 0.0;
        foreach (double value in values)
            largest = Math.Max(largest, Math.Abs(value));
        return largest;
    }

    private static double ScaleFor(double largest) => largest > _large ? _down : largest < _small ? _up : 1.0;

    /// <summary>A sum that keeps what each addition rounds off, which is exactly the sum of two differences. (Knuth)</summary>
    private struct Sum
    {
        private double _sum;
        private double _rest;

        public readonly double Value => double.IsFinite(_rest) ? _sum + _rest : _sum;

        public void Add(double value)
        {
            double sum = _sum + value;
            double added = sum - _sum;
            _rest += _sum - (sum - added) + (value - added);
            _sum = sum;
        }
    }
}
