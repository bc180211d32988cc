using System.Globalization;
using NodeNet.Export.Plan;
using NodeNet.Recipes;

namespace NodeNet.Export.Workbooks;

/// <summary>How cells of a user's row become the network's inputs, by formulas. A cell that NodeNet refuses becomes #N/A, and so do the answers.</summary>
internal sealed class InputFormulas(RecipeSheet recipe)
{
    private readonly Dictionary<string, WordRange> _ranges = new(StringComparer.Ordinal);

    /// <summary>The formulas of a column's inputs; what they need on the way becomes cells of the row.</summary>
    public IEnumerable<string> Of(SheetRow row, PlanColumn column, int number, string cell)
    {
        string[] inputs = column switch
        {
            NumberColumn numbers => [Number(row, numbers, cell)],
            WordColumn words => Words(row, words, number, cell),
            TruthColumn truth => [Truth(row, truth, number, cell)],
            DateColumn date => [.. Date(row, date, cell)],
            _ => throw new NotSupportedException($"The column {column.Name} is none that a workbook knows."),
        };
        return column.MarksMissing ? inputs.Append($"IF({cell}=\"\",1,0)") : inputs;
    }

    /// <summary>A date as spreadsheets count days: 1 is the first of January 1900, for dates from March 1900 on.</summary>
    public static double? Serial(DateTime date)
    {
        var zero = new DateTime(1899, 12, 30);
        double serial = (date - zero).TotalDays;
        return serial >= 61.0 ? serial : null;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private WordRange Range(int number, string what, string name, IReadOnlyList<string> words)
    {
        string key = Text(number) + what;
        if (!_ranges.TryGetValue(key, out WordRange? range)) _ranges[key] = range = recipe.Words(name, what, words);
        return range;
    }

    private string Number(SheetRow row, NumberColumn column, string cell)
    {
        string missing = column.RefusesMissing ? "NA()" : recipe.Constant(column.Fill);
        string filled = row.Put(column.Name + ", filled", $"IF({cell}=\"\",{missing},IF(ISNUMBER({cell}),{cell},NA()))");
        return row.Formula(column.Name, column.Formula, _ => filled);
    }

    private string[] Words(SheetRow row, WordColumn column, int number, string cell)
    {
        WordRange words = Range(number, "words", column.Name, column.Words);
        bool isOwnCategory = column.Fill is null && !column.RefusesMissing;
        string missing = column.RefusesMissing ? "NA()" : isOwnCategory ? "\"\"" : Range(number, "stands in", column.Name, [column.Fill!]).At(0);
        string v = row.Put(column.Name + ", filled", $"IF({cell}=\"\",{missing},{cell}&\"\")");
        string known = column.Words.Length == 0 ? "0" : row.Put(column.Name + ", known", $"SUMPRODUCT(--EXACT({v},{words.All}))");
        if (column.IsRank)
        {
            WordRange places = RankNumbers(column, number);
            return [$"IF({known}>0,SUMPRODUCT(EXACT({v},{words.All})*{places.All}),NA())"];
        }
        string refused = column.UnknownPlace is null ? $"IF(AND({known}=0,{v}<>\"\"),NA(),0)" : "0";
        string check = row.Put(column.Name + ", check", refused);
        var inputs = new string[column.OneHotWidth];
        for (int i = 0; i < inputs.Length; i++)
        {
            int first = Array.FindIndex(column.Places, place => place == i);
            int count = column.Places.Count(place => place == i);
            string test = count > 1 ? $"SUMPRODUCT(--EXACT({v},{words.From(first, count)}))>0"
                : count == 1 ? $"EXACT({v},{words.At(first)})"
                : isOwnCategory ? $"{v}=\"\"" : "FALSE";
            if (column.UnknownPlace == i) test = $"OR({test},AND({v}<>\"\",{known}=0))";
            inputs[i] = $"IF({test},1,0)+{check}";
        }
        return inputs;
    }

    private WordRange RankNumbers(WordColumn column, int number)
    {
        string key = Text(number) + "places";
        if (!_ranges.TryGetValue(key, out WordRange? range)) _ranges[key] = range = recipe.Numbers(column.Name, "their numbers", column.Places);
        return range;
    }

    private string Truth(SheetRow row, TruthColumn column, int number, string cell)
    {
        string missing = column.RefusesMissing ? "NA()" : Range(number, "stands in", column.Name, [column.Fill]).At(0);
        string v = row.Put(column.Name + ", filled", $"IF({cell}=\"\",{missing},{cell}&\"\")");
        string read = column.IgnoresCase ? $"LOWER({v})" : v;
        string IsIn(string what, string[] words) => words.Length == 0
            ? "FALSE"
            : $"SUMPRODUCT(--EXACT({read},{Range(number, what, column.Name, words).All}))>0";
        return $"IF({IsIn("yes", column.Yes)},1,IF({IsIn("no", column.No)},0,NA()))";
    }

    private IEnumerable<string> Date(SheetRow row, DateColumn column, string cell)
    {
        string missing = column.RefusesMissing ? "NA()" : Serial(column.Fill) is { } fill ? recipe.Constant(fill) : throw TooEarly(column.Name);
        string filled = row.Put(column.Name + ", filled", $"IF({cell}=\"\",{missing},IF(ISNUMBER({cell}),{cell},NA()))");
        // In whole milliseconds, so that a time is exactly what it was.
        string time = row.Put(column.Name + ", milliseconds", $"ROUND({filled}*86400000,0)");
        string day = row.Put(column.Name + ", day", $"IF({time}<5270400000,NA(),INT({time}/86400000))");
        string ofDay = row.Put(column.Name + ", in the day", $"{time}-{day}*86400000");
        if (column.Year is { } year) yield return row.Formula(column.Name, year, _ => $"YEAR({day})");
        if (column.Has(DateParts.DayOfYear))
        {
            string angle = row.Put(
                column.Name + ", of the year", $"2*PI()*({day}-DATE(YEAR({day}),1,1))/(DATE(YEAR({day})+1,1,1)-DATE(YEAR({day}),1,1))");
            yield return $"SIN({angle})";
            yield return $"COS({angle})";
        }
        if (column.Has(DateParts.Weekday))
        {
            for (int weekday = 0; weekday < 7; weekday++) yield return $"IF(MOD({day}-2,7)={Text(weekday)},1,0)";
        }
        if (column.Has(DateParts.Hour))
        {
            string angle = row.Put(column.Name + ", of the day", $"2*PI()*({ofDay}/3600000)/24");
            yield return $"SIN({angle})";
            yield return $"COS({angle})";
        }
        if (column.Days is not { } days) yield break;
        double first = (column.First - new DateTime(1899, 12, 30)).TotalMilliseconds;
        string since = row.Put(column.Name + ", days", string.Create(CultureInfo.InvariantCulture, $"({time}-{first})/86400000"));
        yield return row.Formula(column.Name, days, _ => since);
    }

    public static NotSupportedException TooEarly(string column) =>
        new($"The column {column} has a date before March 1900; spreadsheets count days from there.");
}
