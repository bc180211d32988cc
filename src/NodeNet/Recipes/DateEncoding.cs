using System.Globalization;
using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>What a network is told of a date; see <see cref="DateParts"/>.</summary>
public sealed class DateEncoding : CellEncoding
{
    private const int DaysInWeek = 7;

    private static readonly string[] _weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

    internal DateEncoding(DateParts parts, DateTime first, NumberEncoding? year, NumberEncoding? daysSince) =>
        (Parts, First, Year, DaysSince) = (parts, first, year, daysSince);

    /// <summary>What is told, in the order of the inputs: year, day of year, weekday, hour, days since.</summary>
    public DateParts Parts { get; }

    /// <summary>The training table's first date, from which days are counted.</summary>
    public DateTime First { get; }

    /// <summary>How the year is scaled, or null where it is not told.</summary>
    public NumberEncoding? Year { get; }

    /// <summary>How the days since <see cref="First"/> are scaled, or null where they are not told.</summary>
    public NumberEncoding? DaysSince { get; }

    /// <inheritdoc/>
    public override ColumnKind Kind => ColumnKind.Date;

    /// <inheritdoc/>
    public override int Width =>
        (Has(DateParts.Year) ? 1 : 0) + (Has(DateParts.DayOfYear) ? 2 : 0) + (Has(DateParts.Weekday) ? DaysInWeek : 0)
        + (Has(DateParts.Hour) ? 2 : 0) + (Has(DateParts.DaysSince) ? 1 : 0);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames(string column)
    {
        var names = new List<string>();
        if (Has(DateParts.Year)) names.Add($"{column}: year");
        if (Has(DateParts.DayOfYear)) names.AddRange([$"{column}: day of year, sine", $"{column}: day of year, cosine"]);
        if (Has(DateParts.Weekday)) names.AddRange(_weekdays.Select(day => $"{column} = {day}"));
        if (Has(DateParts.Hour)) names.AddRange([$"{column}: hour, sine", $"{column}: hour, cosine"]);
        if (Has(DateParts.DaysSince)) names.Add($"{column}: days since {(Cell)First}");
        return names;
    }

    /// <inheritdoc/>
    public override string ToString()
    {
        var parts = new List<string>();
        if (Has(DateParts.Year)) parts.Add("year");
        if (Has(DateParts.DayOfYear)) parts.Add("day of year as sine and cosine");
        if (Has(DateParts.Weekday)) parts.Add("weekday");
        if (Has(DateParts.Hour)) parts.Add("hour as sine and cosine");
        if (Has(DateParts.DaysSince)) parts.Add($"days since {(Cell)First}");
        return "date: " + string.Join(", ", parts);
    }

    internal override void Encode(Cell cell, Span<double> numbers, in CellPlace place)
    {
        DateTime date = DateOf(cell, place);
        int next = 0;
        if (Has(DateParts.Year)) numbers[next++] = Year!.Scale(date.Year, place);
        if (Has(DateParts.DayOfYear))
        {
            double days = DateTime.IsLeapYear(date.Year) ? 366.0 : 365.0;
            (numbers[next], numbers[next + 1]) = Math.SinCos(2.0 * Math.PI * (date.DayOfYear - 1) / days);
            next += 2;
        }
        if (Has(DateParts.Weekday))
        {
            numbers.Slice(next, DaysInWeek).Clear();
            numbers[next + ((int)date.DayOfWeek + DaysInWeek - 1) % DaysInWeek] = 1.0;
            next += DaysInWeek;
        }
        if (Has(DateParts.Hour))
        {
            (numbers[next], numbers[next + 1]) = Math.SinCos(2.0 * Math.PI * date.TimeOfDay.TotalHours / 24.0);
            next += 2;
        }
        if (Has(DateParts.DaysSince)) numbers[next] = DaysSince!.Scale((date - First).TotalDays, place);
    }

    internal override Cell Read(Cell cell, in CellPlace place) => DateOf(cell, place);

    /// <summary>The date in a cell, also where it is written in words as 2024-03-05 or 2024-03-05T14:30.</summary>
    internal static DateTime DateOf(Cell cell, in CellPlace place)
    {
        if (cell.Kind == CellKind.Date) return cell.Date;
        return cell.Kind == CellKind.Text && DateTime.TryParse(cell.Text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out DateTime date)
            ? date
            : throw place.Trouble($"\"{MessageText.Shown(cell.ToString())}\" is no date; write dates as 2024-03-05 or 2024-03-05T14:30.", cell);
    }

    private bool Has(DateParts part) => (Parts & part) != 0;
}
