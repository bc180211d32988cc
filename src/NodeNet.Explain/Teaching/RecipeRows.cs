using NodeNet.Data;
using NodeNet.Formulas;
using NodeNet.Foundation;
using NodeNet.Inspection;
using NodeNet.Recipes;
using TableCell = NodeNet.Recipes.Cell;

namespace NodeNet.Teaching;

/// <summary>Makes a sheet's numbers of a row of cells, as the model's recipe does.</summary>
internal static class RecipeRow
{
    /// <summary>The row's inputs, rounded for paper, and its targets where they are told.</summary>
    /// <param name="model">A model with a recipe.</param>
    /// <param name="table">A table.</param>
    /// <param name="row">The row, from 0.</param>
    /// <param name="hasTargets">Whether the table has the targets; otherwise classes are left to be drawn, and of numbers the model's own answer is
    /// taken.</param>
    /// <param name="decimals">How many decimals the numbers have.</param>
    public static DrawnRow Of(Model model, ITable table, int row, bool hasTargets, int decimals)
    {
        Recipe recipe = model.Recipe!;
        double[] exact = [.. recipe.FormulasOf(table, row).SelectMany(column => column).Select(formula => formula.Value)];
        double[] inputs = Array.ConvertAll(exact, number => SheetRows.ForPaper(number, decimals));
        double[]? targets = hasTargets ? recipe.DataSet(Records.Table(new RowOf(table, row))).Targets[0].ToArray()
            : recipe.ClassLabels is null ? model.Network.Predict(inputs)
            : null;
        CellLedger[] cells = RecipeLedger.InputsOf(recipe, table, row);
        string words = "The row: " + string.Join(", ", cells.Select(cell => cell.Read)) + ".";
        if (!inputs.AsSpan().SequenceEqual(exact)) words += $" Its numbers are rounded to {MessageText.Count(decimals, "decimal")}.";
        return new DrawnRow(inputs, targets is null ? null : Array.ConvertAll(targets, number => SheetRows.ForPaper(number, decimals)), words)
        {
            Cells = [.. cells.Where(cell => !IsItself(cell)).Select(cell => cell.ToString())],
        };
    }

    /// <summary>Whether a cell's number is the input, so that nothing is to be said of how it became one.</summary>
    private static bool IsItself(CellLedger cell) => cell is { Cell.Kind: CellKind.Number, Formulas: [Numeral number] } && number.Number == cell.Cell.Number;

    private sealed record RowOf(ITable Table, int Index) : ITableRow;
}

/// <summary>Rows that a model's training table could have had: of a category one at a time, numbers and dates between its least and most, no gaps.</summary>
internal sealed class RecipeRows(Model model, int decimals) : SheetRows
{
    // How many steps a column's range has at least, where its numbers are rounded.
    private const double FewestSteps = 50.0;

    public override bool HasClasses => model.Recipe!.ClassLabels is not null;

    public override DrawnRow Draw(RandomGenerator random)
    {
        Dictionary<string, TableCell> cells = model.Recipe!.Columns.ToDictionary(column => column.Name, column => CellOf(column, random));
        return RecipeRow.Of(model, Records.Table<Dictionary<string, TableCell>>(cells), 0, hasTargets: false, decimals);
    }

    private static TableCell CellOf(RecipeColumn column, RandomGenerator random) => column.Encoding switch
    {
        CategoryEncoding one => OneOf([.. one.Categories, .. one.RareCategories], column, random),
        OrderedEncoding one => OneOf(one.Categories, column, random),
        TruthEncoding truth => random.NextInt32(2) == 1 || truth.NoWords.Count == 0 ? truth.YesWords[0] : truth.NoWords[0],
        DateEncoding date => DateOf(date, column.Facts, random),
        NumberEncoding number => NumberOf(number, column.Facts, random),
        _ => TableCell.Missing,
    };

    private static TableCell OneOf(IReadOnlyList<string> names, RecipeColumn column, RandomGenerator random) =>
        names.Count == 0 ? column.Fill : names[random.NextInt32(names.Count)];

    private static TableCell DateOf(DateEncoding encoding, ColumnFacts facts, RandomGenerator random)
    {
        if (facts.Least.Kind != CellKind.Date) return encoding.First;
        (DateTime least, DateTime most) = (facts.Least.Date, facts.Most.Date);
        DateTime date = least.AddTicks((long)((most - least).Ticks * random.NextDouble()));
        TimeSpan step = (encoding.Parts & DateParts.Hour) != 0 ? TimeSpan.FromHours(1) : TimeSpan.FromDays(1);
        DateTime whole = date.AddTicks(-(date.Ticks % step.Ticks));
        return whole < least ? least : whole;
    }

    private static TableCell NumberOf(NumberEncoding encoding, ColumnFacts facts, RandomGenerator random)
    {
        bool isTold = facts.Least.Kind == CellKind.Number && facts.Least.Number > double.MinValue && facts.Most.Number < double.MaxValue;
        if (!isTold) return Number(random, -1, 1, 1) * encoding.Factor + encoding.Offset; // about where the scaler found the training data's numbers
        (double least, double most) = (facts.Least.Number, facts.Most.Number);
        if (least == most) return least;
        // Even in what the network sees: incomes that are scaled by ln are mostly small.
        double low = encoding.Expressions(least)[0].Value;
        double high = encoding.Expressions(most)[0].Value;
        double number = encoding.Restored(random.NextUniform(low, high)).Value;
        double range = encoding.Scaling is NumberScaling.Log or NumberScaling.LogOnePlus ? Math.Abs(number) : most - least;
        double step = Math.Pow(10.0, Math.Floor(Math.Log10(range / FewestSteps)));
        bool isWhole = IsWhole(least) && IsWhole(most) && facts.DistinctCount <= most - least + 1.0;
        if (isWhole) step = Math.Max(step, 1.0);
        return Math.Clamp(Rounded(number, step), least, most);
    }

    private static bool IsWhole(double number) => number == Math.Round(number);

    /// <summary>The number as a multiple of a power of ten, without digits that come of the division.</summary>
    private static double Rounded(double number, double step)
    {
        if (!double.IsFinite(step) || step == 0.0) return number;
        if (step >= 1.0) return Math.Round(number / step) * step;
        int decimals = (int)Math.Round(-Math.Log10(step));
        return decimals <= 15 ? Math.Round(number, decimals) : number;
    }
}

/// <summary>Rows of a table, without those that the model's recipe refuses; where the table has the targets, rows that have theirs.</summary>
internal sealed class TableRows : GivenRows
{
    private readonly Model _model;
    private readonly ITable _table;
    private readonly bool _hasTargets;
    private readonly int _decimals;

    public TableRows(Model model, ITable table, int decimals)
    {
        (_model, _table, _decimals) = (model, table, decimals);
        Recipe recipe = model.Recipe!;
        _hasTargets = Array.TrueForAll(Records.PlacesOf(table, [.. recipe.Targets.Select(target => target.Name)]), place => place >= 0);
        Rows = _hasTargets ? ModelExplanations.RowsWithTargets(model, table) : [.. Enumerable.Range(0, table.RowCount)];
        if (Rows.Length == 0)
            throw new RecipeException($"column {MessageText.Shown(recipe.Targets[0].Name)}: The table has no row with a value in this column.");
    }

    public override bool HasClasses => _model.Recipe!.ClassLabels is not null;

    protected override int[] Rows { get; }

    protected override DrawnRow Row(int row) => RecipeRow.Of(_model, _table, row, _hasTargets, _decimals);
}
