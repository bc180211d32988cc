using NodeNet.Data;
using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>What a column of a source is, gathered cell by cell in bounded memory, and fitted at the end.</summary>
/// <param name="name">The column's name.</param>
/// <param name="isTarget">Whether it is predicted.</param>
/// <param name="options">What is told of it.</param>
internal sealed class ColumnSketch(string name, bool isTarget, ColumnOptions options)
{
    private readonly MissingRule _missing = options.Missing ?? MissingRule.Refuse;
    private CellKind _cells; // what they hold
    private NumberSketch? _numbers;
    private DateSketch? _dates;
    private WordCounts? _words;
    private string? _hint;
    private int _rows;
    private int _missingCount;

    /// <summary>How often each class or word came; null of numbers and dates.</summary>
    public IReadOnlyDictionary<string, int>? Counts => _words?.Counts ?? _numbers?.Few;

    /// <summary>Whether all its values are the same.</summary>
    public bool IsConstant => _numbers is { } numbers ? numbers.Least == numbers.Most : _words?.Counts.Count == 1;

    /// <summary>One more cell.</summary>
    public void Add(Cell cell, ITable table, int row, int column)
    {
        if (_rows == int.MaxValue) throw new RecipeException($"There are more than {int.MaxValue} rows, the most that a recipe is fitted on.", name);
        _rows++;
        var place = new CellPlace(table, row, name);
        if (cell.IsMissing)
        {
            _missingCount++;
            if (_missing == MissingRule.Refuse)
            {
                throw place.Trouble(
                    $"The value is missing. Say what stands in for it ({nameof(ColumnOptions)}.{nameof(ColumnOptions.Missing)}, as "
                        + $"{nameof(MissingRule)}.{nameof(MissingRule.Median)}), or leave out such rows.", cell);
            }
            return;
        }
        if (_cells == CellKind.Missing) Begin(cell.Kind, table.HintFor(column));
        if (cell.Kind != _cells && options.Kind is null)
        {
            throw place.Trouble(
                $"\"{MessageText.Shown(cell.ToString())}\" is of another kind than the cells before it. Say what the column is "
                    + $"({nameof(RecipeOptions.Columns)}, {nameof(ColumnOptions.Kind)}).", cell);
        }
        if (_numbers is not null) _numbers.Add(NumberEncoding.NumberOf(cell, place), place);
        else if (_dates is not null) _dates.Add(DateEncoding.DateOf(cell, place));
        else _words!.Add(cell.ToString());
    }

    /// <summary>What the column is, and why where that is a guess.</summary>
    public (ColumnKind Kind, string? Why) KindOf()
    {
        if (_cells == CellKind.Missing) throw new RecipeException(KindGuess.NoValue, name);
        if (options.Kind is { } told) return (told, null);
        if (_dates is not null) return (ColumnKind.Date, "dates");
        if (_numbers is not null) return isTarget ? KindOfNumberTarget() : KindOfNumbers();
        string[] words = [.. _words!.Counts.Keys];
        bool areTruths = _cells == CellKind.Truth;
        string? hint = areTruths ? null : _hint;
        return isTarget ? KindGuess.OfTargetWords(name, words, Values, hint) : KindGuess.OfInputWords(name, words, Values, areTruths, hint);
    }

    /// <summary>A target of numbers.</summary>
    public NumberTarget FitNumberTarget() => new(name, _numbers!.Encoding(Cell.Missing, 0, out _, out _));

    /// <summary>An input.</summary>
    public RecipeColumn Fit(ColumnKind kind)
    {
        if (options.MinimumCount is { } least) Guard.AtLeast(least, 1, nameof(ColumnOptions.MinimumCount));
        MissingRule rule = ColumnFit.RuleFor(kind, _missing);
        bool marks = ColumnFit.MarksMissing(options, rule);
        return kind switch
        {
            ColumnKind.Number => Numbers(rule, marks),
            ColumnKind.Date => Dates(rule, marks),
            _ => Words(kind, rule, marks),
        };
    }

    private void Begin(CellKind cells, string? hint)
    {
        (_cells, _hint) = (cells, hint);
        ColumnKind kind = options.Kind ?? cells switch
        {
            CellKind.Number => ColumnKind.Number,
            CellKind.Date => ColumnKind.Date,
            _ => ColumnKind.Category,
        };
        if (kind == ColumnKind.Number) _numbers = new NumberSketch(name, options.Scaling ?? NumberScaling.Standard, _missing == MissingRule.MostFrequent);
        else if (kind == ColumnKind.Date) _dates = new DateSketch(name, _missing == MissingRule.MostFrequent);
        else _words = new WordCounts(name);
    }

    private int Values => _rows - _missingCount;

    private (ColumnKind Kind, string? Why) KindOfNumbers() => Values >= KindGuess.FewestValues && _numbers!.CountsUp
        ? throw KindGuess.RowNumbers(name, MessageText.Exact(_numbers.Least))
        : (ColumnKind.Number, "numbers");

    private (ColumnKind Kind, string? Why) KindOfNumberTarget() =>
        _numbers!.Few is { } few && few.Keys.All(word => word is "0" or "1") ? (ColumnKind.Category, "0 and 1")
        : KindGuess.OfTargetNumbers(_numbers.AreWhole ? _numbers.Few?.Count : null);

    private RecipeColumn Numbers(MissingRule rule, bool marks)
    {
        Cell fill = rule switch
        {
            MissingRule.Median => _numbers!.Median(),
            MissingRule.Mean => _numbers!.Mean(),
            MissingRule.MostFrequent => _numbers!.MostFrequent(),
            MissingRule.Constant => NumberEncoding.NumberOf(Constant, new CellPlace(null, 0, name)),
            _ => Cell.Missing,
        };
        NumberEncoding encoding = _numbers!.Encoding(fill, _missingCount, out double error, out bool usesQuantiles);
        usesQuantiles |= rule == MissingRule.Median;
        var facts = new ColumnFacts(_rows, _missingCount, _numbers.Different.Value, _numbers.Least, _numbers.Most)
        {
            IsDistinctEstimated = _numbers.Different.IsEstimated,
            RankError = usesQuantiles ? error : 0.0,
        };
        return new RecipeColumn(name, encoding, rule, fill, marks, facts);
    }

    private RecipeColumn Dates(MissingRule rule, bool marks)
    {
        Cell fill = rule switch
        {
            MissingRule.Median => _dates!.Median(),
            MissingRule.MostFrequent => _dates!.MostFrequent(),
            MissingRule.Constant => DateEncoding.DateOf(Constant, new CellPlace(null, 0, name)),
            _ => Cell.Missing,
        };
        var facts = new ColumnFacts(_rows, _missingCount, _dates!.Different.Value, _dates.First, _dates.Last)
        {
            IsDistinctEstimated = _dates.Different.IsEstimated,
            RankError = rule == MissingRule.Median ? _dates.RankError : 0.0,
        };
        return new RecipeColumn(name, _dates.Encoding(fill, _missingCount, options), rule, fill, marks, facts);
    }

    private RecipeColumn Words(ColumnKind kind, MissingRule rule, bool marks)
    {
        Dictionary<string, int> counts = _words!.Counts;
        int different = counts.Count;
        Cell fill = rule switch
        {
            MissingRule.MostFrequent => OneHot.Categories(counts.Keys).MaxBy(word => counts[word])!,
            MissingRule.Constant => Constant.ToString(),
            _ => Cell.Missing,
        };
        bool hasOwn = rule == MissingRule.OwnCategory;
        if (!hasOwn && _missingCount > 0) counts[fill.ToString()] = counts.GetValueOrDefault(fill.ToString()) + _missingCount;
        CellEncoding encoding = kind switch
        {
            ColumnKind.Truth => EncodingFit.Truth(name, [.. counts.Keys], options),
            ColumnKind.OrderedCategory => EncodingFit.Ordered(name, counts, options),
            _ => EncodingFit.Category(counts, options, hasOwn),
        };
        return new RecipeColumn(name, encoding, rule, fill, marks, new ColumnFacts(_rows, _missingCount, different, Cell.Missing, Cell.Missing));
    }

    private Cell Constant => ColumnFit.ConstantOf(name, options);
}
