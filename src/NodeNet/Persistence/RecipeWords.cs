using NodeNet.Recipes;

namespace NodeNet.Persistence;

/// <summary>The words of a recipe in a model file.</summary>
internal static class RecipeWords
{
    private static readonly (DateParts Part, string Word)[] _parts =
    [
        (DateParts.Year, "year"), (DateParts.DayOfYear, "dayOfYear"), (DateParts.Weekday, "weekday"), (DateParts.Hour, "hour"),
        (DateParts.DaysSince, "daysSince"),
    ];

    public static Words<ColumnKind> Kinds { get; } = new(
        (ColumnKind.Number, "number"), (ColumnKind.Category, "category"), (ColumnKind.OrderedCategory, "ordered"), (ColumnKind.Truth, "truth"),
        (ColumnKind.Date, "date"));

    public static Words<NumberScaling> Scalings { get; } = new(
        (NumberScaling.Standard, "standard"), (NumberScaling.MinMax, "minMax"), (NumberScaling.Robust, "robust"), (NumberScaling.Log, "log"),
        (NumberScaling.LogOnePlus, "logOnePlus"), (NumberScaling.None, "none"));

    public static Words<MissingRule> Missings { get; } = new(
        (MissingRule.Refuse, "refuse"), (MissingRule.Median, "median"), (MissingRule.Mean, "mean"), (MissingRule.MostFrequent, "mostFrequent"),
        (MissingRule.Constant, "constant"), (MissingRule.OwnCategory, "ownCategory"));

    public static Words<UnknownRule> Unknowns { get; } = new(
        (UnknownRule.Refuse, "refuse"), (UnknownRule.AllZeros, "allZeros"), (UnknownRule.Rare, "rare"));

    public static int MostParts => _parts.Length;

    public static IEnumerable<string> PartsOf(DateParts parts) => _parts.Where(known => (parts & known.Part) != 0).Select(known => known.Word);

    public static DateParts PartOf(JsonValue value)
    {
        string word = value.Text(RecipeReader.MostCharactersOfWord);
        int known = Array.FindIndex(_parts, part => part.Word == word);
        return known >= 0
            ? _parts[known].Part
            : throw value.Trouble($"The part of a date must be one of {string.Join(", ", _parts.Select(part => part.Word))}.");
    }
}

/// <summary>The words for the values of an enumeration.</summary>
internal sealed class Words<T>(params (T Value, string Word)[] all)
    where T : struct, Enum
{
    public string Of(T value) => Array.Find(all, pair => EqualityComparer<T>.Default.Equals(pair.Value, value)).Word;

    /// <summary>The value of a word; what is wrong with it names all words.</summary>
    public T Read(JsonValue value)
    {
        string word = value.Text(RecipeReader.MostCharactersOfWord);
        int known = Array.FindIndex(all, pair => pair.Word == word);
        return known >= 0 ? all[known].Value : throw value.Trouble($"This must be one of {string.Join(", ", all.Select(pair => pair.Word))}.");
    }
}
