using NodeNet.Formulas;

namespace NodeNet.Activations;

/// <summary>Sigmoid, the logistic function: a = 1 / (1 + e^−z), in [0, 1]. The handout's activation function.</summary>
public sealed class Sigmoid() : Activation<Sigmoid.Formula>("sigmoid", new Formula())
{
    /// <summary>0 to 1.</summary>
    /// <inheritdoc/>
    public override (double Low, double High)? Range => (0.0, 1.0);

    /// <summary>The mathematics.</summary>
    public readonly struct Formula : IActivationFormula
    {
        /// <summary>1 / (1 + e^−z), computed on the side where the exponential cannot overflow.</summary>
        /// <inheritdoc/>
        public T Activate<T>(T netInput)
            where T : IReal<T> =>
            T.Sigmoid(netInput);

        /// <summary>a · (1 − a).</summary>
        /// <inheritdoc/>
        public T Slope<T>(T netInput, T activation)
            where T : IReal<T> =>
            activation * (1.0 - activation);
    }
}
