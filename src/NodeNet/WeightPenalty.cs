namespace NodeNet;

/// <summary>The penalty on large weights: L1 · Σ|w| + ½ · L2 · Σw². Its slope is L1 · sign(w) + L2 · w.</summary>
/// <param name="L1">λ₁, 0 for none.</param>
/// <param name="L2">λ₂, 0 for none.</param>
/// <param name="CountsBiases">Whether biases count too.</param>
internal readonly record struct WeightPenalty(double L1, double L2, bool CountsBiases)
{
    /// <summary>Whether there is none.</summary>
    public bool IsNone => L1 == 0.0 && L2 == 0.0;
}
