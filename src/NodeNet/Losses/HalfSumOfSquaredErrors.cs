using NodeNet.Formulas;

namespace NodeNet.Losses;

/// <summary>Half the sum of squared errors: ½ · Σ (y − ŷ)² over the outputs, so that the slope is just ŷ − y (Mazur, Nielsen, Han and Kamber).</summary>
public sealed class HalfSumOfSquaredErrors() : Loss<HalfSumOfSquaredErrors.Formula>("half_sse", new Formula())
{
    /// <summary>The mathematics.</summary>
    public readonly struct Formula : ILossFormula
    {
        /// <summary>½ · (y − ŷ)².</summary>
        /// <inheritdoc/>
        public T Term<T>(T output, T target)
            where T : IReal<T> =>
            T.Half * T.Square(target - output);

        /// <summary>−(y − ŷ).</summary>
        /// <inheritdoc/>
        public T Slope<T>(T output, T target)
            where T : IReal<T> =>
            -(target - output);
    }
}
