using System.Globalization;
using NodeNet.Orleans.Work;

namespace NodeNet.Orleans;

/// <summary>A round of a training on several shards.</summary>
/// <param name="Number">Its number, from 1.</param>
/// <param name="Loss">The mean loss over all rows as the shards learned in the round's last epoch: of each row just before the step that it took part
/// in.</param>
/// <param name="Accuracy">The share of rows whose class was predicted right meanwhile; null where the targets name no classes.</param>
/// <param name="Silos">The silos that did the shards, by address, in the order of the shards.</param>
public sealed record AveragedRound(int Number, double Loss, double? Accuracy, IReadOnlyList<string> Silos)
{
    /// <summary>"round 3: loss 0.1234, accuracy 97.3%".</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"round {Number}: loss {Loss:0.####}{(Accuracy is { } right ? $", accuracy {100.0 * right:0.0}%" : "")}");
}

/// <summary>What came of a training on several shards.</summary>
/// <param name="Network">The network, with the mean of the last round's weights.</param>
/// <param name="Rounds">The rounds.</param>
/// <param name="Weights">What each shard counted: its number of rows, or the sum of their weights.</param>
public sealed record AveragedRun(Network Network, IReadOnlyList<AveragedRound> Rounds, IReadOnlyList<double> Weights)
{
    /// <summary>"8 rounds on 4 shards; round 8: loss 0.1234, accuracy 97.3%".</summary>
    public override string ToString() =>
        $"{Counted.Of(Rounds.Count, "round")} on {Counted.Of(Weights.Count, "shard")}; {Rounds[^1]}";
}
