using NodeNet.Activations;
using NodeNet.Formulas;

namespace NodeNet.Losses;

/// <summary>Binary cross-entropy: −Σ (y · ln ŷ + (1 − y) · ln(1 − ŷ)) over the outputs, each a probability of its own yes or no.</summary>
/// <remarks>
/// <para>Targets are probabilities, 0 to 1. Outputs must lie between 0 and 1: use <see cref="Sigmoid"/> nodes. Where an output says the impossible, or is no
/// probability at all, the loss is +∞; nothing is clamped. 0 · ln 0 counts as 0.</para>
/// <para>On <see cref="Sigmoid"/> nodes the loss and δ are computed from the net input, so that both stay finite and exact when the sigmoid is
/// saturated.</para>
/// </remarks>
public sealed class BinaryCrossEntropy : FusedLoss<BinaryCrossEntropy.Formula>
{
    /// <summary>Creates the loss.</summary>
    /// <param name="labelSmoothing">ε: a target y counts as (1 − ε) · y + ½ · ε. 0 or above, below 1. By default 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="labelSmoothing"/> is out of its range.</exception>
    public BinaryCrossEntropy(double labelSmoothing = 0.0)
        : base(Losses.LabelSmoothing.Name("binary_cross_entropy", labelSmoothing), new Formula(Losses.LabelSmoothing.Check(labelSmoothing)))
    {
        LabelSmoothing = labelSmoothing;
    }

    /// <summary>ε: a target y counts as (1 − ε) · y + ½ · ε.</summary>
    public double LabelSmoothing { get; }

    /// <inheritdoc/>
    public override string TargetRange => "a probability, 0 to 1";

    /// <summary>True from 0 to 1.</summary>
    /// <inheritdoc/>
    public override bool AcceptsTarget(double target) => target is >= 0.0 and <= 1.0;

    /// <inheritdoc/>
    public override string OutputRange => "outputs that are probabilities, each from 0 to 1";

    /// <inheritdoc/>
    public override string OutputAdvice => "Use Sigmoid outputs; or MeanSquaredError if the targets are numbers and not a yes or no.";

    /// <summary>True where all activations are from 0 to 1, or their range is not known.</summary>
    /// <inheritdoc/>
    public override bool AcceptsOutputs(IActivation activation) => activation.Range is not { } range || (range.Low >= 0.0 && range.High <= 1.0);

    /// <summary>True for <see cref="Sigmoid"/>.</summary>
    /// <inheritdoc/>
    public override bool FusesWith(IActivation activation) => activation is Sigmoid;

    /// <summary>The mathematics; y is the target after smoothing.</summary>
    /// <param name="labelSmoothing">ε.</param>
    public readonly struct Formula(double labelSmoothing) : ILossFormula, IFusedFormula
    {
        /// <summary>−(y · ln ŷ + (1 − y) · ln(1 − ŷ)).</summary>
        /// <inheritdoc/>
        public T Term<T>(T output, T target)
            where T : IReal<T> =>
            T.Within(output, 0.0, 1.0, -(T.TimesLog(Smooth(target), output) + T.TimesLogOnePlus(1.0 - Smooth(target), -output)));

        /// <summary>(1 − y) / (1 − ŷ) − y / ŷ.</summary>
        /// <inheritdoc/>
        public T Slope<T>(T output, T target)
            where T : IReal<T> =>
            T.Ratio(1.0 - Smooth(target), 1.0 - output) - T.Ratio(Smooth(target), output);

        /// <summary>y · softplus(−z) + (1 − y) · softplus(z), because ln ŷ = −softplus(−z) and ln(1 − ŷ) = −softplus(z).</summary>
        /// <inheritdoc/>
        public T FusedTerm<T>(T netInput, T target)
            where T : IReal<T> =>
            Smooth(target) * T.Softplus(-netInput) + (1.0 - Smooth(target)) * T.Softplus(netInput);

        /// <summary>y · sigmoid(−z) − (1 − y) · sigmoid(z): y − ŷ, written so that nothing cancels when ŷ is within rounding of 0 or 1.</summary>
        /// <inheritdoc/>
        public T FusedDelta<T>(T netInput, T target)
            where T : IReal<T> =>
            Smooth(target) * T.Sigmoid(-netInput) - (1.0 - Smooth(target)) * T.Sigmoid(netInput);

        /// <summary>y − ŷ.</summary>
        /// <inheritdoc/>
        public T TaughtDelta<T>(T activation, T target)
            where T : IReal<T> =>
            Smooth(target) - activation;

        private T Smooth<T>(T target)
            where T : IReal<T> => Losses.LabelSmoothing.Of(target, labelSmoothing, classes: 2);
    }
}
