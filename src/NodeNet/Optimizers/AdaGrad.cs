using NodeNet.Foundation;

namespace NodeNet.Optimizers;

/// <summary>AdaGrad: each parameter's own rate falls with the squares it has seen. sum ← sum + downhill²; change = α · downhill / (√sum + ε).</summary>
/// <remarks>Source: J. Duchi, E. Hazan, Y. Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization" (2011).</remarks>
public sealed class AdaGrad : IOptimizer
{
    /// <summary>Creates the rule.</summary>
    /// <param name="epsilon">ε, keeps the division safe; above 0, by default 1e-10.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epsilon"/> is out of range.</exception>
    public AdaGrad(double epsilon = 1e-10)
    {
        Guard.Positive(epsilon);
        Epsilon = epsilon;
        Name = epsilon == 1e-10 ? "adagrad" : Naming.WithParameters("adagrad", epsilon);
    }

    /// <summary>ε, keeps the division safe.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>1: the sum of squares.</summary>
    public int MemoryLength => 1;

    /// <summary>"sum".</summary>
    public IReadOnlyList<string> MemoryNames { get; } = ["sum"];

    /// <summary>α · downhill / (√sum + ε).</summary>
    /// <inheritdoc/>
    public double Change(double downhill, double value, Span<double> memory, in StepContext context)
    {
        memory[0] += downhill * downhill;
        return context.LearningRate * downhill / (Math.Sqrt(memory[0]) + Epsilon);
    }
}
