namespace NodeNet.Recipes;

/// <summary>Quantiles of sorted numbers, interpolated between neighbours.</summary>
internal static class Quantiles
{
    private const int FewestForDigits = 4096;
    private const ulong Sign = 1ul << 63;

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

    /// <summary>Finite numbers in rising order, in an array of their own. Many are sorted digit by digit, in passes whose number does not grow.</summary>
    public static double[] Sorted(double[] numbers) => numbers.Length < FewestForDigits ? Sorted<double>(numbers) : SortedByDigits(numbers);

    private static double[] SortedByDigits(double[] numbers)
    {
        const int Bits = 11;
        const int Digits = 1 << Bits;
        const int Passes = 6; // of 64 bits
        var keys = new ulong[numbers.Length];
        var other = new ulong[numbers.Length];
        var counts = new int[Passes][];
        for (int pass = 0; pass < Passes; pass++) counts[pass] = new int[Digits];
        for (int i = 0; i < keys.Length; i++)
        {
            ulong key = KeyOf(numbers[i]);
            keys[i] = key;
            for (int pass = 0; pass < Passes; pass++) counts[pass][(int)(key >> pass * Bits) & (Digits - 1)]++;
        }
        for (int pass = 0; pass < Passes; pass++)
        {
            int[] places = counts[pass];
            if (places[(int)(keys[0] >> pass * Bits) & (Digits - 1)] == keys.Length) continue; // the same digit in all
            int next = 0;
            for (int digit = 0; digit < Digits; digit++) (places[digit], next) = (next, next + places[digit]);
            foreach (ulong key in keys) other[places[(int)(key >> pass * Bits) & (Digits - 1)]++] = key;
            (keys, other) = (other, keys);
        }
        return Array.ConvertAll(keys, NumberOf);
    }

    /// <summary>A whole number for each double, in the same order.</summary>
    private static ulong KeyOf(double number)
    {
        ulong bits = BitConverter.DoubleToUInt64Bits(number);
        return (bits & Sign) != 0 ? ~bits : bits | Sign;
    }

    private static double NumberOf(ulong key) => BitConverter.UInt64BitsToDouble((key & Sign) != 0 ? key & ~Sign : ~key);

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
