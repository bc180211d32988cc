using System.Globalization;
using System.Text;
using NodeNet.Foundation;
using NodeNet.Metrics;
using NodeNet.Recipes;

namespace NodeNet.Judging;

/// <summary>How much a model needs each column: how much worse its score gets when the column's cells are shuffled among the rows, so that they tell nothing
/// any more. A column is shuffled as a whole, whatever number of inputs it becomes.</summary>
/// <remarks>Measure on rows that the model was not trained on. Of two columns that tell the same, each may look unneeded, because the other is still there.
/// Source: Breiman, "Random Forests", Machine Learning 45 (2001).</remarks>
/// <example><code>
/// Console.WriteLine(PermutationImportance.Of(model, test));
/// </code></example>
public sealed class PermutationImportance
{
    private PermutationImportance(double score, IReadOnlyList<ColumnImportance> columns) => (Score, Columns) = (score, columns);

    /// <summary>The score on the table as it is.</summary>
    public double Score { get; }

    /// <summary>The columns, the most needed first; of equals in the recipe's order.</summary>
    public IReadOnlyList<ColumnImportance> Columns { get; }

    /// <summary>Measures a model.</summary>
    /// <param name="model">A model with a recipe.</param>
    /// <param name="table">A table with the recipe's columns and its targets.</param>
    /// <param name="repeats">How often each column is shuffled; at least 1. Default: 10.</param>
    /// <param name="seed">The seed of the shuffling.</param>
    /// <param name="score">What is measured, the higher, the better; null for the accuracy of classes, or the mean R² of numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="repeats"/> is below 1.</exception>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    /// <exception cref="InvalidOperationException">The model has no recipe; or the network is being trained.</exception>
    public static PermutationImportance Of(
        Model model, ITable table, int repeats = 10, long seed = 1, Func<Model, ITable, double>? score = null)
    {
        Guard.NotNull(model);
        Guard.NotNull(table);
        if (repeats < 1) throw new ArgumentOutOfRangeException(nameof(repeats), repeats, $"repeats is {repeats}; it must be 1 or above.");
        Recipe recipe = model.Required();
        score ??= ScoreOf;
        int[] places = recipe.Bind(table);
        double whole = score(model, table);
        var random = new RandomGenerator(seed);
        int[] order = [.. Enumerable.Range(0, table.RowCount)];
        var columns = new List<ColumnImportance>();
        for (int i = 0; i < places.Length; i++)
        {
            var drops = new double[repeats];
            for (int repeat = 0; repeat < repeats; repeat++)
            {
                random.Shuffle(order.AsSpan());
                drops[repeat] = whole - score(model, ReplacedColumn.Reordered(table, places[i], order));
            }
            columns.Add(new ColumnImportance(recipe.ColumnNames[i], drops));
        }
        return new PermutationImportance(whole, [.. columns.OrderByDescending(column => column.Mean)]);
    }

    /// <summary>A line for each column: how much the score drops without it, and how much that varies.</summary>
    public override string ToString()
    {
        CultureInfo plain = CultureInfo.InvariantCulture;
        var text = new StringBuilder();
        text.Append(plain, $"score {MessageText.Short(Score)}; without each column it drops by\n");
        int width = Columns.Max(column => column.Name.Length);
        foreach (ColumnImportance column in Columns)
            text.Append("  ").Append(MessageText.Line(column.Name).PadRight(width)).Append(plain, $"  {column.Mean:0.0000} ± {column.Deviation:0.0000}\n");
        return text.ToString().TrimEnd('\n');
    }

    private static double ScoreOf(Model model, ITable table)
    {
        TableEvaluation found = model.Evaluate(table);
        return found.Accuracy ?? found.Errors.Average(target => target.Errors.RSquared);
    }
}

/// <summary>How much a model needs one column.</summary>
public sealed class ColumnImportance
{
    internal ColumnImportance(string name, double[] drops)
    {
        (Name, Drops) = (name, drops);
        (Mean, Deviation) = Statistics.MeanAndDeviation(drops);
    }

    /// <summary>The column's name.</summary>
    public string Name { get; }

    /// <summary>The mean drop of the score; exactly 0 if the model does not use the column.</summary>
    public double Mean { get; }

    /// <summary>The standard deviation of the drops, √(Σ (drop − mean)² / n).</summary>
    public double Deviation { get; }

    /// <summary>The drop at each shuffling.</summary>
    public IReadOnlyList<double> Drops { get; }

    /// <summary>"bill_length_mm: 0.31 ± 0.02".</summary>
    public override string ToString() => $"{MessageText.Line(Name)}: {MessageText.Short(Mean)} ± {MessageText.Short(Deviation)}";
}
