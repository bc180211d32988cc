namespace NodeNet.Import;

/// <summary>How names of files are written in messages: on one line, and no longer than it takes to know them.</summary>
internal static class TextOf
{
    private const int MostShown = 100;

    /// <summary>A foreign name: its beginning, without control characters.</summary>
    public static string Shown(string text) => Line(text.Length <= MostShown ? text : text[..MostShown] + "…");

    /// <summary>The text without control characters and ends of lines.</summary>
    public static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? '\uFFFD' : c));

    /// <summary>"a, b, …, z": a list that stays readable when it is long.</summary>
    public static string List(IReadOnlyList<string> names, string separator = ", ", int most = 12) => names.Count <= most
        ? string.Join(separator, names.Select(Shown))
        : string.Join(separator, names.Take(most - 1).Select(Shown)) + $"{separator}…{separator}{Shown(names[^1])}";

    /// <summary>What is wrong with a JSON file, in words for its user: .NET's own speak of its classes.</summary>
    public static string Why(Exception wrong) => wrong switch
    {
        KeyNotFoundException => "a part is not there that each of them has",
        System.Text.Json.JsonException => "it is no JSON, or is nested too deeply",
        OverflowException => "a length is too large",
        ArgumentException and not ArgumentOutOfRangeException => wrong.Message.Split(" (Parameter")[0].TrimEnd('.'),
        _ => "a part is of another kind than it must be, as a text in place of a number",
    };
}
