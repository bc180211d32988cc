using System.Runtime.CompilerServices;
using NodeNet.Formulas;

namespace NodeNet.Optimizers;

/// <summary>Gradient descent, the handout's rule: change = α · δ · activation.</summary>
public sealed class GradientDescent() : Optimizer<GradientDescent.Formula>("gradient_descent", new Formula())
{
    /// <summary>The mathematics.</summary>
    public readonly struct Formula : IOptimizerFormula
    {
        /// <summary>Nothing.</summary>
        /// <inheritdoc/>
        public static int MemoryLength => 0;

        /// <summary>Nothing of its own.</summary>
        /// <inheritdoc/>
        public OptimizerStep<T> Prepare<T>(OptimizerStep<T> step)
            where T : IReal<T> =>
            step;

        /// <summary>Nothing.</summary>
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Remember<T>(T downhill, T value, ref Remembered<T> memory, in OptimizerStep<T> step)
            where T : IReal<T>
        {
        }

        /// <summary>α · downhill.</summary>
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Change<T>(T downhill, T value, in Remembered<T> memory, in OptimizerStep<T> step)
            where T : IReal<T> =>
            step.Rate * downhill;
    }
}
