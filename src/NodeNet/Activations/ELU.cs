using NodeNet.Formulas;
using NodeNet.Foundation;
using NodeNet.Initializers;

namespace NodeNet.Activations;

/// <summary>Exponential linear unit: a = z where z is positive, otherwise α · (e^z − 1), which levels off at −α.</summary>
/// <remarks>Source: D.-A. Clevert, T. Unterthiner, S. Hochreiter, "Fast and Accurate Deep Network Learning by Exponential Linear Units" (2015).</remarks>
public sealed class ELU : Activation<ELU.Formula>
{
    /// <summary>Creates the function.</summary>
    /// <param name="alpha">Minus the value for very negative net inputs; finite, by default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is not finite.</exception>
    public ELU(double alpha = 1.0)
        : base(MessageText.WithParameters("elu", alpha), new Formula(alpha))
    {
        Guard.Finite(alpha, nameof(alpha));
        Alpha = alpha;
    }

    /// <summary>Minus the value for very negative net inputs.</summary>
    public double Alpha { get; }

    /// <summary><see cref="HeNormal"/>, made for rectifiers.</summary>
    public override IInitializer DefaultInitializer => HeNormal.Instance;

    /// <summary>−α or above.</summary>
    /// <inheritdoc/>
    public override (double Low, double High)? Range => (-Alpha, double.PositiveInfinity);

    /// <summary>The mathematics.</summary>
    /// <param name="alpha">Minus the value for very negative net inputs.</param>
    public readonly struct Formula(double alpha) : IActivationFormula
    {
        /// <summary>z where z is positive, otherwise α · (e^z − 1).</summary>
        /// <inheritdoc/>
        public T Activate<T>(T netInput)
            where T : IReal<T> =>
            T.IfPositive(netInput, netInput, alpha * T.ExpMinusOne(netInput));

        /// <summary>1 where z is positive, otherwise α · e^z.</summary>
        /// <inheritdoc/>
        public T Slope<T>(T netInput, T activation)
            where T : IReal<T> =>
            T.IfPositive(netInput, T.Of(1.0), alpha * T.Exp(netInput));
    }
}
