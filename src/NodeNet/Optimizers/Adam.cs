using System.Runtime.CompilerServices;
using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Optimizers;

/// <summary>Adam: momentum and RMSProp together, both corrected for having started at 0.</summary>
/// <remarks>
/// <para>mean ← β₁ · mean + (1 − β₁) · downhill; square ← β₂ · square + (1 − β₂) · downhill²; change = α · (mean / (1 − β₁ᵗ)) / (√(square / (1 − β₂ᵗ)) + ε),
/// with t the number of the step.</para>
/// <para>Source: D. Kingma, J. Ba, "Adam: A Method for Stochastic Optimization" (2014).</para>
/// </remarks>
public sealed class Adam : Optimizer<Adam.Formula>
{
    /// <summary>Creates the rule.</summary>
    /// <param name="beta1">β₁, how much of the mean is kept, at least 0 and below 1; by default 0.9.</param>
    /// <param name="beta2">β₂, how much of the mean square is kept, at least 0 and below 1; by default 0.999.</param>
    /// <param name="epsilon">ε, keeps the division safe; above 0, by default 1e-8.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public Adam(double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8)
        : base(
            epsilon == 1e-8 ? MessageText.WithParameters("adam", beta1, beta2) : MessageText.WithParameters("adam", beta1, beta2, epsilon),
            new Formula(beta1, beta2, epsilon), "mean", "square")
    {
        Guard.Fraction(beta1);
        Guard.Fraction(beta2);
        Guard.Positive(epsilon);
        Beta1 = beta1;
        Beta2 = beta2;
        Epsilon = epsilon;
    }

    /// <summary>β₁, how much of the mean is kept.</summary>
    public double Beta1 { get; }

    /// <summary>β₂, how much of the mean square is kept.</summary>
    public double Beta2 { get; }

    /// <summary>ε, keeps the division safe.</summary>
    public double Epsilon { get; }

    /// <summary>The mean is finite; the mean square is not negative, and may be infinite where a square was.</summary>
    /// <inheritdoc/>
    public override bool AcceptsMemory(int index, double value) => index == 0 ? double.IsFinite(value) : value >= 0.0;

    /// <summary>The mathematics.</summary>
    /// <param name="beta1">β₁.</param>
    /// <param name="beta2">β₂.</param>
    /// <param name="epsilon">ε.</param>
    public readonly struct Formula(double beta1, double beta2, double epsilon) : IOptimizerFormula
    {
        /// <summary>Two numbers.</summary>
        /// <inheritdoc/>
        public static int MemoryLength => 2;

        /// <summary>The corrections for having started at 0: 1 / (1 − β₁ᵗ) and 1 / (1 − β₂ᵗ).</summary>
        /// <inheritdoc/>
        public OptimizerStep<T> Prepare<T>(OptimizerStep<T> step)
            where T : IReal<T> =>
            step with
            {
                First = T.Inverse(1.0 - T.Power(T.Of(beta1), step.Number)),
                Second = T.Inverse(1.0 - T.Power(T.Of(beta2), step.Number)),
            };

        /// <summary>mean ← β₁ · mean + (1 − β₁) · downhill; square ← β₂ · square + (1 − β₂) · downhill².</summary>
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Remember<T>(T downhill, T value, ref Remembered<T> memory, in OptimizerStep<T> step)
            where T : IReal<T>
        {
            memory.First = beta1 * memory.First + T.OneMinus(beta1) * downhill;
            memory.Second = beta2 * memory.Second + T.OneMinus(beta2) * T.Square(downhill);
        }

        /// <summary>α · corrected mean / (√corrected square + ε).</summary>
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Change<T>(T downhill, T value, in Remembered<T> memory, in OptimizerStep<T> step)
            where T : IReal<T> =>
            step.Rate * (memory.First * step.First) / (T.Sqrt(memory.Second * step.Second) + T.Of(epsilon));
    }
}
