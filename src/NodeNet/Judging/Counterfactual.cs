using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Judging;

/// <summary>What would have to change in a row for another answer: the smallest change of one or two columns, to values that the table has.</summary>
/// <remarks>A change of a number costs its distance divided by the range of the column in the table; a change of a category or of yes and no costs 1. All
/// single columns are tried at up to <see cref="ValuesTried"/> values each, then all pairs; the cheapest change that gives the wanted answer is taken. What the
/// table says of cause and effect, it does not know.</remarks>
/// <param name="Changes">What changes, one column or two.</param>
/// <param name="Cost">The sum of the costs.</param>
/// <param name="Answer">The class that is answered then.</param>
public sealed record Counterfactual(IReadOnlyList<CellChange> Changes, double Cost, string Answer)
{
    /// <summary>At most so many values of a column are tried, evenly spread over those that the table has.</summary>
    public const int ValuesTried = 24;

    /// <summary>Looks for the smallest change.</summary>
    /// <param name="model">A model with a recipe, of classes.</param>
    /// <param name="table">The table with the row. Its other rows say which values there are.</param>
    /// <param name="row">The row, from 0.</param>
    /// <param name="wanted">The class that is to be answered.</param>
    /// <param name="fixedColumns">Columns that cannot change, as age.</param>
    /// <returns>The change, or null if no change of one or two columns gives that answer. A row that is answered so already has no changes.</returns>
    /// <exception cref="ArgumentException">There is no such class or column.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="RecipeException">A column is missing, or a cell is refused; the message names its place.</exception>
    /// <exception cref="InvalidOperationException">The model has no recipe or predicts numbers; or the network is being trained.</exception>
    public static Counterfactual? Find(Model model, ITable table, int row, string wanted, params IReadOnlyList<string> fixedColumns)
    {
        Guard.NotNull(model);
        Guard.NotNull(table);
        Guard.NotNull(fixedColumns);
        Recipe recipe = model.Required();
        IReadOnlyList<string> labels = model.ClassLabels ?? throw new InvalidOperationException("The model predicts numbers, not classes.");
        int aim = labels.ToList().IndexOf(Guard.NotNull(wanted));
        if (aim < 0) throw new ArgumentException($"There is no class \"{wanted}\"; the model knows {MessageText.List(labels)}.", nameof(wanted));
        if (row < 0 || row >= table.RowCount)
            throw new ArgumentOutOfRangeException(nameof(row), row, $"There is no row {row}; rows go from 0 to {table.RowCount - 1}.");
        foreach (string name in fixedColumns)
        {
            if (!recipe.ColumnNames.Contains(name))
                throw new ArgumentException($"The model has no column \"{name}\".{NearestName.Question(name, recipe.ColumnNames)}", nameof(fixedColumns));
        }

        int[] places = recipe.Bind(table);
        Cell[] own = [.. places.Select(place => table[row, place])];
        if (AnswerOf(model, recipe, [own])[0] == aim) return new Counterfactual([], 0.0, wanted);
        Candidate[] singles = [
            .. Enumerable.Range(0, places.Length).Where(i => !fixedColumns.Contains(recipe.ColumnNames[i]))
                .SelectMany(i => CandidatesOf(recipe.Columns[i], i, table, places[i], own[i])),
        ];
        IEnumerable<Candidate[]> pairs =
            from first in singles
            from second in singles
            where first.Column < second.Column
            select (Candidate[])[first, second];
        return Cheapest(model, recipe, own, singles.Select(one => (Candidate[])[one]), aim, wanted)
            ?? Cheapest(model, recipe, own, pairs, aim, wanted);
    }

    /// <summary>"bill_length_mm 38.1 → 46.5: Chinstrap", of two changes joined by "and".</summary>
    public override string ToString() => Changes.Count == 0 ? $"no change: {Answer}" : MessageText.Line($"{string.Join(" and ", Changes)}: {Answer}");

    private static Counterfactual? Cheapest(
        Model model, Recipe recipe, Cell[] own, IEnumerable<Candidate[]> tries, int aim, string wanted)
    {
        const int AtATime = 512;
        foreach (Candidate[][] some in tries.OrderBy(one => one.Sum(change => change.Cost)).Chunk(AtATime))
        {
            int[] answers = AnswerOf(model, recipe, [.. some.Select(one => Changed(own, one))]);
            int found = Array.IndexOf(answers, aim);
            if (found < 0) continue;
            return new Counterfactual(
                [.. some[found].Select(change => new CellChange(recipe.ColumnNames[change.Column], own[change.Column], change.Value))],
                some[found].Sum(change => change.Cost),
                wanted);
        }
        return null;
    }

    private static IEnumerable<Candidate> CandidatesOf(RecipeColumn column, int i, ITable table, int place, Cell own)
    {
        Cell[] values = [.. Enumerable.Range(0, table.RowCount).Select(row => table[row, place]).Where(cell => !cell.IsMissing).Distinct()];
        bool isNumber = column.Kind == ColumnKind.Number && !own.IsMissing && values.Append(own).All(cell => cell.Kind == CellKind.Number);
        values = isNumber ? [.. values.OrderBy(cell => cell.Number)] : [.. values.OrderBy(cell => cell.ToString(), StringComparer.Ordinal)];
        double range = isNumber && values.Length > 1 ? values[^1].Number - values[0].Number : 1.0;
        if (values.Length > ValuesTried) values = [.. Enumerable.Range(0, ValuesTried).Select(k => values[k * (values.Length - 1) / (ValuesTried - 1)])];
        return values.Where(value => value != own)
            .Select(value => new Candidate(i, value, isNumber ? Math.Abs(value.Number - own.Number) / range : 1.0));
    }

    private static Cell[] Changed(Cell[] own, Candidate[] changes)
    {
        Cell[] cells = [.. own];
        foreach (Candidate change in changes) cells[change.Column] = change.Value;
        return cells;
    }

    private static int[] AnswerOf(Model model, Recipe recipe, Cell[][] rows)
    {
        Data.Rows outputs = model.Network.Predict(recipe.Inputs(new CellRows(recipe.ColumnNames, rows)));
        return [.. Enumerable.Range(0, rows.Length).Select(row => model.ClassOf(outputs[row]))];
    }

    private readonly record struct Candidate(int Column, Cell Value, double Cost);

    private sealed class CellRows(IReadOnlyList<string> names, Cell[][] rows) : ITable
    {
        public IReadOnlyList<string> ColumnNames => names;

        public int RowCount => rows.Length;

        public Cell this[int row, int column] => rows[row][column];
    }
}

/// <summary>A cell that changes.</summary>
/// <param name="Column">The column's name.</param>
/// <param name="From">What it was.</param>
/// <param name="To">What it becomes.</param>
public sealed record CellChange(string Column, Cell From, Cell To)
{
    /// <summary>"bill_length_mm 38.1 → 46.5".</summary>
    public override string ToString() => MessageText.Line($"{Column} {(From.IsMissing ? "(missing)" : From)} → {To}");
}
