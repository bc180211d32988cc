using NodeNet.Formulas;
using NodeNet.Initializers;

namespace NodeNet.Activations;

/// <summary>Rectified linear unit: a = max(0, z).</summary>
public sealed class ReLU() : Activation<ReLU.Formula>("relu", new Formula())
{
    /// <summary><see cref="HeNormal"/>, made for rectifiers.</summary>
    public override IInitializer DefaultInitializer => HeNormal.Instance;

    /// <summary>True: half of the net inputs or more are below 0.</summary>
    public override bool IsOftenZero => true;

    /// <summary>0 or above.</summary>
    /// <inheritdoc/>
    public override (double Low, double High)? Range => (0.0, double.PositiveInfinity);

    /// <summary>The mathematics.</summary>
    public readonly struct Formula : IActivationFormula
    {
        /// <summary>z where z is positive, otherwise 0.</summary>
        /// <inheritdoc/>
        public T Activate<T>(T netInput)
            where T : IReal<T> =>
            T.IfPositive(netInput, netInput, T.Of(0.0));

        /// <summary>1 where z is positive, otherwise 0 (at z = 0 too).</summary>
        /// <inheritdoc/>
        public T Slope<T>(T netInput, T activation)
            where T : IReal<T> =>
            T.IfPositive(netInput, T.Of(1.0), T.Of(0.0));
    }
}
