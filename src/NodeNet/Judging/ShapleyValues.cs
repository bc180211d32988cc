using System.Globalization;
using System.Text;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Judging;

/// <summary>How much each column of a row moves the model's answer away from its mean over other rows: the Shapley values of the columns. They sum up to the
/// whole difference. Immutable.</summary>
/// <remarks>
/// <para>The value of a set of columns is the mean answer where these stand as in the row and all others as in each row of the background. A column's Shapley
/// value is what it adds to that, averaged over all orders in which the columns can be filled in.</para>
/// <para>Up to <see cref="MostExactColumns"/> columns all 2ⁿ sets are taken, and the values are exact. Beyond, orders are drawn at random, each together with
/// its reverse, and every value has a standard error.</para>
/// <para>Sources: Shapley, "A Value for n-Person Games" (1953); Štrumbelj and Kononenko, "An Efficient Explanation of Individual Classifications"
/// (2010).</para>
/// </remarks>
public sealed class ShapleyValues
{
    /// <summary>Up to so many columns the values are exact.</summary>
    public const int MostExactColumns = 12;

    private ShapleyValues(string output, double answer, double mean, IReadOnlyList<ColumnContribution> columns, bool isExact) =>
        (Output, Answer, MeanAnswer, Columns, IsExact) = (output, answer, mean, columns, isExact);

    /// <summary>What is answered: a target, or a class, whose score it is.</summary>
    public string Output { get; }

    /// <summary>The answer for the row.</summary>
    public double Answer { get; }

    /// <summary>The mean answer over the background.</summary>
    public double MeanAnswer { get; }

    /// <summary>What each column adds, in the recipe's order. The sum is <see cref="Answer"/> − <see cref="MeanAnswer"/>, but for rounding.</summary>
    public IReadOnlyList<ColumnContribution> Columns { get; }

    /// <summary>Whether all sets of columns were taken.</summary>
    public bool IsExact { get; }

    /// <summary>Explains one answer.</summary>
    /// <param name="model">A model with a recipe.</param>
    /// <param name="table">The table with the row.</param>
    /// <param name="row">The row, from 0.</param>
    /// <param name="background">Rows to compare with, as some hundred of the training table; at least one.</param>
    /// <param name="output">Which target, or class; null for the first target, or of classes the one that is answered.</param>
    /// <param name="orders">Beyond <see cref="MostExactColumns"/> columns: how many orders are drawn, each with its reverse; at least 2. Default: 500.</param>
    /// <param name="seed">The seed of the drawing.</param>
    /// <exception cref="ArgumentException">The model has no such output, or <paramref name="background"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row, or <paramref name="orders"/> is below 2.</exception>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    /// <exception cref="InvalidOperationException">The model has no recipe; or the network is being trained.</exception>
    public static ShapleyValues Of(
        Model model, ITable table, int row, ITable background, string? output = null, int orders = 500, long seed = 1)
    {
        Guard.NotNull(model);
        Guard.NotNull(table);
        Guard.NotNull(background);
        Recipe recipe = model.Required();
        if (row < 0 || row >= table.RowCount)
            throw new ArgumentOutOfRangeException(nameof(row), row, $"There is no row {row}; rows go from 0 to {table.RowCount - 1}.");
        if (orders < 2) throw new ArgumentOutOfRangeException(nameof(orders), orders, $"orders is {orders}; it must be 2 or above.");
        if (background.RowCount == 0) throw new ArgumentException("The background has no row.", nameof(background));

        Rows own = recipe.Inputs(new OneRow(table, row));
        if (output is null && model.ClassLabels is { } labels) output = labels[model.ClassOf(model.Network.Predict(own)[0])];
        (int place, string name) = AnswerPlace.Of(model, output);
        var sets = new ColumnSets(model, own, recipe.Inputs(background), place);
        ColumnContribution[] columns = recipe.Columns.Count <= MostExactColumns
            ? Exact(recipe, sets)
            : Sampled(recipe, sets, orders, new RandomGenerator(seed));
        bool[] all = [.. recipe.Columns.Select(_ => true)];
        return new ShapleyValues(name, sets.ValueOf(all), sets.ValueOf(new bool[all.Length]), columns, recipe.Columns.Count <= MostExactColumns);
    }

    /// <summary>A line for each column, what moves the answer most first.</summary>
    public override string ToString()
    {
        CultureInfo plain = CultureInfo.InvariantCulture;
        var text = new StringBuilder();
        text.Append(plain, $"{MessageText.Line(Output)}: {MessageText.Short(Answer)}; the mean is {MessageText.Short(MeanAnswer)}");
        if (!IsExact) text.Append(", the values are sampled");
        int width = Columns.Max(column => column.Column.Length);
        foreach (ColumnContribution column in Columns.OrderByDescending(column => Math.Abs(column.Value)))
            text.Append("\n  ").Append(MessageText.Line(column.Column).PadRight(width)).Append(plain, $"  {column.Value:+0.0000;−0.0000;0.0000}");
        return text.ToString();
    }

    private static ColumnContribution[] Exact(Recipe recipe, ColumnSets sets)
    {
        int count = recipe.Columns.Count;
        var values = new double[1 << count];
        for (int set = 0; set < values.Length; set++)
            values[set] = sets.ValueOf([.. Enumerable.Range(0, count).Select(column => (set >> column & 1) == 1)]);
        // Of the n! orders, |S|! (n − |S| − 1)! have exactly the columns of S before this one.
        double[] weights = [.. Enumerable.Range(0, count).Select(size => 1.0 / (count * Choose(count - 1, size)))];
        return [
            .. recipe.Columns.Select((column, c) =>
            {
                double sum = 0.0;
                for (int set = 0; set < values.Length; set++)
                {
                    if ((set >> c & 1) == 0) sum += weights[int.PopCount(set)] * (values[set | 1 << c] - values[set]);
                }
                return new ColumnContribution(column.Name, sum, 0.0);
            }),
        ];
    }

    private static ColumnContribution[] Sampled(Recipe recipe, ColumnSets sets, int orders, RandomGenerator random)
    {
        int count = recipe.Columns.Count;
        double[][] gains = [.. Enumerable.Range(0, count).Select(_ => new double[orders])];
        int[] order = [.. Enumerable.Range(0, count)];
        for (int i = 0; i < orders; i++)
        {
            random.Shuffle(order.AsSpan());
            Follow(order, i);
            Array.Reverse(order);
            Follow(order, i);
        }
        return [
            .. recipe.Columns.Select((column, c) =>
            {
                (double mean, double deviation) = Statistics.MeanAndDeviation(gains[c]);
                return new ColumnContribution(column.Name, mean, deviation / Math.Sqrt(orders - 1.0));
            }),
        ];

        void Follow(int[] columns, int i)
        {
            var set = new bool[count];
            double before = sets.ValueOf(set);
            foreach (int column in columns)
            {
                set[column] = true;
                double with = sets.ValueOf(set);
                gains[column][i] += 0.5 * (with - before); // the mean of the order and its reverse
                before = with;
            }
        }
    }

    private static double Choose(int n, int k)
    {
        double choices = 1.0;
        for (int i = 1; i <= k; i++) choices = choices * (n - k + i) / i;
        return choices;
    }

    /// <summary>The mean answer where some columns stand as in one row and the others as in each row of a background, all in the network's numbers.</summary>
    private sealed class ColumnSets
    {
        private readonly Model _model;
        private readonly Rows _own;
        private readonly Rows _background;
        private readonly int _place;
        private readonly int[] _starts; // where each column's numbers begin, and where the last end

        public ColumnSets(Model model, Rows own, Rows background, int place)
        {
            (_model, _own, _background, _place) = (model, own, background, place);
            _starts = new int[model.Recipe!.Columns.Count + 1];
            for (int c = 0; c < model.Recipe.Columns.Count; c++) _starts[c + 1] = _starts[c] + model.Recipe.Columns[c].Width;
        }

        public double ValueOf(bool[] isOwn)
        {
            double[] values = [.. _background.Values];
            for (int c = 0; c < isOwn.Length; c++)
            {
                if (!isOwn[c]) continue;
                ReadOnlySpan<double> numbers = _own[0][_starts[c].._starts[c + 1]];
                for (int row = 0; row < _background.Count; row++) numbers.CopyTo(values.AsSpan(row * _own.Width + _starts[c]));
            }
            Rows answers = _model.Network.Predict(Rows.Own(values, _background.Count, _own.Width), 1);
            var outputs = new double[answers.Width];
            double sum = 0.0;
            for (int row = 0; row < answers.Count; row++)
            {
                answers[row].CopyTo(outputs);
                _model.Recipe!.Restore(outputs);
                sum += AnswerPlace.Read(_model, outputs, _place);
            }
            return sum / answers.Count;
        }
    }

    private sealed class OneRow(ITable table, int row) : ITable
    {
        public IReadOnlyList<string> ColumnNames => table.ColumnNames;

        public int RowCount => 1;

        public Cell this[int at, int column] => table[row, column];

        public string PlaceOf(int at) => table.PlaceOf(row);
    }
}

/// <summary>What one column adds to an answer.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="Value">Its Shapley value, in the units of the answer.</param>
/// <param name="StandardError">How far off it may be where orders were drawn; 0 where all sets were taken.</param>
public sealed record ColumnContribution(string Column, double Value, double StandardError)
{
    /// <summary>"island: 0.21", or "island: 0.21 ± 0.01".</summary>
    public override string ToString() =>
        $"{MessageText.Line(Column)}: {MessageText.Short(Value)}{(StandardError > 0.0 ? " ± " + MessageText.Short(StandardError) : "")}";
}
