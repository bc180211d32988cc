using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>What a column probably is, from its cells in the training table.</summary>
internal static class KindGuess
{
    /// <summary>Below this many values, nothing is called an identifier or a text.</summary>
    public const int FewestValues = 20;

    /// <summary>Of a category, a value stands for several rows; of an identifier, nearly every row has its own.</summary>
    private const double LargestShareOfDifferent = 0.9;

    /// <summary>More categories than this, and more than half as many as rows, are a text.</summary>
    private const int MostCategories = 50;

    public const string NoValue = "The training table has no value in it. Leave the column out.";

    /// <param name="name">The column's name.</param>
    /// <param name="cells">Its cells in the training table.</param>
    /// <param name="hint">What the table says of the column's form, or null.</param>
    /// <exception cref="RecipeException">It looks like nothing that a network can learn from.</exception>
    public static (ColumnKind Kind, string Why) OfInput(string name, Cell[] cells, string? hint)
    {
        Cell[] values = ValuesOf(name, cells);
        if (Array.TrueForAll(values, cell => cell.Kind == CellKind.Number))
        {
            return IsRowNumber(values) ? throw RowNumbers(name, values[0].ToString()) : (ColumnKind.Number, "numbers");
        }
        if (Array.TrueForAll(values, cell => cell.Kind == CellKind.Date)) return (ColumnKind.Date, "dates");
        return OfInputWords(name, Different(values), values.Length, Array.TrueForAll(values, cell => cell.Kind == CellKind.Truth), hint);
    }

    /// <summary>What an input is that is not all numbers or dates.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="words">Its different words, in the order in which they came.</param>
    /// <param name="values">How many cells have a value.</param>
    /// <param name="areTruths">Whether all cells are truths.</param>
    /// <param name="hint">What the table says of the column's form, or null.</param>
    /// <exception cref="RecipeException">It looks like nothing that a network can learn from.</exception>
    public static (ColumnKind Kind, string Why) OfInputWords(string name, string[] words, int values, bool areTruths, string? hint)
    {
        if (areTruths || AreTruths(words)) return (ColumnKind.Truth, MessageText.List(words));
        if (hint is not null) throw new RecipeException(hint, name);
        if (NearlyEachHasItsOwn(words, values)) throw Identifier(name, words[0], Remedy);
        return words.Length > MostCategories && 2 * words.Length > values
            ? throw new RecipeException(
                $"There are {words.Length} different words in {MessageText.Count(values, "row")}, as \"{MessageText.Shown(words[0])}\": a text, of which a "
                    + $"network of numbers learns nothing. {Remedy}", name)
            : (ColumnKind.Category, MessageText.Count(words.Length, "different word"));
    }

    /// <inheritdoc cref="OfInput"/>
    /// <returns><see cref="ColumnKind.Number"/> or <see cref="ColumnKind.Category"/>.</returns>
    public static (ColumnKind Kind, string Why) OfTarget(string name, Cell[] cells, string? hint)
    {
        Cell[] values = ValuesOf(name, cells);
        if (Array.TrueForAll(values, cell => cell.Kind == CellKind.Number))
        {
            if (Array.TrueForAll(values, cell => cell.Number is 0.0 or 1.0)) return (ColumnKind.Category, "0 and 1");
            int different = Array.TrueForAll(values, cell => double.IsInteger(cell.Number)) ? values.Distinct().Take(FewestValues + 1).Count() : int.MaxValue;
            return OfTargetNumbers(different <= FewestValues ? different : null);
        }
        if (Array.TrueForAll(values, cell => cell.Kind == CellKind.Date)) return (ColumnKind.Date, "dates");
        return OfTargetWords(name, Different(values), values.Length, hint);
    }

    /// <summary>What a target of numbers is that are not only 0 and 1.</summary>
    /// <param name="few">How many different whole numbers there are, if they are all whole and at most <see cref="FewestValues"/>.</param>
    public static (ColumnKind Kind, string Why) OfTargetNumbers(int? few) => (
        ColumnKind.Number,
        few is { } different ? $"{different} different whole numbers; if they are classes, give the column {nameof(ColumnKind)}.Category" : "numbers");

    /// <summary>What a target is that is not all numbers or dates.</summary>
    /// <inheritdoc cref="OfInputWords"/>
    public static (ColumnKind Kind, string Why) OfTargetWords(string name, string[] words, int values, string? hint)
    {
        if (hint is not null) throw new RecipeException(hint, name);
        return NearlyEachHasItsOwn(words, values)
            ? throw new RecipeException(
                $"Nearly every row has a value of its own, as \"{MessageText.Shown(words[0])}\": there are no classes to learn. Predict another "
                    + $"column, or say what it is ({nameof(RecipeOptions.Columns)}, {nameof(ColumnOptions.Kind)}).", name)
            : (ColumnKind.Category, MessageText.Count(words.Length, "class", "classes"));
    }

    /// <summary>Whole numbers, each once and without a gap, are refused as an input.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="shown">One of them.</param>
    public static RecipeException RowNumbers(string name, string shown) => Identifier(
        name,
        shown,
        $"Leave the column out ({nameof(RecipeOptions)}.{nameof(RecipeOptions.Ignore)}), or say that it is a number "
            + $"({nameof(RecipeOptions.Columns)}: {name} = {nameof(ColumnKind)}.{nameof(ColumnKind.Number)}).");

    private static string[] Different(Cell[] values) => [.. values.Select(cell => cell.ToString()).Distinct(StringComparer.Ordinal)];

    private static bool NearlyEachHasItsOwn(string[] words, int values) => values >= FewestValues && words.Length > LargestShareOfDifferent * values;

    private static string Remedy => $"Leave the column out ({nameof(RecipeOptions)}.{nameof(RecipeOptions.Ignore)}), or say what it is "
        + $"({nameof(RecipeOptions.Columns)}, {nameof(ColumnOptions.Kind)}).";

    private static Cell[] ValuesOf(string name, Cell[] cells)
    {
        Cell[] values = Array.Exists(cells, cell => cell.IsMissing) ? [.. cells.Where(cell => !cell.IsMissing)] : cells;
        return values.Length > 0 ? values : throw new RecipeException(NoValue, name);
    }

    private static bool AreTruths(string[] words) =>
        words.Length == 2 && TruthEncoding.UsualTruth(words[0]) is { } first && TruthEncoding.UsualTruth(words[1]) is { } second && first != second;

    /// <summary>Whole numbers, each once, that leave no gap: the numbers of the rows.</summary>
    private static bool IsRowNumber(Cell[] values)
    {
        if (values.Length < FewestValues || !Array.TrueForAll(values, cell => double.IsInteger(cell.Number))) return false;
        double[] numbers = Quantiles.Sorted(Array.ConvertAll(values, cell => cell.Number));
        for (int i = 1; i < numbers.Length; i++)
        {
            if (numbers[i] != numbers[i - 1] + 1.0) return false;
        }
        return true;
    }

    private static RecipeException Identifier(string name, string shown, string remedy) => new(
        $"Nearly every row has a value of its own, as \"{MessageText.Shown(shown)}\": the column identifies rows and says nothing of others. {remedy}", name);
}
