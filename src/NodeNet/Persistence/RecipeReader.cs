using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Persistence;

/// <summary>Reads the recipe of a model file. Whatever it says is checked as if a stranger had written it.</summary>
internal sealed class RecipeReader(ModelFileLimits limits)
{
    public const int MostCharactersOfWord = 100;

    private const string OneOrMore = "one or more";

    private static readonly string[] _ofColumn =
    [
        "name", "kind", "scaling", "categories", "rare", "unknown", "order", "words", "parts", "first", "year", "daysSince", "missing", "fill", "marksMissing",
        "training",
    ];

    public Recipe Read(JsonValue value)
    {
        JsonMembers members = value.Members("columns", "targets", "dropsMissingTargets");
        IReadOnlyList<JsonValue> columnValues = members["columns"].Items(1, limits.MaximumNodes, OneOrMore);
        IReadOnlyList<JsonValue> targetValues = members["targets"].Items(1, limits.MaximumNodes, OneOrMore);
        RecipeColumn[] columns = [.. columnValues.Select(ReadColumn)];
        RecipeTarget[] targets = [.. targetValues.Select(ReadTarget)];
        CheckNames(members["columns"], [.. columns.Select(column => column.Name)]);
        CheckNames(members["targets"], [.. targets.Select(target => target.Name)]);
        int classes = Array.FindIndex(targets, target => target is ClassTarget);
        if (classes >= 0 && targets.Length > 1) throw targetValues[classes].Trouble("A model predicts one column of classes, or numbers.");
        if (columns.Sum(column => (long)column.Width) > limits.MaximumNodes)
        {
            throw members["columns"].Trouble(
                $"The columns make more inputs than the limit of {limits.MaximumNodes} nodes "
                    + $"({nameof(ModelFileLimits)}.{nameof(ModelFileLimits.MaximumNodes)}).");
        }
        return new Recipe(columns, targets, IsSet(members.Find("dropsMissingTargets")), []);
    }

    private RecipeColumn ReadColumn(JsonValue value)
    {
        JsonMembers members = value.Members(_ofColumn);
        string name = members["name"].Text(limits);
        ColumnKind kind = RecipeWords.Kinds.Read(members["kind"]);
        MissingRule missing = members.Find("missing") is { } rule ? RecipeWords.Missings.Read(rule) : MissingRule.Refuse;
        if (missing == MissingRule.OwnCategory && kind != ColumnKind.Category) throw members["missing"].Trouble("Only a category has one for missing values.");
        CellEncoding encoding = kind switch
        {
            ColumnKind.Number => ReadScaling(members["scaling"]),
            ColumnKind.Category => ReadCategory(members, missing == MissingRule.OwnCategory),
            ColumnKind.OrderedCategory => new OrderedEncoding(Texts(members["order"], 1), ReadScaling(members["scaling"])),
            ColumnKind.Truth => members.Find("words") is { } words ? ReadTruth(words) : new TruthEncoding(null, null),
            _ => ReadDate(members),
        };
        Cell fill = members.Find("fill") is { } filled ? ReadCell(filled, kind, encoding) : Cell.Missing;
        bool needsFill = missing is not (MissingRule.Refuse or MissingRule.OwnCategory);
        if (needsFill == fill.IsMissing)
        {
            throw value.Trouble(needsFill ? "The member \"fill\" is missing." : "Nothing is filled in, so \"fill\" has no place here.");
        }
        return new RecipeColumn(name, encoding, missing, fill, IsSet(members.Find("marksMissing")), ReadFacts(members["training"], kind));
    }

    private RecipeTarget ReadTarget(JsonValue value)
    {
        JsonMembers members = value.Members("name", "classes", "scaling");
        string name = members["name"].Text(limits);
        return members.Find("classes") is { } classes ? new ClassTarget(name, Texts(classes, 2)) : new NumberTarget(name, ReadScaling(members["scaling"]));
    }

    private CategoryEncoding ReadCategory(JsonMembers members, bool hasMissing)
    {
        string[] categories = Texts(members["categories"], 0);
        string[] rare = members.Find("rare") is { } gathered ? Texts(gathered, 1) : [];
        if (categories.Length + rare.Length == 0) throw members["categories"].Trouble("There is no category.");
        CheckNames(members["categories"], [.. categories, .. rare]);
        return new CategoryEncoding(categories, rare, RecipeWords.Unknowns.Read(members["unknown"]), hasMissing);
    }

    private TruthEncoding ReadTruth(JsonValue value)
    {
        string[] words = Texts(value, 2);
        return words.Length == 2 ? new TruthEncoding(words[1], words[0]) : throw value.Trouble("There must be two words, for no and for yes.");
    }

    private static DateEncoding ReadDate(JsonMembers members)
    {
        DateParts parts = members["parts"].Items(1, RecipeWords.MostParts, OneOrMore).Select(RecipeWords.PartOf).Aggregate((all, part) => all | part);
        return new DateEncoding(
            parts,
            DateOf(members["first"]),
            (parts & DateParts.Year) == 0 ? null : ReadScaling(members["year"]),
            (parts & DateParts.DaysSince) == 0 ? null : ReadScaling(members["daysSince"]));
    }

    private static NumberEncoding ReadScaling(JsonValue value)
    {
        JsonMembers members = value.Members("rule", "offset", "factor");
        double factor = members["factor"].Number();
        return factor != 0.0
            ? new NumberEncoding(RecipeWords.Scalings.Read(members["rule"]), members["offset"].Number(), factor)
            : throw members["factor"].Trouble("This is 0, by which nothing can be divided.");
    }

    private ColumnFacts ReadFacts(JsonValue value, ColumnKind kind)
    {
        JsonMembers members = value.Members("rows", "missing", "different", "least", "most", "differentIsEstimated", "rankError");
        bool hasRange = kind is ColumnKind.Number or ColumnKind.Date;
        return new ColumnFacts(
            members["rows"].Int32(0, int.MaxValue),
            members["missing"].Int32(0, int.MaxValue),
            members["different"].Int32(0, int.MaxValue),
            hasRange ? ReadCell(members["least"], kind, null) : Cell.Missing,
            hasRange ? ReadCell(members["most"], kind, null) : Cell.Missing)
        {
            IsDistinctEstimated = IsSet(members.Find("differentIsEstimated")),
            RankError = members.Find("rankError") is not { } error ? 0.0
                : error.Number() is > 0.0 and <= 1.0 and var share ? share : throw error.Trouble("This must be above 0, and 1 at most."),
        };
    }

    /// <summary>A cell of a column, which its encoding must be able to take.</summary>
    private Cell ReadCell(JsonValue value, ColumnKind kind, CellEncoding? encoding)
    {
        Cell cell = kind switch
        {
            ColumnKind.Number => value.Number(),
            ColumnKind.Date => DateOf(value),
            _ => value.Text(limits),
        };
        if (encoding is null) return cell;
        try
        {
            encoding.Encode(cell, new double[encoding.Width], new CellPlace(null, 0, "fill"));
            return cell;
        }
        catch (RecipeException wrong)
        {
            throw value.Trouble(wrong.Message, wrong);
        }
    }

    private static DateTime DateOf(JsonValue value)
    {
        try
        {
            return DateEncoding.DateOf(value.Text(MostCharactersOfWord), new CellPlace(null, 0, "date"));
        }
        catch (RecipeException wrong)
        {
            throw value.Trouble(wrong.Message, wrong);
        }
    }

    private string[] Texts(JsonValue value, int least)
    {
        string[] texts = [.. value.Items(least, limits.MaximumNodes, OneOrMore).Select(item => item.Text(limits))];
        CheckNames(value, texts);
        return texts;
    }

    private static void CheckNames(JsonValue value, string[] names)
    {
        if (names.Length > 0 && MessageText.TroubleOf(names) is { } trouble) throw value.Trouble(trouble);
    }

    private static bool IsSet(JsonValue? value) => value is not null && value.Int32(0, 1) == 1;
}
