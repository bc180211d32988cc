using NodeNet.Foundation;

namespace NodeNet.Optimizers;

/// <summary>Adam: momentum and RMSProp together, both corrected for having started at 0.</summary>
/// <remarks>
/// <para>mean ← β₁ · mean + (1 − β₁) · downhill; square ← β₂ · square + (1 − β₂) · downhill²;
/// change = α · (mean / (1 − β₁ᵗ)) / (√(square / (1 − β₂ᵗ)) + ε), with t the number of the step.</para>
/// <para>Source: D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization" (2014).</para>
/// </remarks>
public sealed class Adam : IOptimizer
{
    /// <summary>Creates the rule.</summary>
    /// <param name="beta1">β₁, how much of the mean is kept, at least 0 and below 1; by default 0.9.</param>
    /// <param name="beta2">β₂, how much of the mean square is kept, at least 0 and below 1; by default 0.999.</param>
    /// <param name="epsilon">ε, keeps the division safe; above 0, by default 1e-8.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public Adam(double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
    {
        Guard.Fraction(beta1);
        Guard.Fraction(beta2);
        Guard.Positive(epsilon);
        Beta1 = beta1;
        Beta2 = beta2;
        Epsilon = epsilon;
        Name = epsilon == 1e-8 ? Naming.WithParameters("adam", beta1, beta2) : Naming.WithParameters("adam", beta1, beta2, epsilon);
    }

    /// <summary>β₁, how much of the mean is kept.</summary>
    public double Beta1 { get; }

    /// <summary>β₂, how much of the mean square is kept.</summary>
    public double Beta2 { get; }

    /// <summary>ε, keeps the division safe.</summary>
    public double Epsilon { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>2: the mean, and the mean square.</summary>
    public int MemoryLength => 2;

    /// <summary>"mean" and "square".</summary>
    public IReadOnlyList<string> MemoryNames { get; } = ["mean", "square"];

    /// <summary>α · corrected mean / (√corrected square + ε).</summary>
    /// <inheritdoc/>
    public double Change(double downhill, double value, Span<double> memory, in StepContext context)
    {
        memory[0] = Beta1 * memory[0] + (1.0 - Beta1) * downhill;
        memory[1] = Beta2 * memory[1] + (1.0 - Beta2) * downhill * downhill;
        double mean = memory[0] / (1.0 - Math.Pow(Beta1, context.Number));
        double square = memory[1] / (1.0 - Math.Pow(Beta2, context.Number));
        return context.LearningRate * mean / (Math.Sqrt(square) + Epsilon);
    }
}
