using NodeNet.Foundation;
using NodeNet.Initializers;

namespace NodeNet.Activations;

/// <summary>Gaussian error linear unit, the exact one: a = z · Φ(z), with Φ the distribution function of the standard normal.</summary>
/// <remarks>Source: D. Hendrycks, K. Gimpel, "Gaussian Error Linear Units" (2016). Not the tanh approximation.</remarks>
public sealed class GELU : IActivation
{
    private static readonly double _oneOverSqrt2 = 1.0 / Math.Sqrt(2.0);
    private static readonly double _oneOverSqrt2Pi = 1.0 / Math.Sqrt(2.0 * Math.PI);

    /// <inheritdoc/>
    public string Name => "gelu";

    /// <summary>z · Φ(z), with Φ(z) = ½ · erfc(−z/√2).</summary>
    /// <inheritdoc/>
    public double Activate(double netInput) => netInput * Distribution(netInput);

    /// <summary>Φ(z) + z · φ(z), with φ(z) = e^(−z²/2) / √(2π).</summary>
    /// <inheritdoc/>
    public double Slope(double netInput, double activation) =>
        Distribution(netInput) + netInput * (_oneOverSqrt2Pi * Math.Exp(-0.5 * netInput * netInput));

    /// <summary><see cref="HeNormal"/>, made for rectifiers.</summary>
    public IInitializer DefaultInitializer => HeNormal.Instance;

    private static double Distribution(double z) => 0.5 * Numerics.Erfc(-z * _oneOverSqrt2);
}
