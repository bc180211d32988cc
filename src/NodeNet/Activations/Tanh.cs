using NodeNet.Formulas;

namespace NodeNet.Activations;

/// <summary>Hyperbolic tangent: a = (e^z − e^−z) / (e^z + e^−z), in [−1, 1].</summary>
public sealed class Tanh() : Activation<Tanh.Formula>("tanh", new Formula())
{
    /// <summary>−1 to 1.</summary>
    /// <inheritdoc/>
    public override (double Low, double High)? Range => (-1.0, 1.0);

    /// <summary>The mathematics.</summary>
    public readonly struct Formula : IActivationFormula
    {
        /// <summary>tanh z.</summary>
        /// <inheritdoc/>
        public T Activate<T>(T netInput)
            where T : IReal<T> =>
            T.Tanh(netInput);

        /// <summary>1 − a².</summary>
        /// <inheritdoc/>
        public T Slope<T>(T netInput, T activation)
            where T : IReal<T> =>
            1.0 - T.Square(activation);
    }
}
