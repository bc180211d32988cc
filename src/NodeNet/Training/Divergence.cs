namespace NodeNet.Training;

/// <summary>Where and why the numbers of a run were no longer finite (<see cref="StopReason.NotFinite"/>).</summary>
public sealed record Divergence
{
    /// <summary>The number of the epoch, from 1.</summary>
    public required int Epoch { get; init; }

    /// <summary>The name of the first node (as <c>h2</c>), connection (<c>x1→h2</c>) or bias (<c>b_h2</c>) that is not finite or would not have stayed so, in
    /// the order of a forward pass; null if only the loss over the whole training or validation set is not finite.</summary>
    public required string? Place { get; init; }

    /// <summary>The number that was found: a loss, a net input, an activation, or the change of a weight or bias.</summary>
    public required double Value { get; init; }

    /// <summary>What happened, in a sentence.</summary>
    public required string Problem { get; init; }

    /// <summary>What to try, chosen by what the run has shown: its losses, its data, its options.</summary>
    public required string Advice { get; init; }

    /// <summary>"in epoch 3: h2's …. Advice".</summary>
    public override string ToString() => $"in epoch {Epoch}: {Problem}. {Advice}";
}
