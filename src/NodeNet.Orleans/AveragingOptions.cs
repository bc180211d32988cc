namespace NodeNet.Orleans;

/// <summary>How a network is trained on several shards of rows at once (<see cref="NodeNetCluster"/>.TrainAveragedAsync).</summary>
public sealed record AveragingOptions
{
    /// <summary>How many shards the rows are divided into; at least 1. It decides the weights, so it is a number of the job, not of the silos that happen to be
    /// up. Not asked where shards are named. Default: 2.</summary>
    public int Shards { get; init; } = 2;

    /// <summary>How many rounds there are; at least 1. In a round every shard trains on its own rows, from the same weights; then the weights are averaged.
    /// Default: 10.</summary>
    public int Rounds { get; init; } = 10;

    /// <summary>How many epochs a shard trains in a round; at least 1. Default: 1.</summary>
    public int EpochsPerRound { get; init; } = 1;

    /// <summary>Whether the learning rate is multiplied by the number of shards. N shards take N times fewer steps in a round than one process in an epoch, and
    /// learn N times slower; with N times the rate they follow it. A rate that is large already may then diverge. Default: false.</summary>
    public bool ScaleRate { get; init; }

    /// <summary>What becomes of what optimizers remember, as momentum or Adam's moments, between rounds. Default: it is averaged, too.</summary>
    public OptimizerMemory Memory { get; init; } = OptimizerMemory.Averaged;

    /// <summary>Who is told of each round, or null. Default: null.</summary>
    public IProgress<AveragedRound>? Progress { get; init; }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Shards, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(Rounds, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(EpochsPerRound, 1);
        if (!Enum.IsDefined(Memory))
            throw new ArgumentOutOfRangeException(nameof(Memory), Memory, $"Memory is {Memory}; it must be Averaged or Restarted.");
    }
}

/// <summary>What becomes of what optimizers remember when weights are averaged.</summary>
public enum OptimizerMemory
{
    /// <summary>It is averaged as the weights are, weighted by rows, and so are counts of steps, which are rounded.</summary>
    Averaged,

    /// <summary>Each round begins with an empty memory, as after no step.</summary>
    Restarted,
}
