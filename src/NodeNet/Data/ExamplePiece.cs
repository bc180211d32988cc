using NodeNet.Foundation;

namespace NodeNet.Data;

/// <summary>Some examples that follow each other in a group of an <see cref="IExampleSource"/>.</summary>
public sealed class ExamplePiece
{
    /// <summary>Creates a piece.</summary>
    /// <param name="group">The group, from 0.</param>
    /// <param name="inputs">A row for each example.</param>
    /// <param name="targets">A row for each example.</param>
    /// <param name="weights">How much each example counts, as <see cref="DataSet.WithWeights"/> takes it, though all may be 0; null where all count
    /// alike.</param>
    /// <exception cref="ArgumentException">There are not as many targets or weights as inputs, or a weight is none.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="group"/> is below 0.</exception>
    public ExamplePiece(int group, Rows inputs, Rows targets, IReadOnlyList<double>? weights = null)
    {
        (Group, Inputs, Targets, Weights) = (Guard.AtLeast(group, 0), Guard.NotNull(inputs), Guard.NotNull(targets), weights);
        if (targets.Count != inputs.Count || (weights is not null && weights.Count != inputs.Count))
        {
            throw new ArgumentException(
                $"There are {MessageText.Count(inputs.Count, "row")} of inputs, {targets.Count} of targets" +
                    $"{(weights is null ? "" : $" and {MessageText.Count(weights.Count, "weight")}")}; each example needs one of each.", nameof(targets));
        }
        for (int row = 0; row < weights?.Count; row++)
        {
            if (RowWeights.TroubleOf(weights[row]) is { } trouble) throw new ArgumentException($"In row {row} (rows count from 0): {trouble}", nameof(weights));
        }
    }

    /// <summary>The group, from 0.</summary>
    public int Group { get; }

    /// <summary>A row for each example.</summary>
    public Rows Inputs { get; }

    /// <summary>A row for each example.</summary>
    public Rows Targets { get; }

    /// <summary>How much each example counts; null where all count alike.</summary>
    public IReadOnlyList<double>? Weights { get; }

    /// <summary>How many examples there are.</summary>
    public int Count => Inputs.Count;

    /// <summary>Some of the examples, in the order given.</summary>
    internal ExamplePiece Select(ReadOnlySpan<int> rows) => new(
        Group, Inputs.Select(rows), Targets.Select(rows), Weights is null ? null : [.. rows.ToArray().Select(row => Weights[row])]);
}
