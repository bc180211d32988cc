using NodeNet.Foundation;

namespace NodeNet.Inspection;

/// <summary>What to keep of a recorded run. Immutable: use <c>with</c> for a variant.</summary>
/// <remarks>Memory: 8 bytes a step for the loss; besides, at most <see cref="MostLedgers"/> ledgers and <see cref="MostNumbers"/> numbers each for values and
/// pulls, however long the run.</remarks>
public sealed record RunRecording
{
    /// <summary>How many ledgers to keep at most, spread evenly over the run; the first and the last step are always among them. At least 2. Default:
    /// 100.</summary>
    public int MostLedgers { get; init; } = 100;

    /// <summary>How many numbers to keep at most of the weights over time, spread evenly over the run, and of the examples' pulls (watched weights times
    /// examples). At least 1. Default: 1,000,000, which is 8 MB each.</summary>
    public int MostNumbers { get; init; } = 1_000_000;

    /// <summary>Which weights and biases to follow, as "x1→h1" or "b_h1", or null for all. Default: all.</summary>
    public IReadOnlyList<string>? Watch { get; init; }

    /// <summary>Checks every range.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A property is out of its range; the message names it and the range.</exception>
    public void Validate()
    {
        Guard.AtLeast(MostLedgers, 2);
        Guard.AtLeast(MostNumbers, 1);
    }
}
