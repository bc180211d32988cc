using NodeNet.Optimizers;

namespace NodeNet.Steps;

/// <summary>How steps are taken: what the loops need of a trainer's options.</summary>
internal sealed record StepOptions
{
    /// <summary>The rule that turns the way downhill into changes.</summary>
    public required IOptimizer Optimizer { get; init; }

    /// <summary>The penalty on large weights.</summary>
    public required WeightPenalty Penalty { get; init; }

    /// <summary>The largest length of the gradient; null for no limit.</summary>
    public required double? ClipNorm { get; init; }

    /// <summary>Whether a step follows the mean over its batch; otherwise the sum.</summary>
    public required bool IsMean { get; init; }

    /// <summary>Whether the fast loops work in single precision.</summary>
    public required bool IsSingle { get; init; }

    /// <summary>On how many threads a batch is worked on at most; null for a number that fits the network.</summary>
    public required int? MaxDegreeOfParallelism { get; init; }

    /// <summary>The share of nodes that is left out of a layer, by its place in the network; null for none.</summary>
    public Func<int, double>? DropoutRate { get; init; }

    /// <summary>The standard deviation of the noise on inputs.</summary>
    public double InputNoise { get; init; }

    /// <summary>Where the random numbers of dropout and noise start.</summary>
    public long Seed { get; init; }

    /// <summary>The largest length of the weights into a node; null for no limit.</summary>
    public double? MaxNorm { get; init; }

    /// <summary>Whether steps need more than every loop has: nodes that are left out, noise, or a limit to the weights into a node.</summary>
    public bool NeedsMore => DropoutRate is not null || InputNoise > 0.0 || MaxNorm is not null;
}
