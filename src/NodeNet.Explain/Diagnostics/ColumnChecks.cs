using NodeNet.Foundation;
using NodeNet.Recipes;

namespace NodeNet.Diagnostics;

/// <summary>The input columns of a table, one by one.</summary>
internal static class ColumnChecks
{
    /// <summary>In fewer rows a column may be constant, or a category there once, by chance.</summary>
    internal const int FewestRows = 10;

    /// <summary>A column with a smaller share of cells that hold a value is almost all gaps: what stands in for them is most of what is learned.</summary>
    internal const double SmallestShareOfValues = 0.1;

    /// <summary>From this share of new rows with a category that the table has not (Good and Turing's estimate: the share of rows whose category is there
    /// once), categories seen once are a warning where unknown ones are refused.</summary>
    internal const double LargestShareOfUnknown = 0.01;

    /// <summary>A number that stands for a gap is at one end, written in nines, and farther from all others than these are from each other.</summary>
    private static readonly double[] _gapCodes = [99, 999, 9999, 99999, 999999, 9999999, 99999999];

    private const int FewestValuesBesideGapCode = 10;

    public static IEnumerable<Finding> Run(TableColumn column, bool refusesUnknown)
    {
        if (column.Hint is { } hint && column.Column?.Kind == ColumnKind.Category) yield return ReadAsWords(column.Name, hint, Severity.Note);
        if (IsConstant(column)) yield break; // said of all such columns together
        if (MostlyMissing(column) is { } gaps) yield return gaps;
        else if (IdentifierCheck.OfNumbers(column) is { } why) yield return Identifier(column, why, Severity.Warning);
        else if (SeenOnce(column, refusesUnknown) is { } rare) yield return rare;
        else if (GapCode(column) is { } code) yield return code;
    }

    public static bool IsConstant(TableColumn column) => column.Values.Count == 1 && column.PresentCount >= FewestRows && !MarksMissing(column);

    public static Finding ReadAsWords(string column, string hint, Severity severity) => new()
    {
        Code = FindingCodes.ReadAsWords,
        Title = "numbers or dates read as words",
        Severity = severity,
        Explanation = $"{column}: {hint} "
            + (severity == Severity.Error
                ? "Each different one would be a category of its own, of which no network learns that 1.5 is close to 1.6."
                : "The recipe takes each different one as a category of its own, as it was told to."),
        Advice = severity == Severity.Error ? "Read the table with that option; or say that the column is a category." : "Nothing, if they are names or codes.",
        Columns = [column],
    };

    public static Finding Identifier(TableColumn column, string why, Severity severity) => new()
    {
        Code = FindingCodes.IdentifierColumn,
        Title = "a column that identifies rows",
        Severity = severity,
        Explanation = $"{column.Name} looks like names or numbers of rows: {why}. It says nothing of other rows, while a network can learn the training rows "
            + "by heart with it; and where the rows are in an order, it tells the target.",
        Advice = $"Leave it out (Ignore = [\"{column.Name}\"]); or keep it, if its size means something.",
        Evidence = [new Evidence("different values", column.Values.Count), new Evidence("rows with a value", column.PresentCount)],
        Columns = [column.Name],
    };

    public static Finding Text(TableColumn column) => new()
    {
        Code = FindingCodes.TextColumn,
        Title = "a column of texts",
        Severity = Severity.Error,
        Explanation = $"{column.Name} has {column.Values.Count} different values in {MessageText.Count(column.PresentCount, "row")}, as "
            + $"\"{MessageText.Shown(column.Values[0].ToString())}\": texts, each of which a network would see too seldom to learn from.",
        Advice = $"Leave it out (Ignore = [\"{column.Name}\"]); make columns of what matters in it; or say that it is a category and gather rare ones.",
        Evidence = [new Evidence("different values", column.Values.Count), new Evidence("rows with a value", column.PresentCount)],
        Columns = [column.Name],
    };

    public static Finding Empty(TableColumn column) => Gaps(column, Severity.Error, "has no value in any row");

    /// <param name="columns">The constant columns: their names and values, and whether there are gaps beside.</param>
    /// <param name="isBackground">Whether that is the smallest number of most columns, too.</param>
    public static Finding Constant(IReadOnlyList<(string Name, Cell Value, bool HasGaps)> columns, bool isBackground)
    {
        string gaps = columns.Any(column => column.HasGaps) ? " If a gap means no, as beside an x, say so (Missing = MissingRule.OwnCategory)." : "";
        string[] names = [.. columns.Select(column => column.Name)];
        string values = MessageText.List([.. columns.Select(column => $"{column.Name} is {MessageText.Shown(column.Value.ToString())}")]);
        return new Finding
        {
            Code = FindingCodes.ConstantColumn,
            Title = names.Length == 1 ? "a constant column" : "constant columns",
            Severity = isBackground ? Severity.Note : Severity.Warning,
            Explanation = $"{values} in all rows that have a value. "
                + (isBackground
                    ? "That is the smallest number of most other columns, too: a background, as at the border of a picture. There it does no harm."
                    : "It tells the rows nothing apart, and often means that the table was not read, or not chosen, as intended."),
            Advice = (isBackground
                ? "Nothing; or leave the columns out."
                : $"Check where the table comes from; leave out what is constant (Ignore = [{MessageText.List([.. names.Select(name => $"\"{name}\"")])}]).")
                + gaps,
            Evidence = [new Evidence("constant columns", names.Length)],
            Columns = names,
        };
    }

    private static bool MarksMissing(TableColumn column) =>
        column.MissingCount > 0 && (column.Column is { MarksMissing: true } or { Encoding: CategoryEncoding { HasMissing: true } });

    private static Finding? MostlyMissing(TableColumn column) =>
        column.Count >= FewestRows && column.PresentCount < SmallestShareOfValues * column.Count && !MarksMissing(column)
            ? Gaps(column, Severity.Warning, $"has a value in {column.PresentCount} of {column.Count} rows only")
            : null;

    private static Finding Gaps(TableColumn column, Severity severity, string how) => new()
    {
        Code = FindingCodes.MostlyMissing,
        Title = "a column that is almost all gaps",
        Severity = severity,
        Explanation = $"{column.Name} {how}. What stands in for a gap is the same in every row, so there is hardly anything to learn from.",
        Advice = severity == Severity.Error
            ? $"Leave the column out (Ignore = [\"{column.Name}\"]); check its name and how the table is read."
            : $"Leave the column out (Ignore = [\"{column.Name}\"]); or, if it means something that there is a value, set MarksMissing.",
        Evidence = [new Evidence("rows with a value", column.PresentCount), new Evidence("gaps", column.MissingCount)],
        Columns = [column.Name],
    };

    private static Finding? SeenOnce(TableColumn column, bool refusesUnknown)
    {
        if (column.Column?.Encoding is not CategoryEncoding encoding || column.Count < FewestRows) return null;
        string[] once =
        [
            .. Enumerable.Range(0, column.Values.Count).Where(code => column.Counts[code] == 1).Select(code => column.Values[code].ToString())
                .Where(name => !encoding.RareCategories.Contains(name)),
        ];
        if (once.Length == 0) return null;
        double unknown = (double)once.Length / column.PresentCount;
        bool isWarning = refusesUnknown && once.Length > 1 && unknown >= LargestShareOfUnknown;
        return new Finding
        {
            Code = FindingCodes.SeenOnce,
            Title = "categories that are seen once",
            Severity = isWarning ? Severity.Warning : Severity.Note,
            Explanation = $"{MessageText.Count(once.Length, "category of", "categories of")} {column.Name} {(once.Length == 1 ? "is" : "are")} there in one "
                + $"row each: {MessageText.List([.. once.Select(MessageText.Shown)], most: 6)}. Of one row nothing can be learned that holds for "
                + $"others; and about {DiagnosisContext.Percent(unknown)} of new rows will have a category that this table has not (the share of rows "
                + "whose category is there once)"
                + (refusesUnknown ? ", which the recipe refuses." : "."),
            Advice = $"Gather rare categories (WithColumn(\"{column.Name}\", new ColumnOptions {{ MinimumCount = 5, Unknown = UnknownRule.Rare }})).",
            Evidence = [new Evidence("categories seen once", once.Length), new Evidence("categories", column.Values.Count), new Evidence("rows", column.Count)],
            Columns = [column.Name],
        };
    }

    private static Finding? GapCode(TableColumn column)
    {
        if (!column.IsTakenAsNumbers || column.Values.Count <= FewestValuesBesideGapCode) return null;
        (double Number, int Count)[] sorted = [.. column.Values.Select((value, code) => (value.Number, column.Counts[code])).OrderBy(pair => pair.Number)];
        (double Number, int Count) low = sorted[0];
        (double Number, int Count) high = sorted[^1];
        bool isLow = IsCode(low) && sorted[1].Number - low.Number > high.Number - sorted[1].Number;
        bool isHigh = IsCode(high) && high.Number - sorted[^2].Number > sorted[^2].Number - low.Number;
        if (!isLow && !isHigh) return null;
        (double code, int count) = isLow ? low : high;
        return new Finding
        {
            Code = FindingCodes.GapCode,
            Title = "a number that stands for a gap",
            Severity = Severity.Warning,
            Explanation = $"{column.Name} is {MessageText.Short(code)} in {count} rows, while all other numbers lie from "
                + $"{DiagnosisContext.Number(isLow ? sorted[1].Number : low.Number)} to {DiagnosisContext.Number(isLow ? high.Number : sorted[^2].Number)}. "
                + "Such a number often means \"not known\"; taken as a number it decides mean and spread of the column.",
            Advice = "Name it as a missing value when the table is read (CsvOptions.MissingValues); or clean the column.",
            Evidence = [new Evidence("the number", code), new Evidence("rows with it", count)],
            Columns = [column.Name],
        };

        static bool IsCode((double Number, int Count) pair) => pair.Count > 1 && Array.IndexOf(_gapCodes, Math.Abs(pair.Number)) >= 0;
    }
}
