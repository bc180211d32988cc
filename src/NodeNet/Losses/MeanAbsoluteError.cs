using NodeNet.Formulas;

namespace NodeNet.Losses;

/// <summary>Mean absolute error: the mean of |y − ŷ| over the outputs. Outliers pull no harder than others.</summary>
public sealed class MeanAbsoluteError() : Loss<MeanAbsoluteError.Formula>("mae", new Formula())
{
    /// <summary>True.</summary>
    public override bool IsMeanOverOutputs => true;

    /// <summary>The mathematics.</summary>
    public readonly struct Formula : ILossFormula
    {
        /// <summary>|y − ŷ|.</summary>
        /// <inheritdoc/>
        public T Term<T>(T output, T target)
            where T : IReal<T> =>
            T.Abs(target - output);

        /// <summary>The sign of −(y − ŷ); at the kink, ŷ = y, it is 0.</summary>
        /// <inheritdoc/>
        public T Slope<T>(T output, T target)
            where T : IReal<T> =>
            T.Sign(-(target - output));
    }
}
