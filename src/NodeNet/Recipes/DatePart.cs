namespace NodeNet.Recipes;

/// <summary>A number that a date has: its year, its day in the year.</summary>
/// <param name="Name">What formulas call it.</param>
/// <param name="Of">The number of a date, beside the first date of the training table.</param>
internal sealed record DatePart(string Name, Func<DateTime, DateTime, double> Of)
{
    public static readonly DatePart Year = new("year", (date, _) => date.Year);

    /// <summary>From 1.</summary>
    public static readonly DatePart Day = new("day of year", (date, _) => date.DayOfYear);

    public static readonly DatePart DaysInYear = new("days in year", (date, _) => DateTime.IsLeapYear(date.Year) ? 366.0 : 365.0);

    /// <summary>Fractions included.</summary>
    public static readonly DatePart Hours = new("hours", (date, _) => date.TimeOfDay.TotalHours);

    public static readonly DatePart DaysSince = new("days since", (date, first) => (date - first).TotalDays);

    /// <summary>Monday to Sunday: 1 on that day, otherwise 0.</summary>
    public static readonly IReadOnlyList<DatePart> Weekdays =
    [
        .. new[] { DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday, DayOfWeek.Saturday, DayOfWeek.Sunday }
            .Select(day => new DatePart(day.ToString(), (date, _) => date.DayOfWeek == day ? 1.0 : 0.0)),
    ];
}
