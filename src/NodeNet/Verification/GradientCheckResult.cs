using System.Globalization;
using System.Text;
using NodeNet.Foundation;

namespace NodeNet.Verification;

/// <summary>What <see cref="GradientCheck"/> found.</summary>
public sealed class GradientCheckResult
{
    // Below this share of the largest slope, the rounding of the difference quotient is larger than what it measures.
    private const double SmallestShare = 1e-3;

    /// <summary>Compares pairs of numbers.</summary>
    /// <param name="pairs">By parameter, what was computed and what was measured.</param>
    /// <param name="rounding">How far a measured number may be off by rounding alone: what passes even where every slope is 0.</param>
    internal GradientCheckResult(IReadOnlyList<(string Name, double Computed, double Measured)> pairs, double rounding)
    {
        double largest = pairs.Count == 0 ? 0.0 : pairs.Max(pair => Math.Max(Math.Abs(pair.Computed), Math.Abs(pair.Measured)));
        double floor = Math.Max(SmallestShare * largest, rounding / GradientCheck.Tolerance);
        Entries = [.. pairs
            .Select(pair => new GradientCheckEntry(pair.Name, pair.Computed, pair.Measured, Error(pair.Computed, pair.Measured, floor)))
            .OrderByDescending(entry => double.IsNaN(entry.Error) ? double.PositiveInfinity : entry.Error)];
    }

    /// <summary>Every weight and bias, the worst first.</summary>
    public IReadOnlyList<GradientCheckEntry> Entries { get; }

    /// <summary>The one that disagrees most.</summary>
    public GradientCheckEntry Worst => Entries[0];

    /// <summary>Whether every error is below <see cref="GradientCheck.Tolerance"/>.</summary>
    public bool Passed => Worst.Error < GradientCheck.Tolerance;

    /// <summary>The verdict, and the five worst.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(
            CultureInfo.InvariantCulture,
            $"gradient check {(Passed ? "passed" : "FAILED")}: {MessageText.Count(Entries.Count, "parameter")}, the worst is {Worst.Name}");
        foreach (GradientCheckEntry entry in Entries.Take(5))
            text.Append('\n').Append("  ").Append(entry);
        return text.ToString();
    }

    private static double Error(double computed, double measured, double floor)
    {
        double difference = Math.Abs(computed - measured);
        return difference == 0.0 ? 0.0 : difference / Math.Max(floor, Math.Max(Math.Abs(computed), Math.Abs(measured)));
    }
}

/// <summary>One weight or bias in a <see cref="GradientCheckResult"/>.</summary>
/// <param name="Name">"x1→h1" for the weight of a connection, "b_h1" for a bias.</param>
/// <param name="Computed">∂Loss/∂parameter as learning uses it.</param>
/// <param name="Measured">The same as measured by differences of the loss.</param>
/// <param name="Error">Their difference, as a share of the larger of the two, or of a thousandth of the largest slope of all if that is more, or of the
/// smallest slope that the rounding of the loss allows to measure (about 1.5e-5 times the loss) if that is more.</param>
public sealed record GradientCheckEntry(string Name, double Computed, double Measured, double Error)
{
    /// <summary>"x1→h1: computed 0.01, measured 0.01, error 2E-09".</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}: computed {Computed:G10}, measured {Measured:G10}, error {Error:G2}");
}
