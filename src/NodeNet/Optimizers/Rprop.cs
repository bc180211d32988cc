using System.Runtime.CompilerServices;
using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Optimizers;

/// <summary>Resilient backpropagation: only the sign of the gradient counts. Each parameter has a step size of its own, which grows while the sign stays and
/// shrinks when it flips; after a flip the parameter rests for one step. For full batches.</summary>
/// <remarks>
/// <para>A step size starts at the learning rate, brought into its limits, as in PyTorch; the rate has no other part in the rule.</para>
/// <para>Source: M. Riedmiller, H. Braun, "A Direct Adaptive Method for Faster Backpropagation Learning" (1993), in the variant without weight-backtracking
/// (iRprop−; C. Igel, M. Hüsken, 2000).</para>
/// </remarks>
public sealed class Rprop : Optimizer<Rprop.Formula>
{
    private const double LeastSize = 1.1754943508222875e-38; // a smaller one would not be remembered in single precision, and 0 means: no step yet

    /// <summary>Creates the rule.</summary>
    /// <param name="shrink">What a step size is multiplied by when the sign flips, above 0 and below 1; by default 0.5.</param>
    /// <param name="grow">What a step size is multiplied by while the sign stays, above 1; by default 1.2.</param>
    /// <param name="smallest">The smallest step size, at least 1.2e-38, the smallest float with all its digits; by default 1e-6.</param>
    /// <param name="largest">The largest step size, not below <paramref name="smallest"/>; by default 50.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public Rprop(double shrink = 0.5, double grow = 1.2, double smallest = 1e-6, double largest = 50.0)
        : base(
            smallest == 1e-6 && largest == 50.0
                ? MessageText.WithParameters("rprop", shrink, grow)
                : MessageText.WithParameters("rprop", shrink, grow, smallest, largest),
            new Formula(shrink, grow, smallest, largest), "direction", "size")
    {
        Guard.Positive(shrink);
        Guard.Fraction(shrink);
        if (!(smallest >= LeastSize))
        {
            throw new ArgumentOutOfRangeException(
                nameof(smallest), smallest, $"smallest is {MessageText.Exact(smallest)}; it must be at least {MessageText.Exact(LeastSize)}, the smallest "
                    + "float with all its digits.");
        }
        if (!(grow > 1.0 && double.IsFinite(grow)))
            throw new ArgumentOutOfRangeException(nameof(grow), grow, $"grow is {MessageText.Exact(grow)}; it must be a finite number above 1.");
        if (!(largest >= smallest && double.IsFinite(largest)))
        {
            throw new ArgumentOutOfRangeException(
                nameof(largest), largest, $"largest is {MessageText.Exact(largest)}; it must be finite and not below smallest, {MessageText.Exact(smallest)}.");
        }
        Shrink = shrink;
        Grow = grow;
        Smallest = smallest;
        Largest = largest;
    }

    /// <summary>What a step size is multiplied by when the sign flips.</summary>
    public double Shrink { get; }

    /// <summary>What a step size is multiplied by while the sign stays.</summary>
    public double Grow { get; }

    /// <summary>The smallest step size.</summary>
    public double Smallest { get; }

    /// <summary>The largest step size.</summary>
    public double Largest { get; }

    /// <summary>The direction is finite; the size is 0, before the first step, or within its limits.</summary>
    /// <inheritdoc/>
    public override bool AcceptsMemory(int index, double value)
    {
        if (index == 0 || value == 0.0) return double.IsFinite(value);
        // limits of single precision are rounded
        return value >= Math.Min(Smallest, (float)Smallest) && value <= Math.Max(Largest, (float)Largest) && double.IsFinite(value);
    }

    /// <summary>The mathematics.</summary>
    /// <param name="shrink">What a step size is multiplied by when the sign flips.</param>
    /// <param name="grow">What a step size is multiplied by while the sign stays.</param>
    /// <param name="smallest">The smallest step size.</param>
    /// <param name="largest">The largest step size.</param>
    public readonly struct Formula(double shrink, double grow, double smallest, double largest) : IOptimizerFormula
    {
        /// <summary>Two numbers.</summary>
        /// <inheritdoc/>
        public static int MemoryLength => 2;

        /// <summary>Nothing of its own.</summary>
        /// <inheritdoc/>
        public OptimizerStep<T> Prepare<T>(OptimizerStep<T> step)
            where T : IReal<T> =>
            step;

        /// <summary>The size starts at the learning rate and changes with the agreement of two directions; the direction is that of downhill, and 0 after a
        /// flip.</summary>
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Remember<T>(T downhill, T value, ref Remembered<T> memory, in OptimizerStep<T> step)
            where T : IReal<T>
        {
            // A size is never 0 once the parameter has taken a step: see smallest.
            T size = T.IfPositive(memory.Second, memory.Second, T.Clamp(step.Rate, T.Of(smallest), T.Of(largest)));
            T agreement = T.Sign(downhill) * T.Sign(memory.First);
            T grown = T.Clamp(grow * size, T.Of(smallest), T.Of(largest));
            T shrunk = T.Clamp(shrink * size, T.Of(smallest), T.Of(largest));
            memory.Second = T.IfPositive(agreement, grown, T.IfPositive(-agreement, shrunk, size));
            memory.First = T.IfPositive(-agreement, T.Of(0.0), downhill);
        }

        /// <summary>The sign of downhill, times the step size.</summary>
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Change<T>(T downhill, T value, in Remembered<T> memory, in OptimizerStep<T> step)
            where T : IReal<T> =>
            T.Sign(memory.First) * memory.Second;
    }
}
