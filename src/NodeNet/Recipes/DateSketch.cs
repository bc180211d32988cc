using NodeNet.Data;

namespace NodeNet.Recipes;

/// <summary>A column of dates of a source, in bounded memory.</summary>
/// <param name="name">The column's name.</param>
/// <param name="countsEach">Whether the most frequent date is asked for.</param>
internal sealed class DateSketch(string name, bool countsEach)
{
    private readonly QuantileSketch<DateTime> _quantiles = new();
    private readonly Moments _years = new();
    private readonly Moments _days = new(); // since the first that came
    private readonly FrequentValues<DateTime>? _frequent = countsEach ? new(name, "dates") : null;
    private DateTime _origin;
    private bool _areDays = true;

    public DateTime First { get; private set; } = DateTime.MaxValue;

    public DateTime Last { get; private set; } = DateTime.MinValue;

    public DistinctCount Different { get; } = new();

    public double RankError => _quantiles.RankError;

    public void Add(DateTime date)
    {
        if (_quantiles.Count == 0) _origin = date;
        if (date < First) First = date;
        if (date > Last) Last = date;
        _areDays &= date.TimeOfDay == TimeSpan.Zero;
        _quantiles.Add(date);
        _years.Add(date.Year);
        _days.Add((date - _origin).TotalDays);
        Different.Add((ulong)date.Ticks);
        _frequent?.Add(date);
    }

    public DateTime Median() => QuantileSketch<DateTime>.At(_quantiles.Sorted(), (_quantiles.Count - 1) / 2);

    public DateTime MostFrequent() => _frequent!.MostFrequent;

    public DateEncoding Encoding(Cell fill, int missing, ColumnOptions options)
    {
        // A gap that nothing fills counts as the first date, as in a table that is in memory.
        DateTime filled = fill.IsMissing ? First : fill.Date;
        bool isFilled = missing > 0;
        DateTime first = isFilled && filled < First ? filled : First;
        DateTime last = isFilled && filled > Last ? filled : Last;
        if (isFilled) _years.Add(filled.Year, missing);
        if (isFilled) _days.Add((filled - _origin).TotalDays, missing);
        bool areDays = _areDays && (!isFilled || filled.TimeOfDay == TimeSpan.Zero);
        DateParts parts = options.Dates
            ?? DateParts.DayOfYear | DateParts.Weekday | DateParts.DaysSince
                | (first.Year == last.Year ? DateParts.None : DateParts.Year) | (areDays ? DateParts.None : DateParts.Hour);
        if (parts == DateParts.None) throw new RecipeException("Nothing of the date is told: leave the column out instead.", name);
        return new DateEncoding(
            parts, first, (parts & DateParts.Year) == 0 ? null : Scaled(_years, first.Year, last.Year, 0.0),
            (parts & DateParts.DaysSince) == 0 ? null : Scaled(_days, 0.0, (last - first).TotalDays, (_origin - first).TotalDays));
    }

    private NumberEncoding Scaled(Moments moments, double least, double most, double shift)
    {
        if (least == most) return EncodingFit.OfRange(name, least, most, NumberScaling.Standard);
        (double mean, double deviation) = moments.Value;
        return new NumberEncoding(NumberScaling.Standard, mean + shift, deviation);
    }
}
