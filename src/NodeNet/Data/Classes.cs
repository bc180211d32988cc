namespace NodeNet.Data;

/// <summary>How a row of outputs or targets names a class.</summary>
internal static class Classes
{
    /// <summary>The position of the largest value; of a single value, 1 from 0.5 on and otherwise 0.</summary>
    public static int Of(ReadOnlySpan<double> values)
    {
        if (values.Length == 1) return values[0] >= 0.5 ? 1 : 0;
        int top = 0;
        for (int i = 1; i < values.Length; i++)
        {
            if (values[i] > values[top]) top = i;
        }
        return top;
    }

    /// <summary>How many classes rows of this width can name.</summary>
    public static int CountFor(int width) => Math.Max(width, 2);

    /// <summary>Whether every row names a class exactly: one-hot, or a single 0 or 1.</summary>
    public static bool AreIn(Rows targets)
    {
        for (int row = 0; row < targets.Count; row++)
        {
            ReadOnlySpan<double> values = targets[row];
            int ones = values.Count(1.0);
            int zeros = values.Count(0.0);
            if (ones + zeros != values.Length || (values.Length > 1 && ones != 1)) return false;
        }
        return true;
    }
}
