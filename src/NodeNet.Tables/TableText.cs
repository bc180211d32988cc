using System.Globalization;

namespace NodeNet.Tables;

/// <summary>How messages are written: the same in every culture.</summary>
internal static class TableText
{
    private const int MostShown = 40;

    /// <summary>"1 row", "2 rows"; "1 class", "2 classes" with the plural given.</summary>
    public static string Count(long count, string noun, string? plural = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? noun : plural ?? noun + "s")}");

    /// <summary>"a, b, …, z": a list that stays readable when it is long.</summary>
    public static string List(IReadOnlyList<string> names, int most = 12) =>
        Line(names.Count <= most ? string.Join(", ", names) : string.Join(", ", names.Take(most - 1)) + ", …, " + names[^1]);

    /// <summary>A foreign text as messages show it: its beginning, without control characters.</summary>
    public static string Shown(string text)
    {
        string shown = text.Length <= MostShown ? text : text[..MostShown] + "…";
        return Line(shown);
    }

    /// <summary>A foreign text where only one line may be: without control characters and ends of lines.</summary>
    public static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? '\uFFFD' : c));

    /// <summary>What an exception says, without the name of the argument that the runtime appends.</summary>
    public static string MessageOf(ArgumentException exception)
    {
        int end = exception.Message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }
}
