using NodeNet.Foundation;
using NodeNet.Initializers;

namespace NodeNet.Activations;

/// <summary>Softplus, a smooth rectifier: a = ln(1 + e^z), always positive.</summary>
public sealed class Softplus : IActivation
{
    /// <inheritdoc/>
    public string Name => "softplus";

    /// <summary>ln(1 + e^z), computed as max(z, 0) + ln(1 + e^−|z|) so that nothing overflows.</summary>
    /// <inheritdoc/>
    public double Activate(double netInput) => Numerics.Softplus(netInput);

    /// <summary>sigmoid(z).</summary>
    /// <inheritdoc/>
    public double Slope(double netInput, double activation) => Numerics.Sigmoid(netInput);

    /// <summary><see cref="HeNormal"/>, made for rectifiers.</summary>
    public IInitializer DefaultInitializer => HeNormal.Instance;
}
