namespace NodeNet.Activations;

/// <summary>Hyperbolic tangent: a = (e^z − e^−z) / (e^z + e^−z), in [−1, 1].</summary>
public sealed class Tanh : IActivation
{
    /// <inheritdoc/>
    public string Name => "tanh";

    /// <summary>tanh z.</summary>
    /// <inheritdoc/>
    public double Activate(double netInput) => Math.Tanh(netInput);

    /// <summary>1 − a².</summary>
    /// <inheritdoc/>
    public double Slope(double netInput, double activation) => 1.0 - activation * activation;
}
