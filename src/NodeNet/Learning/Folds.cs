using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Learning;

/// <summary>Which rows of a table are tested on in which part of a cross-validation.</summary>
internal static class Folds
{
    /// <summary>Divides rows at random: each part has, of each class, the same share as nearly as whole rows allow; sizes differ by one at most.</summary>
    /// <param name="table">The table.</param>
    /// <param name="target">The column of classes, or null where numbers are predicted.</param>
    /// <param name="counts">Whether a row counts; those that do not are dealt last, so that every part has its share of those that do.</param>
    /// <param name="count">How many parts.</param>
    /// <param name="seed">Decides which row goes where.</param>
    /// <returns>For each part, the rows that are trained on and those that are tested on, both in the table's order.</returns>
    public static (int[] Training, int[] Test)[] Of(ITable table, string? target, bool[] counts, int count, long seed)
    {
        int[] order = [.. Enumerable.Range(0, table.RowCount)];
        new RandomGenerator(seed).Shuffle(order.AsSpan());
        order = [.. order.OrderBy(row => counts[row] ? 0 : 1)];
        if (target is not null)
        {
            int place = Records.PlacesOf(table, [target])[0];
            // Class by class, the rows of a class in their shuffled order; dealt out one after the other, no part gets two more of a class than another.
            IGrouping<string, int>[] classes = [
                .. order.Where(row => !table[row, place].IsMissing).GroupBy(row => table[row, place].ToString(), StringComparer.Ordinal)
                    .OrderBy(rows => rows.Key, StringComparer.Ordinal),
            ];
            if (classes.FirstOrDefault(rows => rows.Count() < 2) is { } single)
            {
                throw new RecipeException(
                    $"{table.PlaceOf(single.First())}: the class \"{MessageText.Shown(single.Key)}\" has this row only. Where it is tested on, nothing was "
                        + "trained on; leave the row out, or gather rare classes in one.");
            }
            order = [.. classes.SelectMany(rows => rows), .. order.Where(row => table[row, place].IsMissing)];
        }
        var part = new int[table.RowCount];
        for (int i = 0; i < order.Length; i++) part[order[i]] = i % count;
        return [.. Enumerable.Range(0, count).Select(fold => (RowsWhere(row => part[row] != fold), RowsWhere(row => part[row] == fold)))];

        int[] RowsWhere(Func<int, bool> holds) => [.. Enumerable.Range(0, part.Length).Where(holds)];
    }
}
