using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>Fits a recipe on a training table.</summary>
internal sealed class RecipeFitting(ITable table, RecipeOptions options)
{
    /// <summary>What is wrong with a table without rows.</summary>
    public const string NoRows = "The training table has no rows; each row is an example to learn from, and there must be at least one.";

    private readonly List<string> _notes = [];
    private readonly ColumnSearch _columns = new(table);

    private int[] _rows = []; // those that are fitted on: all that have targets

    public Recipe Fit()
    {
        CheckOptions();
        (_, _rows) = TargetRows.Of(table, options.Targets, options.DropsMissingTargets);
        RecipeTarget[] targets = [.. options.Targets.Select(FitTarget)];
        if (targets.Length > 1 && Array.Find(targets, target => target is ClassTarget) is { } classes)
        {
            throw new RecipeException(
                "It holds classes; a model predicts one column of classes, or any number of columns of numbers. Train a model for each.", classes.Name);
        }
        RecipeColumn[] columns = [.. InputNames().Select(FitColumn)];
        return new Recipe(columns, targets, options.DropsMissingTargets, _notes);
    }

    /// <summary>Whether the target is of classes: by its own column, without a look at the others.</summary>
    public bool PredictsClasses()
    {
        CheckOptions();
        (_, _rows) = TargetRows.Of(table, options.Targets, options.DropsMissingTargets);
        return FitTarget(options.Targets[0]) is ClassTarget;
    }

    internal string[] InputNames()
    {
        string[] names = options.Inputs is { } inputs
            ? [.. inputs]
            : [.. table.ColumnNames.Except([.. options.Targets, .. options.Ignore])];
        return names.Length > 0 ? names : throw new RecipeException("No column is left to predict from.");
    }

    private void CheckOptions()
    {
        CheckNames();
        if (table.RowCount == 0) throw new RecipeException(NoRows);
    }

    /// <summary>Checks the options against the columns.</summary>
    internal void CheckNames()
    {
        if (options.Targets.Count == 0) throw new ArgumentException("No target is named.", nameof(options));
        if (MessageText.TroubleOf(options.Targets) is { } twice) throw new ArgumentException($"Targets: {twice}", nameof(options));
        if (options.Inputs is { Count: > 0 } inputs && MessageText.TroubleOf(inputs) is { } trouble)
        {
            throw new ArgumentException($"Inputs: {trouble}", nameof(options));
        }
        foreach (string name in options.Targets.Concat(options.Inputs ?? []).Concat(options.Ignore).Concat(options.Columns.Keys))
            _columns.PlaceOf(name);
        if (options.Inputs?.FirstOrDefault(options.Targets.Contains) is { } both)
            throw new ArgumentException($"\"{both}\" is named as an input and as a target.", nameof(options));
    }

    private Cell[] CellsOf(int column) => Array.ConvertAll(_rows, row => table[row, column]);

    private RecipeTarget FitTarget(string name)
    {
        int place = _columns.PlaceOf(name);
        Cell[] cells = CellsOf(place);
        ColumnOptions told = options.Of(name, isTarget: true);
        ColumnKind kind = told.Kind ?? Guessed(name, KindGuess.OfTarget(name, cells, table.HintFor(place)));
        if (kind == ColumnKind.Date) throw new RecipeException("A date cannot be predicted; make a number of it, as the days since another date.", name);
        if (kind == ColumnKind.Number)
        {
            double[] numbers = [.. cells.Select((cell, i) => NumberEncoding.NumberOf(cell, PlaceOf(i, name)))];
            return new NumberTarget(
                name, EncodingFit.Number(name, numbers, told.Scaling ?? NumberScaling.Standard, (i, trouble) => PlaceOf(i, name).Trouble(trouble, cells[i])));
        }
        return ClassesOf(name, OneHot.Categories(cells.Select(cell => cell.ToString())), told);
    }

    /// <summary>A target of classes, as they stand in order.</summary>
    internal static ClassTarget ClassesOf(string name, string[] classes, ColumnOptions told)
    {
        if (classes.Length < 2)
        {
            throw new RecipeException($"Every row of the training table is \"{MessageText.Shown(classes[0])}\"; there is nothing to tell apart.", name);
        }
        return new ClassTarget(name, told.Order is { } order ? Ordered(name, classes, [.. order], told.Yes) : InOrder(name, classes, told.Yes));
    }

    /// <summary>The classes as the user has ordered them; there may be further ones, which the training table does not have.</summary>
    private static string[] Ordered(string name, string[] classes, string[] order, string? positive)
    {
        if (MessageText.TroubleOf(order) is { } trouble) throw new RecipeException($"The order is not one: {trouble}", name);
        if (classes.FirstOrDefault(one => !order.Contains(one)) is { } left)
            throw new RecipeException($"\"{MessageText.Shown(left)}\" has no place in the order {MessageText.List(order)}.", name, null, left);
        return positive is null || positive == order[^1]
            ? order
            : throw new RecipeException($"The order ends with \"{MessageText.Shown(order[^1])}\", which of two classes is the positive one.", name);
    }

    /// <summary>Two classes, the positive one last: what the user says, the word for yes, or the later one.</summary>
    private static string[] InOrder(string name, string[] classes, string? positive)
    {
        if (classes.Length > 2) return classes;
        if (positive is not null && !classes.Contains(positive))
            throw new RecipeException($"There is no class \"{MessageText.Shown(positive)}\"; there are {classes[0]} and {classes[1]}.", name);
        bool isFirst = positive is null
            ? TruthEncoding.UsualTruth(classes[0]) == true && TruthEncoding.UsualTruth(classes[1]) == false
            : classes[0] == positive;
        return isFirst ? [classes[1], classes[0]] : classes;
    }

    private RecipeColumn FitColumn(string name)
    {
        int place = _columns.PlaceOf(name);
        Cell[] cells = CellsOf(place);
        ColumnOptions told = options.Of(name);
        ColumnKind kind = told.Kind ?? Guessed(name, KindGuess.OfInput(name, cells, table.HintFor(place)));
        return new ColumnFit(name, kind, told, cells, i => PlaceOf(i, name)).Fit();
    }

    private CellPlace PlaceOf(int i, string column) => new(table, _rows[i], column);

    private ColumnKind Guessed(string name, (ColumnKind Kind, string Why) guess)
    {
        _notes.Add($"{name} is taken as {Words(guess.Kind)}: {guess.Why}.");
        return guess.Kind;
    }

    internal static string Words(ColumnKind kind) => kind switch
    {
        ColumnKind.Number => "a number",
        ColumnKind.Category => "a category",
        ColumnKind.Truth => "yes or no",
        ColumnKind.Date => "a date",
        _ => "a category with an order",
    };
}
