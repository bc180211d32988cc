namespace NodeNet.Datasets;

/// <summary>
/// How columns of a table become the numbers of a data set: which are inputs, which targets, and the categories of those that have some.
/// <see cref="CsvTable.Encoding"/> finds it in the training table;
/// <see cref="CsvTable.ToDataSet(TableEncoding)"/> uses it on any other, where the same word then means the same number. Immutable.
/// </summary>
/// <example><code>
/// TableEncoding encoding = trainingTable.Encoding(inputs: ["weight", "colour"], targets: ["kind"]);
/// DataSet training = trainingTable.ToDataSet(encoding);
/// DataSet test = testTable.ToDataSet(encoding);
/// var model = new Model(network) { InputNames = encoding.InputNames, ClassLabels = encoding.ClassLabels };
/// </code></example>
public sealed class TableEncoding
{
    private readonly bool _areOneHot;

    internal TableEncoding(EncodedColumn[] inputs, EncodedColumn[] targets, bool areOneHot)
    {
        _areOneHot = areOneHot;
        InputColumns = inputs;
        TargetColumns = [.. targets.Select(target => target with { IsBinary = !areOneHot && target.Categories is { Length: 2 } })];
        InputNames = Array.AsReadOnly<string>([.. InputColumns.SelectMany(column => column.Names)]);
        TargetNames = Array.AsReadOnly<string>([.. TargetColumns.SelectMany(column => column.Names)]);
        ClassLabels = TargetColumns is [{ Categories: { } classes }] ? Array.AsReadOnly<string>([.. classes.Select(Label)]) : null;
    }

    /// <summary>What the inputs are called: "weight" of numbers; "colour=green", "colour=red" and so on of categories.</summary>
    public IReadOnlyList<string> InputNames { get; }

    /// <summary>What the targets are called: as with inputs; of two categories in a single column, the one that is 1: "kind=melon".</summary>
    public IReadOnlyList<string> TargetNames { get; }

    /// <summary>What the classes are called, in their order, if the only target is a column of categories; otherwise null.</summary>
    public IReadOnlyList<string>? ClassLabels { get; }

    internal IReadOnlyList<EncodedColumn> InputColumns { get; }

    internal IReadOnlyList<EncodedColumn> TargetColumns { get; }

    /// <summary>The categories of a column, in the order of its numbers; null if it is one of numbers.</summary>
    /// <param name="column">One of the inputs or targets.</param>
    /// <exception cref="ArgumentException">The column is neither.</exception>
    public IReadOnlyList<string>? CategoriesOf(string column) => Find(column).Categories is { } categories ? Array.AsReadOnly(categories) : null;

    /// <summary>The same with the categories of a column handed over: their order, and those that the training table happens to lack.</summary>
    /// <param name="column">One of the inputs or targets.</param>
    /// <param name="categories">The categories in the order of their numbers, all different; at least two.</param>
    /// <exception cref="ArgumentException">The column is neither, there are fewer than two categories, or one is null or there twice.</exception>
    public TableEncoding WithCategories(string column, params string[] categories)
    {
        ArgumentNullException.ThrowIfNull(categories);
        Find(column);
        if (categories.Length < 2 || categories.Contains(null) || categories.Distinct(StringComparer.Ordinal).Count() < categories.Length)
            throw new ArgumentException("There must be at least two categories, all different and none of them null.", nameof(categories));
        return new TableEncoding([.. InputColumns.Select(Changed)], [.. TargetColumns.Select(Changed)], _areOneHot);

        EncodedColumn Changed(EncodedColumn old) => old.Column == column ? new EncodedColumn(column, [.. categories]) : old;
    }

    /// <summary>The same with two one-hot columns for a target of two categories, as a <c>Softmax</c> of two nodes with <c>CrossEntropy</c> learns
    /// it.</summary>
    public TableEncoding WithOneHotTargets() => new([.. InputColumns], [.. TargetColumns], areOneHot: true);

    /// <summary>"weight, colour=green, colour=red → apple, melon".</summary>
    public override string ToString() => $"{string.Join(", ", InputNames)} → {string.Join(", ", ClassLabels ?? TargetNames)}";

    private EncodedColumn Find(string column)
    {
        EncodedColumn[] all = [.. InputColumns, .. TargetColumns];
        return Array.Find(all, known => known.Column == column)
            ?? throw new ArgumentException(
                $"\"{column}\" is no column of the encoding; there are {string.Join(", ", all.Select(known => known.Column))}.", nameof(column));
    }

    /// <summary>A label is something that can be read.</summary>
    private static string Label(string category) => string.IsNullOrWhiteSpace(category) ? $"\"{category}\"" : category;
}

/// <summary>What a column becomes.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Categories">Its categories in the order of their numbers; null if it is one of numbers.</param>
internal sealed record EncodedColumn(string Column, string[]? Categories)
{
    private readonly Dictionary<string, int> _places =
        (Categories ?? []).Select((category, place) => (category, place)).ToDictionary(pair => pair.category, pair => pair.place, StringComparer.Ordinal);

    /// <summary>Whether two categories are 0 and 1 in a single column.</summary>
    public bool IsBinary { get; init; }

    /// <summary>How many columns of numbers it becomes.</summary>
    public int Width => IsBinary || Categories is null ? 1 : Categories.Length;

    /// <summary>What those are called.</summary>
    public IEnumerable<string> Names => Categories is null ? [Column] : (IsBinary ? Categories[1..] : Categories).Select(category => $"{Column}={category}");

    /// <summary>The categories, shortened if there are many.</summary>
    public string Listed => string.Join(", ", Categories!.Take(12)) + (Categories!.Length > 12 ? ", …" : "");

    /// <summary>The number of a category, or −1.</summary>
    public int PlaceOf(string category) => _places.GetValueOrDefault(category, -1);
}
