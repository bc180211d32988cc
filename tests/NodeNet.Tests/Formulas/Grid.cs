namespace NodeNet.Tests.Formulas;

/// <summary>Numbers at which every reading of a formula must agree: ordinary ones, 0 and −0, denormals, saturation, and the ends of the range.</summary>
internal static class Grid
{
    public static IReadOnlyList<double> Numbers { get; } =
    [
        .. Enumerable.Range(-40, 81).Select(i => i / 8.0),
        -0.0, double.Epsilon, -double.Epsilon, 1e-310, -1e-310, 1e-16, -1e-16, 1e-8, -1e-8,
        20, -20, 36.7, -36.7, 100, -100, 709, -709, 745, -745, 800, -800, 1e4, -1e4, 1e154, -1e154, 1e300, -1e300,
    ];

    public static IReadOnlyList<double> Probabilities { get; } = [0, 1e-300, 1e-16, 1e-5, 0.1, 0.25, 0.5, 0.75, 0.9, 1 - 1e-5, 1 - 1e-16, 1];

    /// <summary>Whether two numbers are the same up to some last digits of the larger one; or both NaN, or the same infinity.</summary>
    public static bool Agree(double left, double right, double digits)
    {
        if (left.Equals(right) || left == right) return true;
        return Math.Abs(left - right) <= digits * 2.3e-16 * Math.Max(Math.Abs(left), Math.Abs(right)) + 1e-307;
    }
}
