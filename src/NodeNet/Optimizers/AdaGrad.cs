using System.Runtime.CompilerServices;
using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Optimizers;

/// <summary>AdaGrad: each parameter's own rate falls with the squares it has seen. sum ← sum + downhill²; change = α · downhill / (√sum + ε).</summary>
/// <remarks>Source: J. Duchi, E. Hazan, Y. Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization" (2011).</remarks>
public sealed class AdaGrad : Optimizer<AdaGrad.Formula>
{
    /// <summary>Creates the rule.</summary>
    /// <param name="epsilon">ε, keeps the division safe; above 0, by default 1e-10.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="epsilon"/> is out of range.</exception>
    public AdaGrad(double epsilon = 1e-10)
        : base(epsilon == 1e-10 ? "adagrad" : MessageText.WithParameters("adagrad", epsilon), new Formula(epsilon), "sum")
    {
        Guard.Positive(epsilon);
        Epsilon = epsilon;
    }

    /// <summary>ε, keeps the division safe.</summary>
    public double Epsilon { get; }

    /// <summary>The sum of squares is not negative; it may be infinite where a square was.</summary>
    /// <inheritdoc/>
    public override bool AcceptsMemory(int index, double value) => value >= 0.0;

    /// <summary>The mathematics.</summary>
    /// <param name="epsilon">ε.</param>
    public readonly struct Formula(double epsilon) : IOptimizerFormula
    {
        /// <summary>One number.</summary>
        /// <inheritdoc/>
        public static int MemoryLength => 1;

        /// <summary>Nothing of its own.</summary>
        /// <inheritdoc/>
        public OptimizerStep<T> Prepare<T>(OptimizerStep<T> step)
            where T : IReal<T> =>
            step;

        /// <summary>sum ← sum + downhill².</summary>
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Remember<T>(T downhill, T value, ref Remembered<T> memory, in OptimizerStep<T> step)
            where T : IReal<T>
        {
            memory.First += T.Square(downhill);
        }

        /// <summary>α · downhill / (√sum + ε).</summary>
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Change<T>(T downhill, T value, in Remembered<T> memory, in OptimizerStep<T> step)
            where T : IReal<T> =>
            step.Rate * downhill / (T.Sqrt(memory.First) + T.Of(epsilon));
    }
}
