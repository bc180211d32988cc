using NodeNet.Activations;
using NodeNet.Formulas;

namespace NodeNet.Losses;

/// <summary>For counts: what the Poisson distribution with the mean ŷ says of the count y, ŷ − y · ln ŷ, without the part that no output changes; the mean over
/// the outputs. It is smallest, y − y · ln y, where ŷ = y, and may be negative.</summary>
/// <remarks>Targets are counts or rates, 0 or above. Outputs must be above 0: use <see cref="Softplus"/> nodes. Where an output is not positive and y is not 0,
/// the loss is +∞; nothing is clamped. 0 · ln 0 counts as 0. In PyTorch: <c>PoissonNLLLoss(log_input=False, eps=0)</c>.</remarks>
public sealed class Poisson() : Loss<Poisson.Formula>("poisson", new Formula())
{
    /// <summary>True.</summary>
    public override bool IsMeanOverOutputs => true;

    /// <inheritdoc/>
    public override string TargetRange => "a count or rate, 0 or above";

    /// <inheritdoc/>
    public override string OutputRange => "outputs that are rates, above 0";

    /// <inheritdoc/>
    public override string OutputAdvice => "Use Softplus outputs.";

    /// <summary>True from 0 on.</summary>
    /// <inheritdoc/>
    public override bool AcceptsTarget(double target) => target >= 0.0;

    /// <summary>True where no activation is below 0 or often exactly 0, as that of a rectifier; or where the range is not known.</summary>
    /// <inheritdoc/>
    public override bool AcceptsOutputs(IActivation activation) => activation.Range is not { } range || (range.Low >= 0.0 && !activation.IsOftenZero);

    /// <summary>The mathematics.</summary>
    public readonly struct Formula : ILossFormula
    {
        /// <summary>ŷ − y · ln ŷ.</summary>
        /// <inheritdoc/>
        public T Term<T>(T output, T target)
            where T : IReal<T> =>
            T.Within(output, 0.0, double.PositiveInfinity, output - T.TimesLog(target, output));

        /// <summary>1 − y / ŷ; 0 where the output is no rate and the loss is +∞.</summary>
        /// <inheritdoc/>
        public T Slope<T>(T output, T target)
            where T : IReal<T> =>
            T.IfPositive(-output, T.Of(0.0), 1.0 - T.Ratio(target, output));
    }
}
