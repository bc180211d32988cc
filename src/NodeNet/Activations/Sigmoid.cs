using NodeNet.Foundation;

namespace NodeNet.Activations;

/// <summary>Sigmoid, the logistic function: a = 1 / (1 + e^−z), in [0, 1]. The handout's activation function.</summary>
public sealed class Sigmoid : IActivation
{
    /// <inheritdoc/>
    public string Name => "sigmoid";

    /// <summary>1 / (1 + e^−z); no overflow for any z.</summary>
    /// <inheritdoc/>
    public double Activate(double netInput) => Numerics.Sigmoid(netInput);

    /// <summary>a · (1 − a), at most ¼.</summary>
    /// <inheritdoc/>
    public double Slope(double netInput, double activation) => activation * (1.0 - activation);
}
