using NodeNet.Initializers;

namespace NodeNet.Activations;

/// <summary>Rectified linear unit: a = max(0, z).</summary>
public sealed class ReLU : IActivation
{
    /// <inheritdoc/>
    public string Name => "relu";

    /// <summary>z where z is positive, otherwise 0.</summary>
    /// <inheritdoc/>
    public double Activate(double netInput) => netInput > 0.0 ? netInput : 0.0;

    /// <summary>1 where z is positive, otherwise 0; at the kink, z = 0, it is 0 by convention.</summary>
    /// <inheritdoc/>
    public double Slope(double netInput, double activation) => netInput > 0.0 ? 1.0 : 0.0;

    /// <summary><see cref="HeNormal"/>, made for rectifiers.</summary>
    public IInitializer DefaultInitializer => HeNormal.Instance;
}
