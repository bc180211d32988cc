using System.Globalization;
using NodeNet.Recipes;

namespace NodeNet.Tests.Recipes;

/// <summary>A small table for tests, written as lines of cells between commas: numbers where all of a column are, otherwise words; "NA" and "" are
/// missing.</summary>
internal sealed class GivenTable(IReadOnlyList<string> names, Cell[][] rows) : ITable
{
    public IReadOnlyList<string> ColumnNames => names;

    public int RowCount => rows.Length;

    public Cell this[int row, int column] => rows[row][column];

    public static GivenTable Of(string text)
    {
        string[][] lines = [.. text.ReplaceLineEndings("\n").Trim('\n').Split('\n').Select(line => line.Split(','))];
        string[] names = lines[0];
        string[][] cells = lines[1..];
        bool[] isNumber =
        [
            .. names.Select((_, column) => Array.TrueForAll(
                cells, row => IsMissing(row[column]) || double.TryParse(row[column], CultureInfo.InvariantCulture, out double _))),
        ];
        return new GivenTable(names, [.. cells.Select(row => row.Select((cell, column) => CellOf(cell, isNumber[column])).ToArray())]);
    }

    /// <summary>The penguins, gaps included.</summary>
    public static GivenTable Penguins() => Of(File.ReadAllText(Path.Combine(
        Readme.ReadmeProgram.RepositoryRoot(), "src", "NodeNet.Datasets", "Resources", "penguins.csv")));

    public GivenTable Where(Func<int, bool> take) => new(names, [.. rows.Where((_, row) => take(row))]);

    public GivenTable With(int row, string column, Cell cell)
    {
        Cell[][] changed = [.. rows.Select(cells => cells.ToArray())];
        changed[row][names.ToList().IndexOf(column)] = cell;
        return new GivenTable(names, changed);
    }

    /// <summary>The same columns in another order.</summary>
    public GivenTable InOrder(params int[] order) =>
        new([.. order.Select(i => names[i])], [.. rows.Select(row => order.Select(i => row[i]).ToArray())]);

    private static bool IsMissing(string cell) => cell is "" or "NA";

    private static Cell CellOf(string cell, bool isNumber)
    {
        if (IsMissing(cell)) return Cell.Missing;
        return isNumber ? double.Parse(cell, CultureInfo.InvariantCulture) : cell;
    }
}
