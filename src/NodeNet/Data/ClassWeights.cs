using System.Globalization;
using NodeNet.Foundation;

namespace NodeNet.Data;

/// <summary>How much each class counts: a number for each, which the weights of its examples are multiplied by.</summary>
/// <example><code>
/// DataSet weighted = ClassWeights.Balanced(training).ApplyTo(training);
/// </code></example>
public sealed class ClassWeights
{
    private readonly double[] _values;

    private ClassWeights(double[] values) => _values = values;

    /// <summary>How many classes there are.</summary>
    public int Count => _values.Length;

    /// <summary>The weight of a class.</summary>
    /// <param name="index">The class's number, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    public double this[int index] => index >= 0 && index < _values.Length ? _values[index]
        : throw new ArgumentOutOfRangeException(nameof(index), index, $"There is no class {index}; there are {_values.Length}, counted from 0.");

    /// <summary>Weights that let every class count alike: Σ weight / (k · Σ weight of the class), with k the number of classes that have examples; without
    /// weights of the examples that is n / (k · examples of the class), as scikit-learn's "balanced".</summary>
    /// <param name="data">The training set. A class of which it has no example, or only some of weight 0, gets 1.</param>
    /// <exception cref="InvalidOperationException">The targets name no classes (see <see cref="DataSet.IsClassification"/>).</exception>
    public static ClassWeights Balanced(DataSet data)
    {
        Guard.NotNull(data);
        var counts = new double[Classes.CountFor(data.Targets.Width)];
        for (int row = 0; row < data.Count; row++)
            counts[data.ClassOf(row)] += data.WeightOf(row);
        int there = counts.Count(count => count > 0.0);
        return new ClassWeights([.. counts.Select(count => count > 0.0 ? data.TotalWeight / (there * count) : 1.0)]);
    }

    /// <summary>Weights of your own.</summary>
    /// <param name="weights">A number for each class, in the order of the classes; finite and 0 or above, not all 0.</param>
    /// <exception cref="ArgumentException">There are fewer than two, one is negative or not finite, or all are 0.</exception>
    public static ClassWeights Of(params double[] weights)
    {
        Guard.NotNull(weights);
        if (weights.Length < 2)
            throw new ArgumentException($"weights has {MessageText.Count(weights.Length, "number")}; there are at least two classes.", nameof(weights));
        int wrong = Array.FindIndex(weights, weight => !(weight >= 0.0 && double.IsFinite(weight)));
        if (wrong >= 0)
        {
            throw new ArgumentException(
                $"The weight of class {wrong} is {MessageText.Exact(weights[wrong])}; it must be a finite number, 0 or above.", nameof(weights));
        }
        return weights.Any(weight => weight > 0.0) ? new ClassWeights([.. weights])
            : throw new ArgumentException("The weights of all classes are 0, so that nothing would count.", nameof(weights));
    }

    /// <summary>The same examples, the weight of each multiplied by that of its class.</summary>
    /// <param name="data">Examples of as many classes.</param>
    /// <exception cref="ArgumentException">The examples are of another number of classes, or one of them, or all, then has a weight that
    /// <see cref="DataSet.WithWeights"/> refuses.</exception>
    /// <exception cref="InvalidOperationException">The targets name no classes (see <see cref="DataSet.IsClassification"/>).</exception>
    public DataSet ApplyTo(DataSet data)
    {
        Guard.NotNull(data);
        int classes = Classes.CountFor(data.Targets.Width);
        if (data.IsClassification && classes != Count)
            throw new ArgumentException($"There are weights for {Count} classes; the targets of data name {classes}.", nameof(data));
        var weights = new double[data.Count];
        for (int row = 0; row < weights.Length; row++)
            weights[row] = data.WeightOf(row) * _values[data.ClassOf(row)];
        return data.WithWeights(weights);
    }

    /// <summary>"0.75, 1.5": the weights in the order of the classes, in every culture.</summary>
    public override string ToString() => string.Join(", ", _values.Select(weight => weight.ToString("G6", CultureInfo.InvariantCulture)));
}
