using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>Fits the encoding of one column on its cells, those that stand in for missing ones included.</summary>
internal static class EncodingFit
{
    /// <param name="name">The column's name.</param>
    /// <param name="numbers">Its numbers in the training table.</param>
    /// <param name="scaling">The rule.</param>
    /// <param name="trouble">Refuses the number at a place in the list.</param>
    public static NumberEncoding Number(string name, double[] numbers, NumberScaling scaling, Func<int, string, RecipeException> trouble)
    {
        Check(numbers, scaling, trouble);
        double[] seen = scaling switch
        {
            NumberScaling.Log => Array.ConvertAll(numbers, Math.Log),
            NumberScaling.LogOnePlus => Array.ConvertAll(numbers, StableMath.LogOnePlus),
            _ => numbers,
        };
        switch (scaling)
        {
            case NumberScaling.None: return new NumberEncoding(scaling, 0.0, 1.0);
            case NumberScaling.Robust:
                double[] sorted = Quantiles.Sorted(seen);
                double spread = Quantiles.Of(sorted, 0.75) - Quantiles.Of(sorted, 0.25);
                return double.IsFinite(spread)
                    ? new NumberEncoding(scaling, Quantiles.Median(sorted), spread == 0.0 ? 1.0 : spread)
                    : throw new RecipeException("The quartiles are too far apart for doubles. Divide the column by a number of its size first.", name);
            default: return ByScaler(name, seen, scaling);
        }
    }

    /// <param name="counts">How many cells each category has.</param>
    /// <param name="options">What is told of the column.</param>
    /// <param name="hasMissing">Whether a missing value is a category.</param>
    public static CategoryEncoding Category(IReadOnlyDictionary<string, int> counts, ColumnOptions options, bool hasMissing)
    {
        string[] all = OneHot.Categories(counts.Keys);
        int least = options.MinimumCount ?? 1;
        return new CategoryEncoding(
            [.. all.Where(name => counts[name] >= least)], [.. all.Where(name => counts[name] < least)], options.Unknown ?? UnknownRule.Refuse, hasMissing);
    }

    /// <summary>The encoding of numbers of which all are the same, or which only the smallest and the largest decide.</summary>
    public static NumberEncoding OfRange(string name, double least, double most, NumberScaling scaling) => ByScaler(name, [least, most], scaling);

    public static OrderedEncoding Ordered(string name, string[] values, ColumnOptions options)
    {
        string[] categories = OrderOf(name, values, options);
        return new OrderedEncoding(
            categories, ByScaler(name, Array.ConvertAll(values, value => RankOf(name, value, categories)), NumberScaling.Standard));
    }

    /// <param name="name">The column's name.</param>
    /// <param name="counts">How many cells each category has.</param>
    /// <param name="options">What is told of the column.</param>
    public static OrderedEncoding Ordered(string name, IReadOnlyDictionary<string, int> counts, ColumnOptions options)
    {
        string[] categories = OrderOf(name, [.. counts.Keys], options);
        var moments = new Moments();
        foreach ((string word, int count) in counts)
            moments.Add(RankOf(name, word, categories), count);
        (double mean, double deviation) = moments.Value;
        return new OrderedEncoding(categories, new NumberEncoding(NumberScaling.Standard, mean, counts.Count == 1 ? 1.0 : deviation));
    }

    private static string[] OrderOf(string name, string[] values, ColumnOptions options)
    {
        string[] categories = options.Order is { } order ? [.. order] : OneHot.Categories(values);
        if (options.Order is null && !Array.TrueForAll(categories, word => !Cell.Parse(word, CellKind.Number).IsMissing))
        {
            throw new RecipeException(
                $"The order of {MessageText.List(categories)} has to be told ({nameof(ColumnOptions)}.{nameof(ColumnOptions.Order)}, from the lowest to the "
                    + "highest).",
                name);
        }
        if (MessageText.TroubleOf(categories) is { } trouble) throw new RecipeException($"The order is not one: {trouble}", name);
        return categories;
    }

    private static double RankOf(string name, string value, string[] categories) => Array.IndexOf(categories, value) is var rank and >= 0
        ? rank
        : throw new RecipeException($"\"{MessageText.Shown(value)}\" has no place in the order {MessageText.List(categories)}.", name, null, value);

    public static TruthEncoding Truth(string name, string[] values, ColumnOptions options)
    {
        if (options.Yes is not { } yes)
        {
            string? unknown = Array.Find(values, value => TruthEncoding.UsualTruth(value) is null);
            return unknown is null
                ? new TruthEncoding(null, null)
                : throw new RecipeException(
                    $"\"{MessageText.Shown(unknown)}\" is neither yes nor no. Say which word means yes "
                        + $"({nameof(ColumnOptions)}.{nameof(ColumnOptions.Yes)}).", name);
        }
        string[] others = [.. values.Where(value => value != yes).Distinct(StringComparer.Ordinal)];
        return others.Length == 1
            ? new TruthEncoding(yes, others[0])
            : throw new RecipeException($"Beside \"{MessageText.Shown(yes)}\" there are {MessageText.List(others)}; yes or no has one other word.", name);
    }

    public static DateEncoding Date(string name, DateTime[] values, ColumnOptions options)
    {
        DateTime first = values.Min();
        DateParts parts = options.Dates
            ?? DateParts.DayOfYear | DateParts.Weekday | DateParts.DaysSince
                | (first.Year == values.Max().Year ? DateParts.None : DateParts.Year)
                | (Array.TrueForAll(values, date => date.TimeOfDay == TimeSpan.Zero) ? DateParts.None : DateParts.Hour);
        if (parts == DateParts.None) throw new RecipeException("Nothing of the date is told: leave the column out instead.", name);
        return new DateEncoding(
            parts,
            first,
            (parts & DateParts.Year) == 0 ? null : ByScaler(name, Array.ConvertAll(values, date => (double)date.Year), NumberScaling.Standard),
            (parts & DateParts.DaysSince) == 0 ? null : ByScaler(name, Array.ConvertAll(values, date => (date - first).TotalDays), NumberScaling.Standard));
    }

    private static NumberEncoding ByScaler(string name, double[] values, NumberScaling scaling)
    {
        try
        {
            Rows column = Rows.Own(values, values.Length, 1);
            Scaler scaler = scaling == NumberScaling.MinMax ? Scaler.MinMax(column) : Scaler.Standard(column);
            return new NumberEncoding(scaling, scaler.Offsets[0], scaler.Factors[0]);
        }
        catch (ArgumentException wrong)
        {
            throw new RecipeException(MessageText.MessageOf(wrong).Replace("Column 0", "It", StringComparison.Ordinal), name);
        }
    }

    private static void Check(double[] numbers, NumberScaling scaling, Func<int, string, RecipeException> trouble)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            if (!double.IsFinite(numbers[i])) throw trouble(i, $"{MessageText.Exact(numbers[i])} is not finite.");
            if (scaling == NumberScaling.Log && !(numbers[i] > 0.0))
                throw trouble(i, $"{MessageText.Exact(numbers[i])} has no logarithm; {nameof(NumberScaling.LogOnePlus)} takes 0.");
            if (scaling == NumberScaling.LogOnePlus && !(numbers[i] > -1.0))
                throw trouble(i, $"{MessageText.Exact(numbers[i])} has no ln(1 + x); that takes numbers above −1.");
        }
    }
}
