using NodeNet.Foundation;

namespace NodeNet.Optimizers;

/// <summary>Adam with weight decay beside it: change = Adam's change − α · decay · weight.</summary>
/// <remarks>
/// <para>Unlike L2, the decay is not divided by Adam's running square. Biases do not decay unless <see cref="DecaysBiases"/> is set; PyTorch decays both.</para>
/// <para>Source: I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization" (2017).</para>
/// </remarks>
public sealed class AdamW : IOptimizer
{
    private readonly Adam _adam;

    /// <summary>Creates the rule.</summary>
    /// <param name="beta1">β₁, how much of the mean is kept, at least 0 and below 1; by default 0.9.</param>
    /// <param name="beta2">β₂, how much of the mean square is kept, at least 0 and below 1; by default 0.999.</param>
    /// <param name="decay">How fast weights decay, 0 or above; by default 0.01.</param>
    /// <param name="epsilon">ε, keeps the division safe; above 0, by default 1e-8.</param>
    /// <param name="decaysBiases">Whether biases decay too.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public AdamW(double beta1 = 0.9, double beta2 = 0.999, double decay = 0.01, double epsilon = 1e-8, bool decaysBiases = false)
    {
        Guard.NotNegative(decay);
        _adam = new Adam(beta1, beta2, epsilon);
        Decay = decay;
        DecaysBiases = decaysBiases;
        Name = epsilon == 1e-8 && !decaysBiases
            ? Naming.WithParameters("adamw", beta1, beta2, decay)
            : Naming.WithParameters("adamw", beta1, beta2, decay, epsilon, decaysBiases ? 1 : 0);
    }

    /// <summary>β₁, how much of the mean is kept.</summary>
    public double Beta1 => _adam.Beta1;

    /// <summary>β₂, how much of the mean square is kept.</summary>
    public double Beta2 => _adam.Beta2;

    /// <summary>ε, keeps the division safe.</summary>
    public double Epsilon => _adam.Epsilon;

    /// <summary>How fast weights decay.</summary>
    public double Decay { get; }

    /// <summary>Whether biases decay too.</summary>
    public bool DecaysBiases { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>2: the mean, and the mean square.</summary>
    public int MemoryLength => _adam.MemoryLength;

    /// <summary>"mean" and "square".</summary>
    public IReadOnlyList<string> MemoryNames => _adam.MemoryNames;

    /// <summary>Adam's change − α · decay · weight.</summary>
    /// <inheritdoc/>
    public double Change(double downhill, double value, Span<double> memory, in StepContext context)
    {
        double change = _adam.Change(downhill, value, memory, context);
        return context.IsBias && !DecaysBiases ? change : change - context.LearningRate * Decay * value;
    }
}
