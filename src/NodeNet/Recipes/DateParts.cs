namespace NodeNet.Recipes;

/// <summary>What a network is told of a date.</summary>
[Flags]
public enum DateParts
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The year, scaled by mean and standard deviation.</summary>
    Year = 1,

    /// <summary>The place in the year as sine and cosine of 2π · (day − 1) / days in the year, so that 31 December is beside 1 January.</summary>
    DayOfYear = 2,

    /// <summary>The day of the week: seven inputs, Monday to Sunday, one of them 1.</summary>
    Weekday = 4,

    /// <summary>The time of day as sine and cosine of 2π · hours / 24.</summary>
    Hour = 8,

    /// <summary>The days since the training table's first date, fractions included, scaled by mean and standard deviation.</summary>
    DaysSince = 16,
}
