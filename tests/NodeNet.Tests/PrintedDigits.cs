using System.Globalization;

namespace NodeNet.Tests;

/// <summary>Compares a number with what somebody printed: every printed digit must be right, and no more is asked.</summary>
internal static class PrintedDigits
{
    /// <summary>Rounds the number to as many decimals as are printed and compares the two as text.</summary>
    public static void ShouldPrint(this double value, string printed)
    {
        int point = printed.IndexOf('.', StringComparison.Ordinal);
        int decimals = point < 0 ? 0 : printed.Length - point - 1;
        value.ToString($"F{decimals}", CultureInfo.InvariantCulture).Should().Be(printed);
    }

    /// <summary>As <see cref="ShouldPrint(double, string)"/>, for a list: "0.5, 3.6, -1.5".</summary>
    public static void ShouldPrint(this IEnumerable<double> values, string printed)
    {
        double[] all = [.. values];
        string[] parts = printed.Split(", ");
        all.Should().HaveSameCount(parts);
        for (int i = 0; i < parts.Length; i++)
            all[i].ShouldPrint(parts[i]);
    }
}
