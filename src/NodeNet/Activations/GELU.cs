using NodeNet.Formulas;
using NodeNet.Initializers;

namespace NodeNet.Activations;

/// <summary>Gaussian error linear unit, the exact one: a = z · Φ(z), with Φ the distribution function of the standard normal.</summary>
/// <remarks>Source: D. Hendrycks, K. Gimpel, "Gaussian Error Linear Units" (2016). Not the tanh approximation.</remarks>
public sealed class GELU() : Activation<GELU.Formula>("gelu", new Formula())
{
    /// <summary><see cref="HeNormal"/>, made for rectifiers.</summary>
    public override IInitializer DefaultInitializer => HeNormal.Instance;

    /// <summary>−0.17 or above.</summary>
    /// <inheritdoc/>
    public override (double Low, double High)? Range => (-0.17, double.PositiveInfinity);

    /// <summary>The mathematics.</summary>
    public readonly struct Formula : IActivationFormula
    {
        /// <summary>z · Φ(z), with Φ(z) = ½ · erfc(−z/√2).</summary>
        /// <inheritdoc/>
        public T Activate<T>(T netInput)
            where T : IReal<T> =>
            netInput * T.NormalDistribution(netInput);

        /// <summary>Φ(z) + z · φ(z), with φ(z) = e^(−z²/2) / √(2π).</summary>
        /// <inheritdoc/>
        public T Slope<T>(T netInput, T activation)
            where T : IReal<T> =>
            T.NormalDistribution(netInput) + netInput * T.NormalDensity(netInput);
    }
}
