using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Judging;

/// <summary>What scores of classes are worth, beyond which class is the largest: log loss and Brier score of probabilities, top k, and a curve of each class
/// against the rest. Immutable. The numbers are scikit-learn's.</summary>
public sealed class ClassScores
{
    private const double SumTolerance = 1e-6;

    private readonly Rows _scores;
    private readonly int[] _actual;

    private ClassScores(Rows scores, int[] actual, IReadOnlyList<string>? labels) =>
        (_scores, _actual, ClassLabels, Counts) = (scores, actual, labels, CountsOf(actual, scores.Width));

    /// <summary>How many rows there are.</summary>
    public int Count => _scores.Count;

    /// <summary>How many classes there are.</summary>
    public int ClassCount => _scores.Width;

    /// <summary>What the classes are called; null if that was not told.</summary>
    public IReadOnlyList<string>? ClassLabels { get; }

    /// <summary>How many rows each class has.</summary>
    public IReadOnlyList<int> Counts { get; }

    /// <summary>The mean of −ln of the probability that the row's class got; ∞ if a row's was 0.</summary>
    /// <exception cref="InvalidOperationException">The scores are no probabilities.</exception>
    public double LogLoss
    {
        get
        {
            CheckProbabilities();
            double sum = 0.0;
            for (int row = 0; row < Count; row++) sum -= Math.Log(_scores[row, _actual[row]]);
            return sum / Count;
        }
    }

    /// <summary>The mean squared error of the probabilities. Of two classes the mean of (p − y)² of the second, 0 to 1; of more, the sum over the classes, 0
    /// to 2.</summary>
    /// <exception cref="InvalidOperationException">The scores are no probabilities.</exception>
    public double BrierScore
    {
        get
        {
            CheckProbabilities();
            double sum = 0.0;
            for (int row = 0; row < Count; row++)
            {
                for (int c = 0; c < ClassCount; c++)
                {
                    double off = _scores[row, c] - (c == _actual[row] ? 1.0 : 0.0);
                    sum += off * off;
                }
            }
            return ClassCount == 2 ? sum / (2.0 * Count) : sum / Count;
        }
    }

    /// <summary>The mean of the classes' areas under the ROC curve, each against the rest; every class counts the same.</summary>
    /// <exception cref="ArgumentException">A class has no row, or all.</exception>
    public double MacroRocArea => Enumerable.Range(0, ClassCount).Average(c => CurveOf(c).RocArea);

    /// <summary>As <see cref="MacroRocArea"/>, where a class counts as often as it has rows.</summary>
    /// <exception cref="ArgumentException">A class has no row, or all.</exception>
    public double WeightedRocArea => Enumerable.Range(0, ClassCount).Sum(c => Counts[c] * CurveOf(c).RocArea) / Count;

    /// <summary>Judges scores.</summary>
    /// <param name="scores">A row of finite numbers for each row, one a class.</param>
    /// <param name="actual">The class of each row, from 0.</param>
    /// <param name="labels">What the classes are called, or null.</param>
    /// <exception cref="ArgumentException">The numbers of rows or classes do not fit, a class is out of range, or a score is not finite.</exception>
    public static ClassScores Of(Rows scores, IReadOnlyList<int> actual, IReadOnlyList<string>? labels = null)
    {
        Guard.NotNull(scores);
        Guard.NotNull(actual);
        if (scores.Count != actual.Count)
        {
            throw new ArgumentException(
                $"There are {MessageText.Count(scores.Count, "row")} of scores and {MessageText.Count(actual.Count, "class", "classes")}; there must be as "
                    + "many of each.", nameof(actual));
        }
        if (scores.Width < 2) throw new ArgumentException("There must be a score for each class, of two classes two.", nameof(scores));
        if (labels is not null && labels.Count != scores.Width)
            throw new ArgumentException($"There are {labels.Count} labels for {scores.Width} classes.", nameof(labels));
        for (int row = 0; row < actual.Count; row++)
        {
            if ((uint)actual[row] >= (uint)scores.Width)
                throw new ArgumentException($"Row {row} (from 0) is of class {actual[row]}; classes go from 0 to {scores.Width - 1}.", nameof(actual));
            for (int c = 0; c < scores.Width; c++)
            {
                if (!double.IsFinite(scores[row, c]))
                {
                    throw new ArgumentException(
                        $"Row {row} (from 0): the score of class {c} is {MessageText.Exact(scores[row, c])}; it must be a finite number.", nameof(scores));
                }
            }
        }
        return new ClassScores(scores, [.. actual], labels is null ? null : [.. labels]);
    }

    /// <summary>Judges a model on rows as its users have them.</summary>
    /// <param name="model">A model with a recipe that predicts classes.</param>
    /// <param name="table">A table with the recipe's columns and its target. Rows without a target are left out where the recipe says so.</param>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    /// <exception cref="ArgumentException">An output is not finite.</exception>
    /// <exception cref="InvalidOperationException">The model has no recipe or predicts numbers; or the network is being trained on another thread, or training
    /// began meanwhile.</exception>
    public static ClassScores Of(Model model, ITable table)
    {
        Guard.NotNull(model);
        Guard.NotNull(table);
        Recipe recipe = model.Required();
        if (model.ClassLabels is null) throw new InvalidOperationException("The model predicts numbers; RegressionErrors measures those.");
        DataSet data = recipe.DataSet(table);
        return Of(model.Network.Predict(data.Inputs), data, model.ClassLabels);
    }

    /// <summary>Judges a model on numbers.</summary>
    /// <param name="model">The model, which scales inputs by itself.</param>
    /// <param name="data">Examples, not scaled, whose targets name classes.</param>
    /// <exception cref="ArgumentException">The examples do not fit the model, name other classes than it, or name none; or an output is not
    /// finite.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public static ClassScores Of(Model model, DataSet data)
    {
        Guard.NotNull(model);
        model.CheckFits(data);
        return data.IsClassification
            ? Of(model.Predict(data.Inputs), data, model.ClassLabels ?? data.ClassLabels)
            : throw new ArgumentException("The targets name no classes: they are neither one-hot rows nor single columns of 0 and 1.", nameof(data));
    }

    /// <summary>The curve of a class against all others, by the class's own score.</summary>
    /// <param name="c">The class, from 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such class.</exception>
    /// <exception cref="ArgumentException">The class has no row, or all.</exception>
    public BinaryCurve CurveOf(int c)
    {
        if ((uint)c >= (uint)ClassCount)
            throw new ArgumentOutOfRangeException(nameof(c), c, $"There is no class {c}; classes go from 0 to {ClassCount - 1}.");
        if (Counts[c] == 0 || Counts[c] == Count)
        {
            throw new ArgumentException(
                $"{(ClassLabels is { } labels ? labels[c] : $"Class {c}")} has {Counts[c]} of {MessageText.Count(Count, "row")}; a curve needs rows of it and "
                    + "others.", nameof(c));
        }
        return BinaryCurve.Of(_scores.Column(c), Array.ConvertAll(_actual, own => own == c));
    }

    /// <summary>The share of rows whose class is among the k highest scores; of equal scores the first classes count as the higher, so that k = 1 is the
    /// accuracy at a threshold of one half.</summary>
    /// <param name="k">How many; from 1 to the number of classes.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="k"/> is out of its range.</exception>
    public double TopK(int k)
    {
        if (k < 1 || k > ClassCount) throw new ArgumentOutOfRangeException(nameof(k), k, $"k is {k}; it must be from 1 to {ClassCount}.");
        int among = 0;
        for (int row = 0; row < Count; row++)
        {
            int own = _actual[row];
            int higher = 0;
            for (int c = 0; c < ClassCount; c++)
            {
                if (_scores[row, c] > _scores[row, own] || (_scores[row, c] == _scores[row, own] && c < own)) higher++;
            }
            if (higher < k) among++;
        }
        return (double)among / Count;
    }

    /// <summary>Whether the scores mean what they say: of two classes those of the second, of more that of the class with the highest.</summary>
    /// <param name="bins">How many bins of scores; at least 1. Default: 10.</param>
    /// <exception cref="ArgumentException">A score is not from 0 to 1.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bins"/> is below 1.</exception>
    public Reliability Reliability(int bins = 10)
    {
        var scores = new double[Count];
        var holds = new bool[Count];
        for (int row = 0; row < Count; row++)
        {
            int answered = ClassCount == 2 ? 1 : Classes.Of(_scores[row]);
            scores[row] = _scores[row, answered];
            holds[row] = _actual[row] == answered;
        }
        return Judging.Reliability.Of(scores, holds, bins);
    }

    /// <summary>"150 rows of 3 classes, mean ROC area 0.99".</summary>
    public override string ToString()
    {
        string text = $"{MessageText.Count(Count, "row")} of {ClassCount} classes";
        return Counts.Any(count => count == 0 || count == Count) ? text : $"{text}, mean ROC area {MessageText.Short(MacroRocArea)}";
    }

    private static ClassScores Of(Rows outputs, DataSet data, IReadOnlyList<string>? labels)
    {
        Rows scores = outputs;
        if (outputs.Width == 1)
        {
            var both = new double[ArraySize.OfTable(outputs.Count, 2, nameof(data))];
            for (int row = 0; row < outputs.Count; row++) (both[2 * row], both[2 * row + 1]) = (Classes.Score(outputs[row], 0), Classes.Score(outputs[row], 1));
            scores = Rows.Own(both, outputs.Count, 2);
        }
        return Of(scores, [.. Enumerable.Range(0, data.Count).Select(data.ClassOf)], labels);
    }

    private static int[] CountsOf(int[] actual, int classes)
    {
        var counts = new int[classes];
        foreach (int c in actual) counts[c]++;
        return counts;
    }

    private void CheckProbabilities()
    {
        for (int row = 0; row < Count; row++)
        {
            double sum = 0.0;
            bool isShare = true;
            foreach (double score in _scores[row])
            {
                sum += score;
                isShare &= score >= 0.0 && score <= 1.0;
            }
            if (isShare && Math.Abs(sum - 1.0) <= SumTolerance) continue;
            throw new InvalidOperationException(
                $"Row {row} (from 0): the scores {MessageText.List([.. _scores[row].ToArray().Select(MessageText.Short)])} are no probabilities, which are "
                    + "from 0 to 1 and sum to 1, as after a softmax or of a sigmoid.");
        }
    }
}
