using NodeNet.Foundation;

namespace NodeNet.Optimizers;

/// <summary>Gradient descent with momentum: velocity ← μ · velocity + downhill; change = α · velocity. The learning rate stays outside the velocity.</summary>
/// <remarks>Source: B. Polyak (1964), in the form of I. Sutskever et al., "On the Importance of Initialization and Momentum" (2013), with α factored out.</remarks>
public sealed class Momentum : IOptimizer
{
    /// <summary>Creates the rule.</summary>
    /// <param name="decay">μ, how much of the velocity is kept, at least 0 and below 1; by default 0.9.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decay"/> is out of range.</exception>
    public Momentum(double decay = 0.9)
    {
        Guard.Fraction(decay);
        Decay = decay;
        Name = Naming.WithParameters("momentum", decay);
    }

    /// <summary>μ, how much of the velocity is kept.</summary>
    public double Decay { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>1: the velocity.</summary>
    public int MemoryLength => 1;

    /// <summary>"velocity".</summary>
    public IReadOnlyList<string> MemoryNames { get; } = ["velocity"];

    /// <summary>α · velocity.</summary>
    /// <inheritdoc/>
    public double Change(double downhill, double value, Span<double> memory, in StepContext context)
    {
        memory[0] = Decay * memory[0] + downhill;
        return context.LearningRate * memory[0];
    }
}
