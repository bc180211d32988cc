using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>One of several categories: 1 for the one that it is, 0 for the others. The categories are those of the training table; an unknown one is treated by
/// <see cref="Unknown"/>.</summary>
public sealed class CategoryEncoding : CellEncoding
{
    /// <summary>What the input of the gathered categories is called.</summary>
    internal const string RareName = "(rare)";

    private const string MissingName = "(missing)";

    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    internal CategoryEncoding(IReadOnlyList<string> categories, IReadOnlyList<string> rare, UnknownRule unknown, bool hasMissing)
    {
        (Categories, RareCategories, Unknown, HasMissing) = ([.. categories], [.. rare], unknown, hasMissing);
        for (int i = 0; i < Categories.Count; i++) _places[Categories[i]] = i;
        foreach (string name in RareCategories) _places[name] = Categories.Count;
    }

    /// <summary>The categories that have an input of their own, in the order of the inputs: numbers in the order of numbers, words in ordinal order.</summary>
    public IReadOnlyList<string> Categories { get; }

    /// <summary>The categories that share the input "(rare)", which comes after the others; none where there is no such input.</summary>
    public IReadOnlyList<string> RareCategories { get; }

    /// <summary>What is done with a category that is none of these.</summary>
    public UnknownRule Unknown { get; }

    /// <summary>Whether "missing" is a category, with the last input.</summary>
    public bool HasMissing { get; }

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Category;

    /// <inheritdoc/>
    public override int Width => Categories.Count + (HasRare ? 1 : 0) + (HasMissing ? 1 : 0);

    private bool HasRare => RareCategories.Count > 0;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames(string column)
    {
        IEnumerable<string> names = Categories;
        if (HasRare) names = names.Append(RareName);
        if (HasMissing) names = names.Append(MissingName);
        return [.. names.Select(name => $"{column} = {name}")];
    }

    /// <inheritdoc/>
    public override string ToString() => $"category, one of {MessageText.List(Categories)}"
        + (HasRare ? $"; {MessageText.Count(RareCategories.Count, "rare one")} together" : "")
        + (HasMissing ? "; or missing" : "");

    /// <summary>The place of a category among the inputs; −1 for one that is unknown and has none.</summary>
    internal int PlaceOf(Cell cell, in CellPlace place)
    {
        string name = cell.ToString();
        if (_places.TryGetValue(name, out int known)) return known;
        switch (Unknown)
        {
            case UnknownRule.AllZeros: return -1;
            case UnknownRule.Rare: return HasRare ? Categories.Count : -1;
            default:
                string meant = NearestName.Question(name, Categories);
                throw place.Trouble(
                    $"\"{MessageText.Shown(name)}\" is none of the categories {MessageText.List(Categories)} of the training table.{meant} "
                        + $"(To take unknown ones as none of them, fit the recipe with {nameof(UnknownRule)}.{nameof(UnknownRule.AllZeros)}.)", cell);
        }
    }

    internal override void Encode(Cell cell, Span<double> numbers, in CellPlace place)
    {
        numbers.Clear();
        int one = cell.IsMissing ? Width - 1 : PlaceOf(cell, place);
        if (one >= 0) numbers[one] = 1.0;
    }

    internal override Cell Read(Cell cell, in CellPlace place) => cell.ToString();
}
