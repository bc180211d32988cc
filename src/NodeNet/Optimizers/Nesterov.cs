using NodeNet.Foundation;

namespace NodeNet.Optimizers;

/// <summary>Nesterov's accelerated gradient: velocity ← μ · velocity + downhill; change = α · (downhill + μ · velocity), a look ahead along the velocity.</summary>
/// <remarks>Source: Y. Nesterov (1983), in the form of I. Sutskever et al. (2013) as simplified by Y. Bengio et al., "Advances in Optimizing Recurrent Networks" (2012).</remarks>
public sealed class Nesterov : IOptimizer
{
    /// <summary>Creates the rule.</summary>
    /// <param name="decay">μ, how much of the velocity is kept, at least 0 and below 1; by default 0.9.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decay"/> is out of range.</exception>
    public Nesterov(double decay = 0.9)
    {
        Guard.Fraction(decay);
        Decay = decay;
        Name = Naming.WithParameters("nesterov", decay);
    }

    /// <summary>μ, how much of the velocity is kept.</summary>
    public double Decay { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>1: the velocity.</summary>
    public int MemoryLength => 1;

    /// <summary>"velocity".</summary>
    public IReadOnlyList<string> MemoryNames { get; } = ["velocity"];

    /// <summary>α · (downhill + μ · velocity).</summary>
    /// <inheritdoc/>
    public double Change(double downhill, double value, Span<double> memory, in StepContext context)
    {
        memory[0] = Decay * memory[0] + downhill;
        return context.LearningRate * (downhill + Decay * memory[0]);
    }
}
