using System.Runtime.CompilerServices;
using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Optimizers;

/// <summary>Gradient descent with momentum: velocity ← μ · velocity + downhill; change = α · velocity. The learning rate stays outside the velocity.</summary>
/// <remarks>Source: B. Polyak (1964), in the form of I. Sutskever et al., "On the Importance of Initialization and Momentum" (2013), with α factored
/// out.</remarks>
public sealed class Momentum : Optimizer<Momentum.Formula>
{
    /// <summary>Creates the rule.</summary>
    /// <param name="decay">μ, how much of the velocity is kept, at least 0 and below 1; by default 0.9.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="decay"/> is out of range.</exception>
    public Momentum(double decay = 0.9)
        : base(MessageText.WithParameters("momentum", decay), new Formula(decay), "velocity")
    {
        Guard.Fraction(decay);
        Decay = decay;
    }

    /// <summary>μ, how much of the velocity is kept.</summary>
    public double Decay { get; }

    /// <summary>The mathematics.</summary>
    /// <param name="decay">μ.</param>
    public readonly struct Formula(double decay) : IOptimizerFormula
    {
        /// <summary>One number.</summary>
        /// <inheritdoc/>
        public static int MemoryLength => 1;

        /// <summary>Nothing of its own.</summary>
        /// <inheritdoc/>
        public OptimizerStep<T> Prepare<T>(OptimizerStep<T> step)
            where T : IReal<T> =>
            step;

        /// <summary>velocity ← μ · velocity + downhill.</summary>
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Remember<T>(T downhill, T value, ref Remembered<T> memory, in OptimizerStep<T> step)
            where T : IReal<T>
        {
            memory.First = decay * memory.First + downhill;
        }

        /// <summary>α · velocity.</summary>
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Change<T>(T downhill, T value, in Remembered<T> memory, in OptimizerStep<T> step)
            where T : IReal<T> =>
            step.Rate * memory.First;
    }
}
