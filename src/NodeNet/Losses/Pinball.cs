using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Losses;

/// <summary>For quantiles: a miss below the target costs q times its size, one above 1 − q times; the mean over the outputs. The output that makes it
/// smallest is
/// the number below which the share q of the targets lies: the median for ½.</summary>
/// <remarks>Source: R. Koenker and G. Bassett, "Regression Quantiles" (1978).</remarks>
public sealed class Pinball : Loss<Pinball.Formula>
{
    /// <summary>Creates the loss.</summary>
    /// <param name="quantile">q; above 0 and below 1, by default ½.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="quantile"/> is not above 0 and below 1.</exception>
    public Pinball(double quantile = 0.5)
        : base(MessageText.WithParameters("pinball", quantile), new Formula(quantile))
    {
        if (!(quantile > 0.0 && quantile < 1.0))
        {
            throw new ArgumentOutOfRangeException(
                nameof(quantile), quantile, $"quantile is {MessageText.Exact(quantile)}; it must be above 0 and below 1, as 0.9 for the ninth decile.");
        }
        Quantile = quantile;
    }

    /// <summary>q, the share of targets that should lie below the output.</summary>
    public double Quantile { get; }

    /// <summary>True.</summary>
    public override bool IsMeanOverOutputs => true;

    /// <summary>The mathematics.</summary>
    /// <param name="quantile">q.</param>
    public readonly struct Formula(double quantile) : ILossFormula
    {
        /// <summary>½ · |e| + (q − ½) · e, with e = y − ŷ: q · e where e is above 0, otherwise −(1 − q) · e.</summary>
        /// <inheritdoc/>
        public T Term<T>(T output, T target)
            where T : IReal<T>
        {
            T error = target - output;
            return T.Half * T.Abs(error) + (quantile - 0.5) * error;
        }

        /// <summary>−q where the output is below the target, 1 − q where it is above; at the kink, ŷ = y, it is ½ − q, the middle of both.</summary>
        /// <inheritdoc/>
        public T Slope<T>(T output, T target)
            where T : IReal<T>
        {
            T sign = T.Sign(target - output);
            return -(T.Half * sign + T.Of(quantile - 0.5));
        }
    }
}
