namespace NodeNet.Optimizers;

/// <summary>Gradient descent, the handout's rule: change = α · δ · activation.</summary>
public sealed class GradientDescent : IOptimizer
{
    /// <inheritdoc/>
    public string Name => "gradient_descent";

    /// <summary>α · downhill.</summary>
    /// <inheritdoc/>
    public double Change(double downhill, double value, Span<double> memory, in StepContext context) => context.LearningRate * downhill;
}
