using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>What a column probably is, from its cells in the training table.</summary>
internal static class KindGuess
{
    /// <summary>Below this many values, nothing is called an identifier or a text.</summary>
    private const int FewestValues = 20;

    /// <summary>Of a category, a value stands for several rows; of an identifier, nearly every row has its own.</summary>
    private const double LargestShareOfDifferent = 0.9;

    /// <summary>More categories than this, and more than half as many as rows, are a text.</summary>
    private const int MostCategories = 50;

    /// <param name="name">The column's name.</param>
    /// <param name="cells">Its cells in the training table.</param>
    /// <param name="hint">What the table says of the column's form, or null.</param>
    /// <exception cref="RecipeException">It looks like nothing that a network can learn from.</exception>
    public static (ColumnKind Kind, string Why) OfInput(string name, Cell[] cells, string? hint)
    {
        Cell[] values = ValuesOf(name, cells);
        if (Array.TrueForAll(values, cell => cell.Kind == CellKind.Number))
        {
            return IsRowNumber(values) ? throw Identifier(name, values) : (ColumnKind.Number, "numbers");
        }
        if (Array.TrueForAll(values, cell => cell.Kind == CellKind.Date)) return (ColumnKind.Date, "dates");
        string[] words = [.. values.Select(cell => cell.ToString()).Distinct(StringComparer.Ordinal)];
        if (Array.TrueForAll(values, cell => cell.Kind == CellKind.Truth) || AreTruths(words)) return (ColumnKind.Truth, MessageText.List(words));
        if (hint is not null) throw new RecipeException(hint, name);
        if (values.Length >= FewestValues && words.Length > LargestShareOfDifferent * values.Length) throw Identifier(name, values);
        return words.Length > MostCategories && 2 * words.Length > values.Length
            ? throw new RecipeException(
                $"There are {words.Length} different words in {MessageText.Count(values.Length, "row")}, as \"{MessageText.Shown(words[0])}\": a text, "
                    + "of which "
                    + $"a network of numbers learns nothing. {Remedy}", name)
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
            bool couldBeClasses = different <= FewestValues;
            return (
                ColumnKind.Number,
                couldBeClasses ? $"{different} different whole numbers; if they are classes, give the column {nameof(ColumnKind)}.Category" : "numbers");
        }
        if (Array.TrueForAll(values, cell => cell.Kind == CellKind.Date)) return (ColumnKind.Date, "dates");
        if (hint is not null) throw new RecipeException(hint, name);
        int words = values.Select(cell => cell.ToString()).Distinct(StringComparer.Ordinal).Count();
        return values.Length >= FewestValues && words > LargestShareOfDifferent * values.Length
            ? throw new RecipeException(
                $"Nearly every row has a value of its own, as \"{MessageText.Shown(values[0].ToString())}\": there are no classes to learn. Predict another "
                    + $"column, or say what it is ({nameof(RecipeOptions.Columns)}, {nameof(ColumnOptions.Kind)}).", name)
            : (ColumnKind.Category, MessageText.Count(words, "class", "classes"));
    }

    private static string Remedy => $"Leave the column out ({nameof(RecipeOptions)}.{nameof(RecipeOptions.Ignore)}), or say what it is "
        + $"({nameof(RecipeOptions.Columns)}, {nameof(ColumnOptions.Kind)}).";

    private static Cell[] ValuesOf(string name, Cell[] cells)
    {
        Cell[] values = Array.Exists(cells, cell => cell.IsMissing) ? [.. cells.Where(cell => !cell.IsMissing)] : cells;
        return values.Length > 0 ? values : throw new RecipeException("The training table has no value in it. Leave the column out.", name);
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

    private static RecipeException Identifier(string name, Cell[] values) => new(
        $"Nearly every row has a value of its own, as \"{MessageText.Shown(values[0].ToString())}\": the column identifies rows and says nothing of others. "
            + (Array.TrueForAll(values, cell => cell.Kind == CellKind.Number)
                ? $"Leave the column out ({nameof(RecipeOptions)}.{nameof(RecipeOptions.Ignore)}), or say that it is a number "
                    + $"({nameof(RecipeOptions.Columns)}: {name} = {nameof(ColumnKind)}.{nameof(ColumnKind.Number)})."
                : Remedy),
        name);
}
