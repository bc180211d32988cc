using NodeNet.Formulas;
using NodeNet.Foundation;
using NodeNet.Initializers;

namespace NodeNet.Activations;

/// <summary>Leaky rectified linear unit: a = z where z is positive, otherwise leak · z. A node can recover from a negative net input.</summary>
/// <remarks>Source: A. Maas, A. Hannun, A. Ng, "Rectifier Nonlinearities Improve Neural Network Acoustic Models" (2013).</remarks>
public sealed class LeakyReLU : Activation<LeakyReLU.Formula>
{
    /// <summary>Creates the function.</summary>
    /// <param name="leak">The slope for negative net inputs; finite, by default 0.01.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="leak"/> is not finite.</exception>
    public LeakyReLU(double leak = 0.01)
        : base(MessageText.WithParameters("leaky_relu", leak), new Formula(leak))
    {
        Guard.Finite(leak, nameof(leak));
        Leak = leak;
    }

    /// <summary>The slope for net inputs that are not positive.</summary>
    public double Leak { get; }

    /// <summary><see cref="HeNormal"/>, made for rectifiers.</summary>
    public override IInitializer DefaultInitializer => HeNormal.Instance;

    /// <summary>Any number.</summary>
    /// <inheritdoc/>
    public override (double Low, double High)? Range => (double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>The mathematics.</summary>
    /// <param name="leak">The slope for net inputs that are not positive.</param>
    public readonly struct Formula(double leak) : IActivationFormula
    {
        /// <summary>z where z is positive, otherwise leak · z.</summary>
        /// <inheritdoc/>
        public T Activate<T>(T netInput)
            where T : IReal<T> =>
            T.IfPositive(netInput, netInput, leak * netInput);

        /// <summary>1 where z is positive, otherwise the leak (at z = 0 too).</summary>
        /// <inheritdoc/>
        public T Slope<T>(T netInput, T activation)
            where T : IReal<T> =>
            T.IfPositive(netInput, T.Of(1.0), T.Of(leak));
    }
}
