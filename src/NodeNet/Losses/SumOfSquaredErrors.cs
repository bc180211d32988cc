using NodeNet.Formulas;

namespace NodeNet.Losses;

/// <summary>Sum of squared errors, the handout's loss: SSE = Σ (y − ŷ)² over the outputs, without a factor ½.</summary>
public sealed class SumOfSquaredErrors() : Loss<SumOfSquaredErrors.Formula>("sse", new Formula())
{
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
