using System.Runtime.CompilerServices;
using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Optimizers;

/// <summary>RMSProp: as AdaGrad, but old squares fade. mean ← ρ · mean + (1 − ρ) · downhill²; change = α · downhill / (√mean + ε).</summary>
/// <remarks>Source: T. Tieleman, G. Hinton, "Lecture 6.5: rmsprop", Coursera (2012).</remarks>
public sealed class RMSProp : Optimizer<RMSProp.Formula>
{
    /// <summary>Creates the rule.</summary>
    /// <param name="decay">ρ, how much of the mean square is kept, at least 0 and below 1; by default 0.9.</param>
    /// <param name="epsilon">ε, keeps the division safe; above 0, by default 1e-8.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public RMSProp(double decay = 0.9, double epsilon = 1e-8)
        : base(
            epsilon == 1e-8 ? MessageText.WithParameters("rmsprop", decay) : MessageText.WithParameters("rmsprop", decay, epsilon),
            new Formula(decay, epsilon),
            "mean")
    {
        Guard.Fraction(decay);
        Guard.Positive(epsilon);
        Decay = decay;
        Epsilon = epsilon;
    }

    /// <summary>ρ, how much of the mean square is kept.</summary>
    public double Decay { get; }

    /// <summary>ε, keeps the division safe.</summary>
    public double Epsilon { get; }

    /// <summary>The mean square is not negative; it may be infinite where a square was.</summary>
    /// <inheritdoc/>
    public override bool AcceptsMemory(int index, double value) => value >= 0.0;

    /// <summary>The mathematics.</summary>
    /// <param name="decay">ρ.</param>
    /// <param name="epsilon">ε.</param>
    public readonly struct Formula(double decay, double epsilon) : IOptimizerFormula
    {
        /// <summary>One number.</summary>
        /// <inheritdoc/>
        public static int MemoryLength => 1;

        /// <summary>Nothing of its own.</summary>
        /// <inheritdoc/>
        public OptimizerStep<T> Prepare<T>(OptimizerStep<T> step)
            where T : IReal<T> =>
            step;

        /// <summary>mean ← ρ · mean + (1 − ρ) · downhill².</summary>
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Remember<T>(T downhill, T value, ref Remembered<T> memory, in OptimizerStep<T> step)
            where T : IReal<T>
        {
            memory.First = decay * memory.First + T.OneMinus(decay) * T.Square(downhill);
        }

        /// <summary>α · downhill / (√mean + ε).</summary>
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Change<T>(T downhill, T value, in Remembered<T> memory, in OptimizerStep<T> step)
            where T : IReal<T> =>
            step.Rate * downhill / (T.Sqrt(memory.First) + T.Of(epsilon));
    }
}
