using NodeNet.Formulas;

namespace NodeNet.Activations;

/// <summary>Identity, also called linear: a = z. The usual output of a regression.</summary>
public sealed class Identity() : Activation<Identity.Formula>("identity", new Formula())
{
    /// <summary>Any number.</summary>
    /// <inheritdoc/>
    public override (double Low, double High)? Range => (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The mathematics.</summary>
    public readonly struct Formula : IActivationFormula
    {
        /// <summary>z.</summary>
        /// <inheritdoc/>
        public T Activate<T>(T netInput)
            where T : IReal<T> =>
            netInput;

        /// <summary>1.</summary>
        /// <inheritdoc/>
        public T Slope<T>(T netInput, T activation)
            where T : IReal<T> =>
            T.Of(1.0);
    }
}
