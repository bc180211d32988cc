using NodeNet.Formulas;

namespace NodeNet.Losses;

/// <summary>Mean squared error: the mean of (y − ŷ)² over the outputs (and, as every loss, over the examples of a batch).</summary>
public sealed class MeanSquaredError() : Loss<MeanSquaredError.Formula>("mse", new Formula())
{
    /// <summary>True.</summary>
    public override bool IsMeanOverOutputs => true;

    /// <summary>The mathematics.</summary>
    public readonly struct Formula : ILossFormula
    {
        /// <summary>(y − ŷ)².</summary>
        /// <inheritdoc/>
        public T Term<T>(T output, T target)
            where T : IReal<T> =>
            T.Square(target - output);

        /// <summary>−2 · (y − ŷ).</summary>
        /// <inheritdoc/>
        public T Slope<T>(T output, T target)
            where T : IReal<T> =>
            -2.0 * (target - output);
    }
}
