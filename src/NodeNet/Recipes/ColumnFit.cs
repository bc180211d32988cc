using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>Fits one column: what stands in for missing cells, and the encoding of all.</summary>
/// <param name="name">The column's name.</param>
/// <param name="kind">What it is.</param>
/// <param name="options">What is told of it.</param>
/// <param name="cells">Its cells in the training rows.</param>
/// <param name="placeOf">Where the cell of a number in that list stands.</param>
internal sealed class ColumnFit(string name, ColumnKind kind, ColumnOptions options, Cell[] cells, Func<int, CellPlace> placeOf)
{
    private readonly MissingRule _missing = RuleFor(kind, options.Missing ?? MissingRule.Refuse);

    public RecipeColumn Fit()
    {
        if (options.MinimumCount is { } least) Guard.AtLeast(least, 1, nameof(ColumnOptions.MinimumCount));
        bool marks = MarksMissing(options, _missing);
        return kind switch
        {
            ColumnKind.Number => Numbers(marks),
            ColumnKind.Date => Dates(marks),
            _ => Words(marks),
        };
    }

    /// <summary>Where a rule has no meaning for a kind of column, the nearest that has one.</summary>
    internal static MissingRule RuleFor(ColumnKind kind, MissingRule rule) => (kind, rule) switch
    {
        (ColumnKind.Category, MissingRule.Median or MissingRule.Mean) => MissingRule.MostFrequent,
        (ColumnKind.OrderedCategory or ColumnKind.Truth, MissingRule.Median or MissingRule.Mean or MissingRule.OwnCategory) => MissingRule.MostFrequent,
        (ColumnKind.Number, MissingRule.OwnCategory) => MissingRule.Median,
        (ColumnKind.Date, MissingRule.OwnCategory or MissingRule.Mean) => MissingRule.Median,
        _ => rule,
    };

    /// <summary>Whether an input says that a cell was missing. A number or date cannot be "missing" as a category: its median stands in, and an input says
    /// so.</summary>
    internal static bool MarksMissing(ColumnOptions options, MissingRule rule) =>
        options.MarksMissing ?? (options.Missing == MissingRule.OwnCategory && rule != MissingRule.OwnCategory);

    /// <summary>What is told to stand in for missing cells.</summary>
    /// <exception cref="RecipeException">Nothing is told.</exception>
    internal static Cell ConstantOf(string name, ColumnOptions options) => options.MissingConstant.IsMissing
        ? throw new RecipeException(
            $"{nameof(MissingRule)}.{nameof(MissingRule.Constant)} asks for {nameof(ColumnOptions)}.{nameof(ColumnOptions.MissingConstant)}.", name)
        : options.MissingConstant;

    private RecipeColumn Numbers(bool marks)
    {
        double[] known = Known(NumberEncoding.NumberOf);
        double[] sorted = Quantiles.Sorted(known);
        Cell fill = _missing switch
        {
            MissingRule.Median => Quantiles.Median(sorted),
            MissingRule.Mean => Statistics.Mean(known),
            MissingRule.MostFrequent => MostFrequent(sorted),
            MissingRule.Constant => NumberEncoding.NumberOf(Constant, new CellPlace(null, 0, name)),
            _ => Cell.Missing,
        };
        double[] filled = known.Length == cells.Length ? known : Filled(NumberEncoding.NumberOf, fill.IsMissing ? 0.0 : fill.Number);
        NumberEncoding encoding = EncodingFit.Number(
            name, filled, options.Scaling ?? NumberScaling.Standard, (i, trouble) => placeOf(i).Trouble(trouble, filled[i]));
        return Column(encoding, fill, marks, sorted[0], sorted[^1], known.Length, Quantiles.Different(sorted));
    }

    private RecipeColumn Dates(bool marks)
    {
        DateTime[] known = Known(DateEncoding.DateOf);
        DateTime[] sorted = Quantiles.Sorted(known);
        Cell fill = _missing switch
        {
            MissingRule.Median => sorted[(sorted.Length - 1) / 2],
            MissingRule.MostFrequent => MostFrequent(sorted),
            MissingRule.Constant => DateEncoding.DateOf(Constant, new CellPlace(null, 0, name)),
            _ => Cell.Missing,
        };
        DateTime[] filled = known.Length == cells.Length ? known : Filled(DateEncoding.DateOf, fill.IsMissing ? sorted[0] : fill.Date);
        return Column(EncodingFit.Date(name, filled, options), fill, marks, sorted[0], sorted[^1], known.Length, Quantiles.Different(sorted));
    }

    private RecipeColumn Words(bool marks)
    {
        string[] known = Known((Cell cell, in CellPlace _) => cell.ToString());
        Dictionary<string, int> counts = CountsOf(known);
        int different = counts.Count;
        Cell fill = _missing switch
        {
            MissingRule.MostFrequent => Data.OneHot.Categories(counts.Keys).MaxBy(word => counts[word])!,
            MissingRule.Constant => Constant.ToString(),
            _ => Cell.Missing,
        };
        bool hasOwn = _missing == MissingRule.OwnCategory;
        string[] filled = hasOwn || known.Length == cells.Length ? known : Filled((Cell cell, in CellPlace _) => cell.ToString(), fill.ToString());
        if (filled.Length > known.Length) counts[fill.ToString()] = counts.GetValueOrDefault(fill.ToString()) + filled.Length - known.Length;
        CellEncoding encoding = kind switch
        {
            ColumnKind.Truth => EncodingFit.Truth(name, filled, options),
            ColumnKind.OrderedCategory => EncodingFit.Ordered(name, filled, options),
            _ => EncodingFit.Category(counts, options, hasOwn),
        };
        return Column(encoding, fill, marks, Cell.Missing, Cell.Missing, known.Length, different);
    }

    private static Dictionary<string, int> CountsOf(string[] words)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (string word in words)
            System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(counts, word, out _)++;
        return counts;
    }

    private Cell Constant => ConstantOf(name, options);

    private RecipeColumn Column(CellEncoding encoding, Cell fill, bool marks, Cell least, Cell most, int known, int different) =>
        new(name, encoding, _missing, fill, marks, new ColumnFacts(cells.Length, cells.Length - known, different, least, most));

    private delegate T Reading<T>(Cell cell, in CellPlace place);

    private T[] Known<T>(Reading<T> read)
    {
        var known = new List<T>(cells.Length);
        for (int i = 0; i < cells.Length; i++)
        {
            if (!cells[i].IsMissing) known.Add(read(cells[i], placeOf(i)));
        }
        return known.Count > 0 ? [.. known] : throw new RecipeException(KindGuess.NoValue, name);
    }

    private T[] Filled<T>(Reading<T> read, T fill)
    {
        var filled = new T[cells.Length];
        for (int i = 0; i < cells.Length; i++)
        {
            if (cells[i].IsMissing && _missing == MissingRule.Refuse)
            {
                int missing = cells.Count(cell => cell.IsMissing);
                throw placeOf(i).Trouble(
                    $"The value is missing (as in {MessageText.Count(missing, "row")} of the training table). Say what stands in for it "
                        + $"({nameof(ColumnOptions)}."
                        + $"{nameof(ColumnOptions.Missing)}, as {nameof(MissingRule)}.{nameof(MissingRule.Median)}), or leave out such rows.", cells[i]);
            }
            filled[i] = cells[i].IsMissing ? fill : read(cells[i], placeOf(i));
        }
        return filled;
    }

    /// <summary>The most frequent of sorted values; the first of several.</summary>
    private static T MostFrequent<T>(T[] sorted)
    {
        T best = sorted[0];
        int most = 0;
        int run = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            run = i > 0 && EqualityComparer<T>.Default.Equals(sorted[i], sorted[i - 1]) ? run + 1 : 1;
            if (run > most) (best, most) = (sorted[i], run);
        }
        return best;
    }
}
