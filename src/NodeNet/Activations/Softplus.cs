using NodeNet.Formulas;
using NodeNet.Initializers;

namespace NodeNet.Activations;

/// <summary>Softplus, a smooth rectifier: a = ln(1 + e^z), always positive.</summary>
public sealed class Softplus() : Activation<Softplus.Formula>("softplus", new Formula())
{
    /// <summary><see cref="HeNormal"/>, made for rectifiers.</summary>
    public override IInitializer DefaultInitializer => HeNormal.Instance;

    /// <summary>0 or above.</summary>
    /// <inheritdoc/>
    public override (double Low, double High)? Range => (0.0, double.PositiveInfinity);

    /// <summary>The mathematics.</summary>
    public readonly struct Formula : IActivationFormula
    {
        /// <summary>ln(1 + e^z), computed as max(z, 0) + ln(1 + e^−|z|) so that nothing overflows.</summary>
        /// <inheritdoc/>
        public T Activate<T>(T netInput)
            where T : IReal<T> =>
            T.Softplus(netInput);

        /// <summary>sigmoid(z).</summary>
        /// <inheritdoc/>
        public T Slope<T>(T netInput, T activation)
            where T : IReal<T> =>
            T.Sigmoid(netInput);
    }
}
