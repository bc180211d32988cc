namespace NodeNet.Data;

/// <summary>How a row of outputs or targets names a class.</summary>
internal static class Classes
{
    /// <summary>What stands for a class where numbers name none, because one of them is NaN: of such numbers none is the largest.</summary>
    public const int None = -1;

    /// <summary>The position of the largest value, the first of equals; of a single value, 1 from the threshold on and otherwise 0. <see cref="None"/> if a
    /// value is NaN.</summary>
    public static int Of(ReadOnlySpan<double> values, double threshold = 0.5)
    {
        if (values.Length == 1) return double.IsNaN(values[0]) ? None : values[0] >= threshold ? 1 : 0;
        int top = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (double.IsNaN(values[i])) return None;
            if (values[i] > values[top]) top = i;
        }
        return top;
    }

    /// <summary>The score of a class: its output; with a single output that of the second class, and of the first what the second has not.</summary>
    public static double Score(ReadOnlySpan<double> outputs, int c) => outputs.Length > 1 ? outputs[c] : c == 1 ? outputs[0] : 1.0 - outputs[0];

    /// <summary>That outputs name no class.</summary>
    /// <param name="outputs">The outputs, one of which is NaN.</param>
    /// <param name="names">What they are called.</param>
    /// <param name="row">The row that they answer, from 0, where there are several.</param>
    public static ArithmeticException NoneNamed(ReadOnlySpan<double> outputs, IReadOnlyList<string> names, int? row = null)
    {
        int first = 0;
        while (!double.IsNaN(outputs[first])) first++;
        string place = row is null ? "" : $"Row {row} (from 0): ";
        return new ArithmeticException(
            $"{place}{names[first]} answers NaN, so the outputs name no class: of such numbers none is the largest. " +
            "Weights or inputs are so large that sums leave the range of doubles, or an activation function of your own gives NaN.");
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
