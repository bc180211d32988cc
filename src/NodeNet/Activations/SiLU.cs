using NodeNet.Formulas;
using NodeNet.Initializers;

namespace NodeNet.Activations;

/// <summary>Sigmoid linear unit, also called swish: a = z · sigmoid(z).</summary>
/// <remarks>Source: S. Elfwing, E. Uchibe, K. Doya, "Sigmoid-Weighted Linear Units" (2017).</remarks>
public sealed class SiLU() : Activation<SiLU.Formula>("silu", new Formula())
{
    /// <summary><see cref="HeNormal"/>, made for rectifiers.</summary>
    public override IInitializer DefaultInitializer => HeNormal.Instance;

    /// <summary>−0.28 or above.</summary>
    /// <inheritdoc/>
    public override (double Low, double High)? Range => (-0.28, double.PositiveInfinity);

    /// <summary>The mathematics.</summary>
    public readonly struct Formula : IActivationFormula
    {
        /// <summary>z · sigmoid(z).</summary>
        /// <inheritdoc/>
        public T Activate<T>(T netInput)
            where T : IReal<T> =>
            netInput * T.Sigmoid(netInput);

        /// <summary>sigmoid(z) + a · sigmoid(−z).</summary>
        /// <inheritdoc/>
        public T Slope<T>(T netInput, T activation)
            where T : IReal<T> =>
            T.Sigmoid(netInput) + activation * T.Sigmoid(-netInput);
    }
}
