using System.Globalization;

namespace NodeNet.Orleans.Work;

/// <summary>Numbers with their nouns.</summary>
internal static class Counted
{
    private const double Megabyte = 1e6;

    /// <summary>"1 slot", "2 slots".</summary>
    public static string Of(int count, string noun) => Of(count, noun, noun + "s");

    /// <summary>"1 table or list", "2 tables and lists".</summary>
    public static string Of(int count, string one, string several) => string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? one : several)}");

    /// <summary>"11111".</summary>
    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>"12.4 MB".</summary>
    public static string Size(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / Megabyte:0.0} MB");

    /// <summary>"just now", "3 minutes ago", "2 days ago"; the next smaller whole number.</summary>
    public static string Ago(TimeSpan age) => age switch
    {
        { TotalMinutes: < 1.0 } => "just now",
        { TotalHours: < 1.0 } => Of((int)age.TotalMinutes, "minute") + " ago",
        { TotalDays: < 2.0 } => Of((int)age.TotalHours, "hour") + " ago",
        _ => Of((int)age.TotalDays, "day") + " ago",
    };
}
