using NodeNet.Foundation;
using NodeNet.Initializers;

namespace NodeNet.Activations;

/// <summary>Leaky rectified linear unit: a = z where z is positive, otherwise leak · z. A node can recover from a negative net input.</summary>
/// <remarks>Source: A. Maas, A. Hannun, A. Ng, "Rectifier Nonlinearities Improve Neural Network Acoustic Models" (2013).</remarks>
public sealed class LeakyReLU : IActivation
{
    /// <summary>Creates the function.</summary>
    /// <param name="leak">The slope for negative net inputs; finite, by default 0.01.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="leak"/> is not finite.</exception>
    public LeakyReLU(double leak = 0.01)
    {
        Guard.Finite(leak, nameof(leak));
        Leak = leak;
        Name = Naming.WithParameters("leaky_relu", leak);
    }

    /// <summary>The slope for net inputs that are not positive.</summary>
    public double Leak { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>z where z is positive, otherwise leak · z.</summary>
    /// <inheritdoc/>
    public double Activate(double netInput) => netInput > 0.0 ? netInput : Leak * netInput;

    /// <summary>1 where z is positive, otherwise the leak (at z = 0 too).</summary>
    /// <inheritdoc/>
    public double Slope(double netInput, double activation) => netInput > 0.0 ? 1.0 : Leak;

    /// <summary><see cref="HeNormal"/>, made for rectifiers.</summary>
    public IInitializer DefaultInitializer => HeNormal.Instance;
}
