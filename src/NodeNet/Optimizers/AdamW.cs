using System.Runtime.CompilerServices;
using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Optimizers;

/// <summary>Adam with weight decay beside it: change = Adam's change − α · decay · weight.</summary>
/// <remarks>
/// <para>Unlike L2, the decay is not divided by Adam's running square. Biases do not decay unless <see cref="DecaysBiases"/> is set; PyTorch decays
/// both.</para>
/// <para>Source: I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization" (2017).</para>
/// </remarks>
public sealed class AdamW : Optimizer<AdamW.Formula>
{
    /// <summary>Creates the rule.</summary>
    /// <param name="beta1">β₁, how much of the mean is kept, at least 0 and below 1; by default 0.9.</param>
    /// <param name="beta2">β₂, how much of the mean square is kept, at least 0 and below 1; by default 0.999.</param>
    /// <param name="decay">How fast weights decay, 0 or above; by default 0.01.</param>
    /// <param name="epsilon">ε, keeps the division safe; above 0, by default 1e-8.</param>
    /// <param name="decaysBiases">Whether biases decay too.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public AdamW(double beta1 = 0.9, double beta2 = 0.999, double decay = 0.01, double epsilon = 1e-8, bool decaysBiases = false)
        : base(
            epsilon == 1e-8 && !decaysBiases
                ? MessageText.WithParameters("adamw", beta1, beta2, decay)
                : MessageText.WithParameters("adamw", beta1, beta2, decay, epsilon, decaysBiases ? 1 : 0),
            new Formula(new Adam.Formula(beta1, beta2, epsilon), decay, decaysBiases), "mean", "square")
    {
        Guard.NotNegative(decay);
        Guard.Fraction(beta1);
        Guard.Fraction(beta2);
        Guard.Positive(epsilon);
        Beta1 = beta1;
        Beta2 = beta2;
        Epsilon = epsilon;
        Decay = decay;
        DecaysBiases = decaysBiases;
    }

    /// <summary>β₁, how much of the mean is kept.</summary>
    public double Beta1 { get; }

    /// <summary>β₂, how much of the mean square is kept.</summary>
    public double Beta2 { get; }

    /// <summary>ε, keeps the division safe.</summary>
    public double Epsilon { get; }

    /// <summary>How fast weights decay.</summary>
    public double Decay { get; }

    /// <summary>Whether biases decay too.</summary>
    public bool DecaysBiases { get; }

    /// <summary>As <see cref="Adam"/>'s.</summary>
    /// <inheritdoc/>
    public override bool AcceptsMemory(int index, double value) => index == 0 ? double.IsFinite(value) : value >= 0.0;

    /// <summary>The mathematics.</summary>
    /// <param name="adam">Adam, on which it builds.</param>
    /// <param name="decay">How fast weights decay.</param>
    /// <param name="decaysBiases">Whether biases decay too.</param>
    public readonly struct Formula(Adam.Formula adam, double decay, bool decaysBiases) : IOptimizerFormula
    {
        /// <summary>Two numbers.</summary>
        /// <inheritdoc/>
        public static int MemoryLength => 2;

        /// <summary>Adam's corrections, and α · decay.</summary>
        /// <inheritdoc/>
        public OptimizerStep<T> Prepare<T>(OptimizerStep<T> step)
            where T : IReal<T> =>
            adam.Prepare(step) with { Third = step.Rate * T.Of(decay) };

        /// <summary>As Adam's.</summary>
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Remember<T>(T downhill, T value, ref Remembered<T> memory, in OptimizerStep<T> step)
            where T : IReal<T>
        {
            adam.Remember(downhill, value, ref memory, step);
        }

        /// <summary>Adam's change − α · decay · weight.</summary>
        /// <inheritdoc/>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public T Change<T>(T downhill, T value, in Remembered<T> memory, in OptimizerStep<T> step)
            where T : IReal<T> =>
            step.IsBias && !decaysBiases
                ? adam.Change(downhill, value, memory, step)
                : adam.Change(downhill, value, memory, step) - step.Third * value;
    }
}
