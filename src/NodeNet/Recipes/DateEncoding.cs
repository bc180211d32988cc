using System.Globalization;
using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>What a network is told of a date; see <see cref="DateParts"/>.</summary>
public sealed class DateEncoding : CellEncoding
{
    /// <summary>The forms of ISO 8601, which mean one date everywhere.</summary>
    private static readonly string[] _forms =
    [
        "yyyy-M-d", "yyyy-M-dTH:m", "yyyy-M-d H:m", "yyyy-M-dTH:m:s.FFFFFFF", "yyyy-M-d H:m:s.FFFFFFF", "yyyy-M-dTH:mK", "yyyy-M-dTH:m:s.FFFFFFFK",
        "yyyy-M-d H:m:s.FFFFFFFK",
    ];

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
        (Has(DateParts.Year) ? 1 : 0) + (Has(DateParts.DayOfYear) ? 2 : 0) + (Has(DateParts.Weekday) ? DatePart.Weekdays.Count : 0)
        + (Has(DateParts.Hour) ? 2 : 0) + (Has(DateParts.DaysSince) ? 1 : 0);

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputNames(string column)
    {
        var names = new List<string>();
        if (Has(DateParts.Year)) names.Add($"{column}: year");
        if (Has(DateParts.DayOfYear)) names.AddRange([$"{column}: day of year, sine", $"{column}: day of year, cosine"]);
        if (Has(DateParts.Weekday)) names.AddRange(DatePart.Weekdays.Select(day => $"{column} = {day.Name}"));
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

    /// <inheritdoc/>
    /// <remarks>The cell's number is that of its days since 1 January of the year 1, fractions included.</remarks>
    public override IReadOnlyList<Expression> Expressions(Expression cell) => Formulas(
        part => new Call(part.Name, [cell], numbers => part.Of(DateTime.MinValue.AddTicks((long)Math.Round(numbers[0] * TimeSpan.TicksPerDay)), First)));

    internal override void Encode(Cell cell, Span<double> numbers, in CellPlace place)
    {
        DateTime date = DateOf(cell, place);
        int next = 0;
        if (Has(DateParts.Year)) numbers[next++] = Year!.Scale(DatePart.Year.Of(date, First), place);
        if (Has(DateParts.DayOfYear))
        {
            double turn = DayTurn(Number(DatePart.Day), Number(DatePart.DaysInYear)).Value;
            numbers[next++] = Math.Sin(turn);
            numbers[next++] = Math.Cos(turn);
        }
        if (Has(DateParts.Weekday))
        {
            foreach (DatePart weekday in DatePart.Weekdays) numbers[next++] = weekday.Of(date, First);
        }
        if (Has(DateParts.Hour))
        {
            double turn = HourTurn(Number(DatePart.Hours)).Value;
            numbers[next++] = Math.Sin(turn);
            numbers[next++] = Math.Cos(turn);
        }
        if (Has(DateParts.DaysSince)) numbers[next] = DaysSince!.Scale(DatePart.DaysSince.Of(date, First), place);

        Scalar Number(DatePart part) => new(part.Of(date, First));
    }

    internal override IReadOnlyList<Expression> FormulasOf(Cell cell, in CellPlace place)
    {
        DateTime date = DateOf(cell, place);
        return Formulas(part => part.Of(date, First));
    }

    /// <summary>The formulas over the parts of a date, in the order of the inputs.</summary>
    private List<Expression> Formulas(Func<DatePart, Expression> of)
    {
        var formulas = new List<Expression>();
        if (Has(DateParts.Year)) formulas.Add(Year!.Scale(of(DatePart.Year)));
        if (Has(DateParts.DayOfYear)) AddTurn(formulas, DayTurn(of(DatePart.Day), of(DatePart.DaysInYear)));
        if (Has(DateParts.Weekday)) formulas.AddRange(DatePart.Weekdays.Select(of));
        if (Has(DateParts.Hour)) AddTurn(formulas, HourTurn(of(DatePart.Hours)));
        if (Has(DateParts.DaysSince)) formulas.Add(DaysSince!.Scale(of(DatePart.DaysSince)));
        return formulas;
    }

    /// <summary>How far the year has turned, as an angle: 31 December is beside 1 January.</summary>
    private static T DayTurn<T>(T day, T daysInYear)
        where T : IReal<T> => T.Of(2.0 * Math.PI) * (day - T.Of(1.0)) / daysInYear;

    /// <summary>How far the day has turned, as an angle.</summary>
    private static T HourTurn<T>(T hours)
        where T : IReal<T> => T.Of(2.0 * Math.PI) * hours / T.Of(24.0);

    private static void AddTurn(List<Expression> formulas, Expression turn)
    {
        formulas.Add(new Call("sin", [turn], numbers => Math.Sin(numbers[0])));
        formulas.Add(new Call("cos", [turn], numbers => Math.Cos(numbers[0])));
    }

    internal override Cell Read(Cell cell, in CellPlace place) => DateOf(cell, place);

    /// <summary>The date in a cell, also where it is written in words as 2024-03-05 or 2024-03-05T14:30.</summary>
    internal static DateTime DateOf(Cell cell, in CellPlace place)
    {
        if (cell.Kind == CellKind.Date) return cell.Date;
        // Not TryParse: it reads 05.03.2024 and 05/03/2024 with the month first, where most who write so have the day first.
        return cell.Kind == CellKind.Text
            && DateTimeOffset.TryParseExact(cell.Text.Trim(), _forms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date)
            ? date.DateTime
            : throw place.Trouble($"\"{MessageText.Shown(cell.ToString())}\" is no date; write dates as 2024-03-05 or 2024-03-05T14:30.", cell);
    }

    private bool Has(DateParts part) => (Parts & part) != 0;
}
