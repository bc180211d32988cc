using NodeNet.Foundation;
using NodeNet.Initializers;

namespace NodeNet.Activations;

/// <summary>Exponential linear unit: a = z where z is positive, otherwise α · (e^z − 1), which levels off at −α.</summary>
/// <remarks>Source: D.-A. Clevert, T. Unterthiner, S. Hochreiter, "Fast and Accurate Deep Network Learning by Exponential Linear Units" (2015).</remarks>
public sealed class ELU : IActivation
{
    /// <summary>Creates the function.</summary>
    /// <param name="alpha">Minus the value for very negative net inputs; finite, by default 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="alpha"/> is not finite.</exception>
    public ELU(double alpha = 1.0)
    {
        Guard.Finite(alpha, nameof(alpha));
        Alpha = alpha;
        Name = Naming.WithParameters("elu", alpha);
    }

    /// <summary>Minus the value for very negative net inputs.</summary>
    public double Alpha { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>z where z is positive, otherwise α · (e^z − 1).</summary>
    /// <inheritdoc/>
    public double Activate(double netInput) => netInput > 0.0 ? netInput : Alpha * Numerics.ExpMinusOne(netInput);

    /// <summary>1 where z is positive, otherwise α · e^z.</summary>
    /// <inheritdoc/>
    public double Slope(double netInput, double activation) => netInput > 0.0 ? 1.0 : Alpha * Math.Exp(netInput);

    /// <summary><see cref="HeNormal"/>, made for rectifiers.</summary>
    public IInitializer DefaultInitializer => HeNormal.Instance;
}
