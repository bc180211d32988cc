using System.Globalization;
using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Tables;

public sealed partial class Table
{
    /// <summary>Divides the rows at random.</summary>
    /// <param name="testFraction">The share to test with, above 0 and below 1: of n rows the nearest whole number, at least 1 and at most n − 1.</param>
    /// <param name="seed">Decides which row goes where; the same seed gives the same parts.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="testFraction"/> is out of its range.</exception>
    /// <exception cref="InvalidOperationException">There are fewer than two rows.</exception>
    public TableSplit Split(double testFraction, long seed)
    {
        CheckSplit(testFraction);
        var isTest = new bool[RowCount];
        int[] order = Splitting.Shuffled(RowCount, new RandomGenerator(seed));
        foreach (int row in order.AsSpan(0, Splitting.TestCount(testFraction, RowCount)))
            isTest[row] = true;
        return Parts(isTest, classes: null);
    }

    /// <summary>Divides the rows at random so that each value of a column has the same share of both parts, as nearly as whole rows allow; the total is as
    /// close to the share as can be.</summary>
    /// <remarks>A value that a single row has is trained on, and <see cref="TableSplit.Notes"/> names it. A gap counts as a value of its own.</remarks>
    /// <param name="column">The column, usually of classes.</param>
    /// <param name="testFraction">As with <see cref="Split"/>.</param>
    /// <param name="seed">Decides which row goes where.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="testFraction"/> is out of its range.</exception>
    /// <exception cref="InvalidOperationException">There are fewer than two rows, or every row has a value of its own.</exception>
    public TableSplit SplitStratified(string column, double testFraction, long seed)
    {
        Column classes = _columns[IndexOf(column)];
        CheckSplit(testFraction);
        int[][] members = Splitting.ShuffledByCode(classes.Codes(RowCount), new RandomGenerator(seed));
        if (members.Length == RowCount)
            throw new InvalidOperationException($"Every row has a value of its own in column {column}; there are no classes to divide.");
        return Parts(Splitting.Stratified(members, testFraction, RowCount), classes);
    }

    /// <summary>Divides the rows at random so that rows with one value of a column stay together: no patient, household or day is in both parts.</summary>
    /// <remarks>Whole groups are drawn while they bring the total nearer to the share; with few or uneven groups it can be far from it.</remarks>
    /// <param name="column">The column of groups. Rows with a gap are one group.</param>
    /// <param name="testFraction">As with <see cref="Split"/>.</param>
    /// <param name="seed">Decides which group goes where.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="testFraction"/> is out of its range.</exception>
    /// <exception cref="InvalidOperationException">There are fewer than two rows, or there is only one group.</exception>
    public TableSplit SplitByGroup(string column, double testFraction, long seed)
    {
        Column groups = _columns[IndexOf(column)];
        CheckSplit(testFraction);
        var random = new RandomGenerator(seed);
        int[][] members = Splitting.ShuffledByCode(groups.Codes(RowCount), random);
        if (members.Length < 2) throw new InvalidOperationException($"Column {column} has one value in every row; there must be at least two groups.");
        return Parts(Splitting.ByGroup(members, testFraction, RowCount, random), classes: null);
    }

    /// <summary>Divides the rows by time: those to test with are later than all those to train on, as a model in use meets them.</summary>
    /// <remarks>Rows of one time stay together, so the total is as close to the share as their times allow.</remarks>
    /// <param name="column">A column of dates or numbers without gaps.</param>
    /// <param name="testFraction">As with <see cref="Split"/>.</param>
    /// <exception cref="ArgumentException">There is no such column, it holds neither dates nor numbers, or a value is missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="testFraction"/> is out of its range.</exception>
    /// <exception cref="InvalidOperationException">There are fewer than two rows, or all have one time.</exception>
    public TableSplit SplitByTime(string column, double testFraction)
    {
        CheckSplit(testFraction);
        int[] parts = PartsByTime(column, RowCount - Splitting.TestCount(testFraction, RowCount));
        if (Array.TrueForAll(parts, part => part == 0)) throw new InvalidOperationException($"All rows have one time in column {column}.");
        return Parts([.. parts.Select(part => part == 1)], classes: null);
    }

    /// <summary>Divides the rows at random into k parts for cross-validation; each is tested with once, and the others are trained on.</summary>
    /// <param name="folds">k, from 2 to the number of rows. Sizes differ by at most one.</param>
    /// <param name="seed">Decides which row goes where.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> is out of its range.</exception>
    public IReadOnlyList<TableSplit> Folds(int folds, long seed)
    {
        CheckFolds(folds, RowCount, "rows");
        return FoldsOf(Splitting.Dealt(Splitting.Shuffled(RowCount, new RandomGenerator(seed)), folds, RowCount), folds, classes: null);
    }

    /// <summary>Divides the rows into k parts as <see cref="Folds"/> does, so that each value of a column has about the same share of each: the numbers differ
    /// by at most one, those of the parts too.</summary>
    /// <param name="column">The column, usually of classes.</param>
    /// <param name="folds">As with <see cref="Folds"/>.</param>
    /// <param name="seed">Decides which row goes where.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> is out of its range.</exception>
    public IReadOnlyList<TableSplit> FoldsStratified(string column, int folds, long seed)
    {
        Column classes = _columns[IndexOf(column)];
        CheckFolds(folds, RowCount, "rows");
        int[][] members = Splitting.ShuffledByCode(classes.Codes(RowCount), new RandomGenerator(seed));
        return FoldsOf(Splitting.Dealt(members.SelectMany(rows => rows), folds, RowCount), folds, classes);
    }

    /// <summary>Divides the rows into k parts so that rows with one value of a column stay together. The largest groups are placed first, each where there are
    /// fewest rows.</summary>
    /// <param name="column">The column of groups. Rows with a gap are one group.</param>
    /// <param name="folds">k, from 2 to the number of groups.</param>
    /// <param name="seed">Decides between groups of one size.</param>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> is out of its range.</exception>
    public IReadOnlyList<TableSplit> FoldsByGroup(string column, int folds, long seed)
    {
        var random = new RandomGenerator(seed);
        int[][] groups = Splitting.ShuffledByCode(_columns[IndexOf(column)].Codes(RowCount), random);
        CheckFolds(folds, groups.Length, "groups");
        return FoldsOf(Splitting.FoldsByGroup(groups, folds, RowCount, random), folds, classes: null);
    }

    /// <summary>Cuts the rows by time into k + 1 parts of about one size; each but the first is tested with once, and all before it are trained on. Later rows
    /// are left out.</summary>
    /// <param name="column">A column of dates or numbers without gaps.</param>
    /// <param name="folds">k, at least 1 and below the number of different times.</param>
    /// <exception cref="ArgumentException">There is no such column, it holds neither dates nor numbers, or a value is missing.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="folds"/> is out of its range.</exception>
    /// <exception cref="InvalidOperationException">So many rows have one time that a part would be empty.</exception>
    public IReadOnlyList<TableSplit> FoldsByTime(string column, int folds)
    {
        if (folds < 1 || folds >= RowCount)
            throw new ArgumentOutOfRangeException(nameof(folds), folds, $"folds is {folds}; it must be at least 1 and below the number of rows, {RowCount}.");
        int[] parts = PartsByTime(column, [.. Enumerable.Range(1, folds).Select(part => (int)((long)part * RowCount / (folds + 1)))]);
        if (parts.Distinct().Count() < folds + 1)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"So many rows have one time in column {column} that they cannot be cut into {folds + 1} parts."));
        }
        return Array.AsReadOnly<TableSplit>([.. Enumerable.Range(1, folds).Select(test => new TableSplit(
            Taken(RowsWhere(row => parts[row] < test)), Taken(RowsWhere(row => parts[row] == test)), []))]);
    }

    private int[] PartsByTime(string column, params ReadOnlySpan<int> ends)
    {
        Column times = _columns[IndexOf(column)];
        if (times.Kind is not (CellKind.Date or CellKind.Number))
            throw new ArgumentException($"Column {column} holds {NameOf(times.Kind)}; a time is a date or a number.", nameof(column));
        for (int row = 0; row < RowCount; row++)
        {
            if (times.IsMissing(row)) throw new ArgumentException($"{PlaceOf(row)}, column {column}: the time is missing.", nameof(column));
        }
        int[] order = [.. Enumerable.Range(0, RowCount).OrderBy(row => times[row], Comparer<Cell>.Create(CellOrder.Compare))];
        return Splitting.Cut(order, (a, b) => times[a] == times[b], ends);
    }

    private System.Collections.ObjectModel.ReadOnlyCollection<TableSplit> FoldsOf(int[] foldOf, int folds, Column? classes) =>
        Array.AsReadOnly<TableSplit>([.. Enumerable.Range(0, folds).Select(fold => Parts([.. foldOf.Select(other => other == fold)], classes))]);

    private TableSplit Parts(bool[] isTest, Column? classes)
    {
        Table train = Taken(RowsWhere(row => !isTest[row]));
        Table test = Taken(RowsWhere(row => isTest[row]));
        return new TableSplit(train, test, classes is null ? [] : NotesOn(classes, isTest));
    }

    private int[] RowsWhere(Predicate<int> condition) => [.. Enumerable.Range(0, RowCount).Where(row => condition(row))];

    /// <summary>The classes that only one part has.</summary>
    private static string[] NotesOn(Column classes, bool[] isTest)
    {
        var counts = new Dictionary<Cell, (int Train, int Test)>();
        for (int row = 0; row < isTest.Length; row++)
        {
            (int train, int test) = counts.GetValueOrDefault(classes[row]);
            counts[classes[row]] = isTest[row] ? (train, test + 1) : (train + 1, test);
        }
        var only = counts.Where(count => count.Value.Train == 0 || count.Value.Test == 0).Select(count =>
            $"\"{TableText.Shown(count.Key.ToString())}\" has {TableText.Count(count.Value.Train + count.Value.Test, "row")}, " +
            (count.Value.Test == 0 ? "and is not tested with" : "and is not trained on"));
        return [.. only];
    }

    private void CheckSplit(double testFraction)
    {
        if (!(testFraction > 0.0 && testFraction < 1.0))
            throw new ArgumentOutOfRangeException(nameof(testFraction), testFraction, "testFraction must be above 0 and below 1.");
        if (RowCount < 2) throw new InvalidOperationException($"The table has {TableText.Count(RowCount, "row")}; a split needs at least two.");
    }

    private static void CheckFolds(int folds, int most, string what)
    {
        if (folds < 2 || folds > most)
            throw new ArgumentOutOfRangeException(nameof(folds), folds, $"folds is {folds}; it must be from 2 to the number of {what}, {most}.");
    }
}
