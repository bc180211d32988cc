using System.Globalization;
using System.Text;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Metrics;

/// <summary>How often each class was taken for each class, and what follows from it: accuracy, precision, recall, F1.</summary>
/// <remarks>A class is the position of the largest output; with a single output, 1 from 0.5 on and otherwise 0. Where a share would be 0 / 0 it is 0, as in
/// scikit-learn. Of a data set with weights (<see cref="DataSet.Weights"/>) the shares are of the weights, and the counts stay counts of examples.</remarks>
public sealed class ConfusionMatrix
{
    private const int MostClasses = 46_340; // the largest whose square fits an array

    private readonly int[,] _counts;
    private readonly double[,]? _weights; // null where all examples count alike
    private readonly double _total;

    /// <summary>Counts pairs of classes.</summary>
    /// <param name="actual">The class of each example, from 0.</param>
    /// <param name="predicted">What it was taken for.</param>
    /// <param name="classes">How many classes there are; from 2 to 46 340.</param>
    /// <exception cref="ArgumentException">The two lists differ in length, are empty, or hold a class that is out of range.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="classes"/> is below 2 or above 46 340.</exception>
    public ConfusionMatrix(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, int classes)
        : this(actual, predicted, classes, null)
    {
    }

    private ConfusionMatrix(ReadOnlySpan<int> actual, ReadOnlySpan<int> predicted, int classes, IReadOnlyList<double>? weights)
    {
        ClassCount = Guard.AtLeast(classes, 2);
        if (!ArraySize.Fits(classes, classes))
        {
            throw new ArgumentOutOfRangeException(
                nameof(classes), classes, $"classes is {classes}; a matrix of more than {MostClasses} would have more numbers than an array can hold.");
        }
        if (actual.Length != predicted.Length || actual.Length == 0)
        {
            throw new ArgumentException(
                $"There are {actual.Length} actual and {predicted.Length} predicted classes; there must be as many of each, at least one.", nameof(predicted));
        }

        _counts = new int[classes, classes];
        _weights = weights is null ? null : new double[classes, classes];
        Count = actual.Length;
        _total = weights?.Sum() ?? Count;
        for (int i = 0; i < actual.Length; i++)
        {
            if ((uint)actual[i] >= (uint)classes || (uint)predicted[i] >= (uint)classes)
            {
                throw new ArgumentException(
                    $"Example {i} is of class {actual[i]}, taken for {predicted[i]}; classes go from 0 to {classes - 1}.", nameof(actual));
            }

            _counts[actual[i], predicted[i]]++;
            if (_weights is not null) _weights[actual[i], predicted[i]] += weights![i];
        }
    }

    /// <summary>How many classes there are.</summary>
    public int ClassCount { get; }

    /// <summary>How many examples were counted.</summary>
    public int Count { get; }

    /// <summary>How many examples of one class were taken for another, or for itself.</summary>
    /// <param name="actual">The class that they are of.</param>
    /// <param name="predicted">The class that they were taken for.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such class.</exception>
    public int this[int actual, int predicted] => _counts[actual, predicted];

    /// <summary>How much the examples count together that were taken so: the sum of their weights (<see cref="DataSet.Weights"/>); their number where all
    /// count alike. Accuracy, precision and all other shares are of these sums.</summary>
    /// <param name="actual">The class that they are of.</param>
    /// <param name="predicted">The class that they were taken for.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such class.</exception>
    public double WeightOf(int actual, int predicted) => _weights?[actual, predicted] ?? _counts[actual, predicted];

    /// <summary>The share of examples taken for what they are.</summary>
    public double Accuracy => Share(Enumerable.Range(0, ClassCount).Sum(c => WeightOf(c, c)), _total);

    /// <summary>The mean of the classes' F1, each class counting the same.</summary>
    public double MacroF1 => Enumerable.Range(0, ClassCount).Average(F1);

    /// <summary>The mean of the classes' precision, each class counting the same.</summary>
    public double MacroPrecision => Enumerable.Range(0, ClassCount).Average(Precision);

    /// <summary>The mean of the classes' recall, each class counting the same; where every class has an example, the balanced accuracy.</summary>
    public double MacroRecall => Enumerable.Range(0, ClassCount).Average(Recall);

    /// <summary>The mean of the classes' F1, where a class counts as often as it has examples.</summary>
    public double WeightedF1 => Enumerable.Range(0, ClassCount).Sum(c => RowSum(c) * F1(c)) / _total;

    /// <summary>Matthews' correlation, of several classes Gorodkin's R_K: 1 all right, 0 no better than chance. It stays honest where classes are out of
    /// balance. 0 where only one class is there, or is answered.</summary>
    public double MatthewsCorrelation
    {
        get
        {
            double right = Enumerable.Range(0, ClassCount).Sum(c => WeightOf(c, c));
            double both = right * _total;
            double actual = _total * _total;
            double predicted = actual;
            for (int c = 0; c < ClassCount; c++)
            {
                both -= RowSum(c) * ColumnSum(c);
                actual -= RowSum(c) * RowSum(c);
                predicted -= ColumnSum(c) * ColumnSum(c);
            }
            return Share(both, Math.Sqrt(actual) * Math.Sqrt(predicted));
        }
    }

    /// <summary>What the classes are called, one name a class; null if that was not told.</summary>
    public IReadOnlyList<string>? ClassLabels { get; private init; }

    /// <summary>Counts a model's predictions on a data set.</summary>
    /// <param name="model">The model, which scales inputs by itself.</param>
    /// <param name="data">Examples, not scaled, whose targets name classes.</param>
    /// <exception cref="ArgumentException">The examples do not fit the model, name other classes than it, or name none.</exception>
    /// <exception cref="ArithmeticException">An output is NaN, so that none is the largest; the message names the row.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public static ConfusionMatrix Of(Model model, DataSet data)
    {
        Guard.NotNull(model);
        model.CheckFits(data);
        return Of(model.Predict, data, model.OutputNames, model.ClassLabels ?? data.ClassLabels, model.Threshold);
    }

    /// <summary>Counts a model's answers on a table of its users' own rows.</summary>
    /// <param name="model">A model with a recipe that predicts classes.</param>
    /// <param name="table">A table with the recipe's columns and its target. Rows without a target are left out where the recipe says so.</param>
    /// <exception cref="Recipes.RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    /// <exception cref="ArithmeticException">An output is NaN, so that none is the largest; the message names the row.</exception>
    /// <exception cref="InvalidOperationException">The model has no recipe or predicts numbers; or the network is being trained on another thread, or training
    /// began meanwhile.</exception>
    public static ConfusionMatrix Of(Model model, ITable table)
    {
        Guard.NotNull(model);
        Guard.NotNull(table);
        Recipe recipe = model.Required();
        if (model.ClassLabels is null) throw new InvalidOperationException("The model predicts numbers; RegressionErrors measures those.");
        return OfEncoded(model, recipe.DataSet(table));
    }

    /// <summary>Counts a model's answers on rows that its recipe has encoded.</summary>
    internal static ConfusionMatrix OfEncoded(Model model, DataSet data) =>
        Of(model.Network.Predict, data, model.OutputNames, model.ClassLabels, model.Threshold);

    /// <summary>Counts a network's predictions on a data set. A network knows nothing of scaling: for examples as they are, count those of the
    /// <see cref="Model"/>.</summary>
    /// <param name="network">The network.</param>
    /// <param name="data">Examples, scaled as those of the training, whose targets name classes.</param>
    /// <exception cref="ArgumentException">The examples do not fit the network, or their targets name no classes or more than 46 340.</exception>
    /// <exception cref="ArithmeticException">An output is NaN, so that none is the largest; the message names the row.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread, or training began meanwhile.</exception>
    public static ConfusionMatrix Of(Network network, DataSet data)
    {
        Guard.NotNull(network);
        network.CheckFits(data);
        return Of(network.Predict, data, network.OutputNames, data.ClassLabels, 0.5);
    }

    /// <summary>Of the examples taken for a class, the share that are of it.</summary>
    /// <param name="c">The class.</param>
    public double Precision(int c) => Share(WeightOf(c, c), ColumnSum(c));

    /// <summary>Of the examples of a class, the share taken for it.</summary>
    /// <param name="c">The class.</param>
    public double Recall(int c) => Share(WeightOf(c, c), RowSum(c));

    /// <summary>The harmonic mean of precision and recall: 2 · P · R / (P + R).</summary>
    /// <param name="c">The class.</param>
    public double F1(int c)
    {
        double precision = Precision(c);
        double recall = Recall(c);
        return Share(2.0 * precision * recall, precision + recall);
    }

    /// <summary>The counts as a table, a row for each actual class, with their <see cref="ClassLabels"/> or numbers.</summary>
    public override string ToString() => Table(ClassLabels ?? [.. Enumerable.Range(0, ClassCount).Select(Text)]);

    /// <summary>The counts as a table, a row for each actual class, with the names of the classes.</summary>
    /// <param name="classNames">One name a class, in their order.</param>
    /// <exception cref="ArgumentException">There are not as many names as classes.</exception>
    public string ToString(IReadOnlyList<string> classNames)
    {
        Guard.NotNull(classNames);
        if (classNames.Count != ClassCount)
        {
            throw new ArgumentException(
                $"classNames has {MessageText.Count(classNames.Count, "name")}; there {(ClassCount == 1 ? "is" : "are")} "
                    + $"{MessageText.Count(ClassCount, "class", "classes")}.", nameof(classNames));
        }

        return Table(classNames);
    }

    private static ConfusionMatrix Of(
        Func<Rows, Rows> predict, DataSet data, IReadOnlyList<string> outputNames, IReadOnlyList<string>? labels, double threshold)
    {
        if (!data.IsClassification)
            throw new ArgumentException("The targets name no classes: they are neither one-hot rows nor single columns of 0 and 1.", nameof(data));
        Rows outputs = predict(data.Inputs);
        var actual = new int[data.Count];
        var predicted = new int[data.Count];
        for (int row = 0; row < data.Count; row++)
        {
            actual[row] = Classes.Of(data.Targets[row]);
            predicted[row] = Classes.Of(outputs[row], threshold);
            if (predicted[row] == Classes.None) throw Classes.NoneNamed(outputs[row], outputNames, row);
        }
        return new ConfusionMatrix(actual, predicted, Classes.CountFor(data.Targets.Width), data.Weights) { ClassLabels = labels };
    }

    private string Table(IReadOnlyList<string> classNames)
    {
        string[] names = [.. classNames.Select(MessageText.Line)];
        const string Corner = "actual \\ predicted";
        int first = Math.Max(Corner.Length, names.Max(name => name.Length));
        int[] widths = [.. names.Select(name => 1 + Math.Max(name.Length, Text(Count).Length))];
        var text = new StringBuilder(Corner.PadLeft(first));
        for (int c = 0; c < ClassCount; c++)
            text.Append(names[c].PadLeft(widths[c]));
        for (int actual = 0; actual < ClassCount; actual++)
        {
            text.Append('\n').Append(names[actual].PadLeft(first));
            for (int predicted = 0; predicted < ClassCount; predicted++)
                text.Append(Text(_counts[actual, predicted]).PadLeft(widths[predicted]));
        }
        return text.ToString();
    }

    private double RowSum(int actual) => Enumerable.Range(0, ClassCount).Sum(predicted => WeightOf(actual, predicted));

    private double ColumnSum(int predicted) => Enumerable.Range(0, ClassCount).Sum(actual => WeightOf(actual, predicted));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static double Share(double part, double whole) => whole == 0.0 ? 0.0 : part / whole;
}
