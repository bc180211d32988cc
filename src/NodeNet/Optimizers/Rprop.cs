using NodeNet.Foundation;

namespace NodeNet.Optimizers;

/// <summary>Resilient backpropagation: only the sign of the gradient counts. Each parameter has a step size of its own, which grows while the sign stays and
/// shrinks when it flips; after a flip the parameter rests for one step. For full batches.</summary>
/// <remarks>
/// <para>A step size starts at the learning rate; it has no other part in the rule.</para>
/// <para>Source: M. Riedmiller, H. Braun, "A Direct Adaptive Method for Faster Backpropagation Learning" (1993), in the variant without weight-backtracking (iRprop−; C. Igel, M. Hüsken, 2000).</para>
/// </remarks>
public sealed class Rprop : IOptimizer
{
    /// <summary>Creates the rule.</summary>
    /// <param name="shrink">What a step size is multiplied by when the sign flips, above 0 and below 1; by default 0.5.</param>
    /// <param name="grow">What a step size is multiplied by while the sign stays, above 1; by default 1.2.</param>
    /// <param name="smallest">The smallest step size, above 0; by default 1e-6.</param>
    /// <param name="largest">The largest step size, not below <paramref name="smallest"/>; by default 50.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public Rprop(double shrink = 0.5, double grow = 1.2, double smallest = 1e-6, double largest = 50.0)
    {
        Guard.Positive(shrink);
        Guard.Fraction(shrink);
        Guard.Positive(smallest);
        if (!(grow > 1.0 && double.IsFinite(grow)))
            throw new ArgumentOutOfRangeException(nameof(grow), grow, $"grow is {Naming.Exact(grow)}; it must be a finite number above 1.");
        if (!(largest >= smallest && double.IsFinite(largest)))
            throw new ArgumentOutOfRangeException(nameof(largest), largest, $"largest is {Naming.Exact(largest)}; it must be finite and not below smallest, {Naming.Exact(smallest)}.");
        Shrink = shrink;
        Grow = grow;
        Smallest = smallest;
        Largest = largest;
        Name = smallest == 1e-6 && largest == 50.0
            ? Naming.WithParameters("rprop", shrink, grow)
            : Naming.WithParameters("rprop", shrink, grow, smallest, largest);
    }

    /// <summary>What a step size is multiplied by when the sign flips.</summary>
    public double Shrink { get; }

    /// <summary>What a step size is multiplied by while the sign stays.</summary>
    public double Grow { get; }

    /// <summary>The smallest step size.</summary>
    public double Smallest { get; }

    /// <summary>The largest step size.</summary>
    public double Largest { get; }

    /// <inheritdoc/>
    public string Name { get; }

    /// <summary>2: the direction of the step before (0 after a flip), and the step size.</summary>
    public int MemoryLength => 2;

    /// <summary>"direction" and "size".</summary>
    public IReadOnlyList<string> MemoryNames { get; } = ["direction", "size"];

    /// <summary>The sign of downhill, times the step size.</summary>
    /// <inheritdoc/>
    public double Change(double downhill, double value, Span<double> memory, in StepContext context)
    {
        // A step size is never 0 once the parameter has taken a step: see Smallest.
        if (memory[1] == 0.0) memory[1] = context.LearningRate;

        double agreement = Math.Sign(downhill) * Math.Sign(memory[0]);
        if (agreement > 0.0) memory[1] = Math.Clamp(memory[1] * Grow, Smallest, Largest);
        if (agreement < 0.0) memory[1] = Math.Clamp(memory[1] * Shrink, Smallest, Largest);
        memory[0] = agreement < 0.0 ? 0.0 : downhill;
        return Math.Sign(memory[0]) * memory[1];
    }
}
