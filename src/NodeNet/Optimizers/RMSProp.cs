using NodeNet.Foundation;

namespace NodeNet.Optimizers;

/// <summary>RMSProp: as AdaGrad, but old squares fade. mean ← ρ · mean + (1 − ρ) · downhill²; change = α · downhill / (√mean + ε).</summary>
/// <remarks>Source: T. Tieleman, G. Hinton, "Lecture 6.5: rmsprop", Coursera (2012).</remarks>
public sealed class RMSProp : IOptimizer
{
    /// <summary>Creates the rule.</summary>
    /// <param name="decay">ρ, how much of the mean square is kept, at least 0 and below 1; by default 0.9.</param>
    /// <param name="epsilon">ε, keeps the division safe; above 0, by default 1e-8.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public RMSProp(double decay = 0.9, double epsilon = 1e-8)
    {
        Guard.Fraction(decay);
        Guard.Positive(epsilon);
        Decay = decay;
        Epsilon = epsilon;
        Name = epsilon == 1e-8 ? Naming.WithParameters("rmsprop", decay) : Naming.WithParameters("rmsprop", decay, epsilon);
    }

    /// <summary>ρ, how much of the mean square is kept.</summary>
    public double Decay { get; }

    /// <summary>ε, keeps the division safe.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>1: the mean square.</summary>
    public int MemoryLength => 1;

    /// <summary>"mean".</summary>
    public IReadOnlyList<string> MemoryNames { get; } = ["mean"];

    /// <summary>α · downhill / (√mean + ε).</summary>
    /// <inheritdoc/>
    public double Change(double downhill, double value, Span<double> memory, in StepContext context)
    {
        memory[0] = Decay * memory[0] + (1.0 - Decay) * downhill * downhill;
        return context.LearningRate * downhill / (Math.Sqrt(memory[0]) + Epsilon);
    }
}
