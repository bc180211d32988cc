using NodeNet.Export;
using NodeNet.Recipes;
using NodeNet.Tables;

namespace NodeNet.Tool.Targets;

/// <summary>A model whose exports are tried, and the rows on which they are.</summary>
internal sealed class Trial
{
    /// <summary>What exported code is called, whatever the model file is called.</summary>
    public const string Name = "model";

    private readonly Lazy<IReadOnlyList<ExpectedAnswer?>> _inAnyOrder;

    /// <param name="model">The model.</param>
    /// <param name="table">The rows; those whose answer is no finite number are left out.</param>
    /// <param name="limit">When a program is stopped.</param>
    public Trial(Model model, Table table, RunLimit limit)
    {
        (Model, Limit) = (model, limit);
        IReadOnlyList<ExpectedAnswer?> expected = model.Expect(table);
        int[] finite = [.. Enumerable.Range(0, expected.Count).Where(row => expected[row] is not null)];
        Table = table.Rows(finite);
        Expected = [.. finite.Select(row => expected[row]!)];
        _inAnyOrder = new Lazy<IReadOnlyList<ExpectedAnswer?>>(() => model.Expect(Table, inAnyOrder: true));
        Columns = model.Recipe is { } recipe
            ? [.. recipe.Columns.Select(Column)]
            : [.. model.InputNames.Select(name => new TrialColumn(name, CellKind.Number))];
    }

    public Model Model { get; }

    public Table Table { get; }

    public RunLimit Limit { get; }

    /// <summary>The columns that code takes.</summary>
    public IReadOnlyList<TrialColumn> Columns { get; }

    /// <summary>What a program must answer that adds up as NodeNet's loops do.</summary>
    public IReadOnlyList<ExpectedAnswer> Expected { get; }

    /// <summary>What a program must answer that adds up in any order.</summary>
    public IReadOnlyList<ExpectedAnswer> ExpectedInAnyOrder => [.. _inAnyOrder.Value.Select((answer, row) => answer ?? Expected[row])];

    /// <summary>Whether every cell is a number.</summary>
    public bool IsNumbersOnly => Columns.All(column => column.Kind == CellKind.Number);

    /// <summary>How many outputs there are.</summary>
    public int OutputCount => Model.OutputNames.Count;

    /// <summary>The class that a program numbers, null for none.</summary>
    public string? LabelOf(int number) => Model.ClassLabels is { } labels && number >= 0 && number < labels.Count ? labels[number] : null;

    private static TrialColumn Column(RecipeColumn column) => new(
        column.Name, column.Encoding switch { NumberEncoding => CellKind.Number, DateEncoding => CellKind.Date, _ => CellKind.Text });
}

/// <summary>When a program is stopped before it ends by itself.</summary>
/// <param name="Time">How long it may run.</param>
/// <param name="Stop">Ends it at once.</param>
internal sealed record RunLimit(TimeSpan Time, CancellationToken Stop);

/// <summary>A column of the rows.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">A number, a date or text.</param>
internal sealed record TrialColumn(string Name, CellKind Kind);

/// <summary>What a program answers to a row.</summary>
/// <param name="Outputs">The outputs; null where it refuses the row.</param>
/// <param name="Label">The class, or null.</param>
internal sealed record TargetAnswer(double[]? Outputs, string? Label);

/// <summary>What running an export gave.</summary>
/// <param name="Answers">The answer to each row.</param>
/// <param name="Expected">What they must be.</param>
/// <param name="Size">The size of the export in bytes, its proof left out.</param>
/// <param name="RowsPerSecond">How many rows it answers in a second, or null where that was not measured.</param>
internal sealed record TargetRun(IReadOnlyList<TargetAnswer> Answers, IReadOnlyList<ExpectedAnswer> Expected, long Size, double? RowsPerSecond);

/// <summary>An export went wrong: a program ended with an error, or took too long.</summary>
internal sealed class TargetFailedException(string message) : Exception(message);
