using NodeNet.Export.FixedPoint;
using NodeNet.Export.Plan;

namespace NodeNet.Export;

/// <summary>A layer in fixed point: its numbers as the chip has them.</summary>
public sealed class FixedLayer
{
    internal FixedLayer(PlanLayer plan, IReadOnlyList<(int Source, int[][] Weights)> blocks, Interval[] sums) =>
        (Plan, Blocks, Sums) = (plan, blocks, sums);

    internal PlanLayer Plan { get; }

    internal Interval[] Sums { get; }

    /// <summary>By the layers that lead here: the weights from it.</summary>
    internal IReadOnlyList<(int Source, int[][] Weights)> Blocks { get; }

    /// <summary>The tables of the nodes' activation functions; null where a node has none (identity, ReLU).</summary>
    internal ActivationTable?[] Tables { get; set; } = [];

    /// <summary>The table of e^x of a softmax layer.</summary>
    internal ActivationTable? Exponential { get; set; }

    /// <summary>"hidden 1: 4 nodes, tanh".</summary>
    public string Title => Plan.Title;

    /// <summary>The weights into each node, from the first source to the last: w · 2^<see cref="Shifts"/>, rounded.</summary>
    public IReadOnlyList<int[]> Weights => [.. Enumerable.Range(0, Plan.Count).Select(j => Blocks.SelectMany(block => block.Weights[j]).ToArray())];

    /// <summary>For each node, how many bits of its weights stand behind the binary point.</summary>
    public IReadOnlyList<int> Shifts { get; internal init; } = [];

    /// <summary>The biases, with as many bits behind the point as all numbers of the network have.</summary>
    public IReadOnlyList<int> Biases { get; internal init; } = [];

    /// <summary>How many bits the sum of weights · activations takes, 32 or 64: interval arithmetic shows that no partial sum of any accepted row needs
    /// more.</summary>
    public int SumBits { get; internal init; }

    /// <summary>The smallest and largest net input that each node can have for any row that is accepted, by interval arithmetic.</summary>
    public IReadOnlyList<(int Least, int Most)> NetInputs => [.. Sums.Select(sum => ((int)sum.Least, (int)sum.Most))];

    /// <summary>By how much an answer of the layer's tables differs at most from the function's, over all net inputs that can occur; 0 where it has
    /// none.</summary>
    public double TableError => Tables.Append(Exponential).OfType<ActivationTable>().Select(table => table.Error).DefaultIfEmpty(0.0).Max();

    /// <summary>The title, and the bits of sums.</summary>
    public override string ToString() => FormattableString.Invariant($"{Title}; sums of {SumBits} bits");
}
