using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Judging;

/// <summary>What a model answers when one column is set to a value in every row, the rest of each row as it is: the curve of each row, and their mean.
/// Immutable.</summary>
/// <remarks>Where columns go together, a row with one of them changed may be one that cannot be; look at the curves of the rows, too.
/// Source: Friedman, "Greedy Function Approximation: A Gradient Boosting Machine", Annals of Statistics 29 (2001).</remarks>
public sealed class PartialDependence
{
    private const double LowestShare = 0.05; // of the sorted values; beyond, few rows say anything
    private const double HighestShare = 0.95;

    private PartialDependence(string column, string output, IReadOnlyList<Cell> values, Rows curves)
    {
        (Column, Output, Values, Curves) = (column, output, values, curves);
        Means = [.. Enumerable.Range(0, values.Count).Select(point => Statistics.Mean(curves.Column(point)))];
    }

    /// <summary>The column that is changed.</summary>
    public string Column { get; }

    /// <summary>What is answered: a target, or a class, whose score it is.</summary>
    public string Output { get; }

    /// <summary>The values that the column is set to: numbers in rising order, or each category.</summary>
    public IReadOnlyList<Cell> Values { get; }

    /// <summary>The mean answer at each value.</summary>
    public IReadOnlyList<double> Means { get; }

    /// <summary>A row for each row of the table: its answer at each value.</summary>
    public Rows Curves { get; }

    /// <summary>Follows one column.</summary>
    /// <param name="model">A model with a recipe.</param>
    /// <param name="table">A table with the recipe's columns.</param>
    /// <param name="column">The column, one of the recipe's.</param>
    /// <param name="output">Which target, or class; null for the first target, or of classes the second.</param>
    /// <param name="points">How many numbers the column is set to, from the value below which 5% of the table's lie to that above which 5% do; where the table
    /// has fewer different values, all of them. Dates likewise. At least 2. Default: 20.</param>
    /// <exception cref="ArgumentException">The recipe has no such column, or the model no such output; or the column has no value in the table.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="points"/> is below 2.</exception>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    /// <exception cref="InvalidOperationException">The model has no recipe; or the network is being trained.</exception>
    public static PartialDependence Of(Model model, ITable table, string column, string? output = null, int points = 20)
    {
        Guard.NotNull(model);
        Guard.NotNull(table);
        Guard.NotNull(column);
        if (points < 2) throw new ArgumentOutOfRangeException(nameof(points), points, $"points is {points}; it must be 2 or above.");
        Recipe recipe = model.Required();
        int at = recipe.ColumnNames.ToList().IndexOf(column);
        if (at < 0)
        {
            throw new ArgumentException(
                $"The model has no column \"{column}\".{NearestName.Question(column, recipe.ColumnNames)}", nameof(column));
        }
        (int place, string name) = AnswerPlace.Of(model, output);
        int tableColumn = recipe.Bind(table)[at];
        Cell[] values = ValuesOf(recipe.Columns[at], table, tableColumn, points);
        var curves = new double[ArraySize.OfTable(table.RowCount, values.Length, nameof(points))];
        for (int point = 0; point < values.Length; point++)
        {
            Rows answers = model.Predict(new ReplacedColumn(table, tableColumn, _ => values[point]));
            for (int row = 0; row < table.RowCount; row++)
                curves[row * values.Length + point] = AnswerPlace.Read(model, answers[row], place);
        }
        return new PartialDependence(column, name, values, Rows.Own(curves, table.RowCount, values.Length));
    }

    /// <summary>"body_mass_g over island: Biscoe 4716, Dream 3713, Torgersen 3706".</summary>
    public override string ToString() =>
        MessageText.Line($"{Output} over {Column}: {string.Join(", ", Values.Select((value, point) => $"{value} {MessageText.Short(Means[point])}"))}");

    private static Cell[] ValuesOf(RecipeColumn column, ITable table, int place, int points)
    {
        Cell[] cells = [
            .. Enumerable.Range(0, table.RowCount).Select(row => table[row, place]).Where(cell => !cell.IsMissing).Distinct(),
        ];
        if (cells.Length == 0) throw new ArgumentException($"The column \"{column.Name}\" has no value in the table.", nameof(table));
        if (column.Kind == ColumnKind.Date && Array.TrueForAll(cells, cell => cell.Kind == CellKind.Date)) return DatesOf(cells, table, place, points);
        if (column.Kind != ColumnKind.Number) return [.. cells.OrderBy(cell => cell.ToString(), StringComparer.Ordinal)];
        double[] numbers = [
            .. Enumerable.Range(0, table.RowCount).Where(row => !table[row, place].IsMissing)
                .Select(row => NumberEncoding.NumberOf(table[row, place], new CellPlace(table, row, column.Name))).Order(),
        ];
        return [.. Spread(numbers, points).Select(number => new Cell(number))];
    }

    /// <summary>Dates are spread as numbers of days; where their points are whole days, so are these.</summary>
    private static Cell[] DatesOf(Cell[] different, ITable table, int place, int points)
    {
        if (different.Length <= points) return [.. different.OrderBy(cell => cell.Date)];
        double[] days = [
            .. Enumerable.Range(0, table.RowCount).Where(row => !table[row, place].IsMissing)
                .Select(row => table[row, place].Date.Ticks / (double)TimeSpan.TicksPerDay).Order(),
        ];
        bool isWhole = Array.TrueForAll(different, cell => cell.Date.TimeOfDay == TimeSpan.Zero);
        return [
            .. Spread(days, points).Select(day => (isWhole ? Math.Round(day) : day) * TimeSpan.TicksPerDay).Distinct()
                .Select(ticks => new Cell(new DateTime((long)ticks))),
        ];
    }

    private static double[] Spread(double[] sorted, int points)
    {
        double[] different = [.. sorted.Distinct()];
        if (different.Length <= points) return different;
        double low = Quantiles.Of(sorted, LowestShare);
        double high = Quantiles.Of(sorted, HighestShare);
        return [.. Enumerable.Range(0, points).Select(i => low + (high - low) * i / (points - 1.0))];
    }
}
