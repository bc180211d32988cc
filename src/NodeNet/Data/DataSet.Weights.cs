using NodeNet.Foundation;

namespace NodeNet.Data;

/// <content>How much each example counts.</content>
public sealed partial class DataSet
{
    private RowWeights? _weights;

    /// <summary>How much each example counts, one number an example; null where all count alike. An example of weight 2 counts as two of the same, one of
    /// weight
    /// 0 not at all.</summary>
    /// <remarks>The loss of the set is Σ weight · loss / Σ weight, its accuracy Σ weight of those that are right / Σ weight. A step along the sum over its
    /// batch goes along Σ weight · (−∂loss/∂parameter). A step along the mean (<see cref="Training.BatchReduction"/>) divides this by n · (mean weight of the
    /// set), with n the number of examples in the batch: for a batch of all examples by the sum of their weights, for a smaller one by what that sum is on
    /// average. So a weight counts in batches of one, too, and a batch whose weights are all 0 has no gradient. Only what the weights are to each other
    /// matters to the mean.</remarks>
    public IReadOnlyList<double>? Weights => _weights?.Shown;

    /// <summary>The weights for the loops; null where all count alike.</summary>
    internal RowWeights? RowWeights => _weights;

    /// <summary>Σ weight; the number of examples where all count alike.</summary>
    internal double TotalWeight => _weights?.Total ?? Count;

    /// <summary>The weight of an example; 1 where all count alike.</summary>
    internal double WeightOf(int example) => _weights?[example] ?? 1.0;

    /// <summary>What a step along the mean over a batch of so many examples divides by.</summary>
    internal double DivisorOf(int examples) => _weights?.DivisorOf(examples) ?? examples;

    /// <summary>Makes a data set from arrays, which are copied, with how much each example counts.</summary>
    /// <param name="inputs">A row for each example, all of the same width; finite numbers.</param>
    /// <param name="targets">A row for each example, all of the same width; finite numbers.</param>
    /// <param name="weights">As for <see cref="WithWeights"/>.</param>
    /// <exception cref="ArgumentException">As for <see cref="From(IEnumerable{double[]}, IEnumerable{double[]})"/> and <see cref="WithWeights"/>.</exception>
    public static DataSet From(IEnumerable<double[]> inputs, IEnumerable<double[]> targets, IReadOnlyList<double> weights) =>
        From(inputs, targets).WithWeights(Guard.NotNull(weights));

    /// <summary>The same examples with other weights.</summary>
    /// <param name="weights">How much each example counts: one number an example, 0 or from 1e-15 to 1e15, at least one above 0. Copied. Null: all count
    /// alike.</param>
    /// <exception cref="ArgumentException">There are not as many weights as examples, one is negative, not finite or beyond the range, or all are 0; the
    /// message names the row, from 0, and what to do.</exception>
    public DataSet WithWeights(IReadOnlyList<double>? weights)
    {
        DataSet same = Named(Inputs, Targets, null);
        if (weights is not null) same._weights = Data.RowWeights.From(weights, Count, nameof(weights));
        return same;
    }

    /// <summary>"150 examples, 4 inputs, 3 targets"; and ", weighted" where they do not all count alike.</summary>
    public override string ToString() =>
        $"{MessageText.Count(Count, "example")}, {MessageText.Count(Inputs.Width, "input")}, {MessageText.Count(Targets.Width, "target")}"
            + (_weights is null ? "" : ", weighted");
}
