using NodeNet.Foundation;

namespace NodeNet.Inspection;

/// <summary>How one weight or bias changed: from the examples' shares to the new value, every number in between.</summary>
public sealed class ParameterChange
{
    /// <summary>The weight or bias.</summary>
    public required LedgerParameter Parameter { get; init; }

    /// <summary>What each example of the batch adds to the way downhill, −∂Loss/∂parameter.</summary>
    public required IReadOnlyList<double> Shares { get; init; }

    /// <summary>The sum of the shares.</summary>
    public required double Sum { get; init; }

    /// <summary>The sum, or under <see cref="Training.BatchReduction.Mean"/> the sum by the number of examples.</summary>
    public required double Reduced { get; init; }

    /// <summary>What L1 and L2 add: −(L1 · sign(w) + L2 · w); 0 without either.</summary>
    public required double PenaltyPart { get; init; }

    /// <summary><see cref="Reduced"/> + <see cref="PenaltyPart"/>.</summary>
    public required double Penalized { get; init; }

    /// <summary>What the optimizer gets: <see cref="Penalized"/> · <see cref="StepLedger.ClipFactor"/>.</summary>
    public required double Downhill { get; init; }

    /// <summary>What the optimizer remembered for this parameter (<see cref="LedgerSetup.MemoryNames"/>).</summary>
    public required IReadOnlyList<double> MemoryBefore { get; init; }

    /// <summary>What it remembers after the step.</summary>
    public required IReadOnlyList<double> MemoryAfter { get; init; }

    /// <summary>The number of the parameter's step, from 1: steps in which it was frozen or missing do not count. Optimizers with a correction for their start
    /// use it.</summary>
    public required long StepNumber { get; init; }

    /// <summary>What is added to the parameter; 0 if it is frozen.</summary>
    public required double Change { get; init; }

    /// <summary>The value before the step.</summary>
    public required double OldValue { get; init; }

    /// <summary>What the weights into a node are multiplied by once they have changed, where there is a limit to their length
    /// (<see cref="LedgerSetup.MaxNorm"/>); otherwise 1.</summary>
    public double NormFactor { get; init; } = 1.0;

    /// <summary>The value after it: (<see cref="OldValue"/> + <see cref="Change"/>) · <see cref="NormFactor"/>.</summary>
    public required double NewValue { get; init; }

    /// <summary>Whether training leaves the parameter as it is.</summary>
    public bool IsFrozen => Parameter.IsFrozen;

    /// <summary>"x1→h1: 0.5 + 0.0001 = 0.5001".</summary>
    public override string ToString() => $"{Parameter.Name}: {MessageText.Short(OldValue)} + {MessageText.Short(Change)} = {MessageText.Short(NewValue)}";
}
