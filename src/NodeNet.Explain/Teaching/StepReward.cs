using NodeNet.Foundation;
using NodeNet.Inspection;

namespace NodeNet.Teaching;

/// <summary>What a step was good for.</summary>
public static class StepReward
{
    /// <summary>The mean loss over the step's examples (of weighted ones Σ weight · loss / Σ weight) with the new weights and biases, without the part of L1
    /// and L2: what <see cref="StepLedger.Loss"/> has
    /// become.</summary>
    /// <param name="ledger">The step; of one with a mistake, too.</param>
    public static double LossAfter(this StepLedger ledger)
    {
        var after = new StepCalculation(new StepFacts(Guard.NotNull(ledger)));
        foreach (ParameterChange change in ledger.Changes)
            after.Assume(Quantity.Of(QuantityKind.Weight, QuantityKind.Bias, change.Parameter), change.NewValue);
        return ledger.Examples.Where(example => example.Weight != 0.0).Sum(example => example.Weight * after[Quantity.Loss(example.Index + 1)])
            / Math.Max(ledger.Examples.Sum(example => example.Weight), double.Epsilon);
    }
}
