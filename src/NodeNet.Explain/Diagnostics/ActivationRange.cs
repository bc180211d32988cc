using NodeNet.Activations;

namespace NodeNet.Diagnostics;

/// <summary>What an activation function can answer, and how steep it is at its steepest: found by trying it out, so that a user's own function is treated as
/// those of the catalogue.</summary>
/// <param name="Low">The lowest answer; −∞ if there is none, or none could be found.</param>
/// <param name="High">The highest answer; +∞ if there is none, or none could be found.</param>
/// <param name="Steepest">The largest absolute slope.</param>
internal sealed record ActivationRange(double Low, double High, double Steepest)
{
    // Closely where functions bend, z from −20 to 20, then in three leaps.
    private const double CloseUp = 20.0;
    private const double Step = 0.01;
    private static readonly double[] _leaps = [1e3, 1e6, 1e9];

    public bool IsBounded => double.IsFinite(Low) && double.IsFinite(High);

    public double Width => High - Low;

    public static ActivationRange Of(IActivation f)
    {
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        double steepest = 0.0;
        for (int i = 0; i <= 2 * CloseUp / Step; i++)
        {
            double z = -CloseUp + i * Step;
            double a = f.Activate(z);
            low = Math.Min(low, a); // NaN stays NaN, which is no finite end
            high = Math.Max(high, a);
            steepest = Math.Max(steepest, Math.Abs(f.Slope(z, a)));
        }
        foreach (double side in (double[])[-1.0, 1.0])
        {
            double[] far = [.. _leaps.Select(z => f.Activate(side * z))];
            low = Math.Min(low, far.Min());
            high = Math.Max(high, far.Max());
            if (GrowsOn(far)) high = double.PositiveInfinity;
            if (GrowsOn([.. far.Select(a => -a)])) low = double.NegativeInfinity;
        }
        return new ActivationRange(low, high, steepest);
    }

    public override string ToString() => (double.IsFinite(Low), double.IsFinite(High)) switch
    {
        (true, true) => $"from {DiagnosisContext.Number(Low)} to {DiagnosisContext.Number(High)}",
        (true, false) => $"{DiagnosisContext.Number(Low)} or above",
        (false, true) => $"{DiagnosisContext.Number(High)} or below",
        _ => "any number",
    };

    /// <summary>Whether there is no end in sight: towards a bound, a leap to a thousand times the net input gains next to nothing over the leap before; a
    /// logarithm still gains as much.</summary>
    private static bool GrowsOn(double[] far)
    {
        double first = far[1] - far[0];
        double second = far[2] - far[1];
        return !double.IsFinite(second) || (second > 0.0 && second >= 0.1 * first);
    }
}
