using NodeNet.Foundation;
using NodeNet.Initializers;

namespace NodeNet.Activations;

/// <summary>Sigmoid linear unit, also called swish: a = z · sigmoid(z).</summary>
/// <remarks>Source: S. Elfwing, E. Uchibe, K. Doya, "Sigmoid-Weighted Linear Units" (2017).</remarks>
public sealed class SiLU : IActivation
{
    /// <inheritdoc/>
    public string Name => "silu";

    /// <summary>z · sigmoid(z).</summary>
    /// <inheritdoc/>
    public double Activate(double netInput) => netInput * Numerics.Sigmoid(netInput);

    /// <summary>σ + z · σ · (1 − σ), with σ = sigmoid(z) and 1 − σ = sigmoid(−z).</summary>
    /// <inheritdoc/>
    public double Slope(double netInput, double activation)
    {
        double sigmoid = Numerics.Sigmoid(netInput);
        return sigmoid + activation * Numerics.Sigmoid(-netInput);
    }

    /// <summary><see cref="HeNormal"/>, made for rectifiers.</summary>
    public IInitializer DefaultInitializer => HeNormal.Instance;
}
