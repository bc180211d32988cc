using System.Globalization;

namespace NodeNet.Foundation;

/// <summary>How names and numbers are written: the same in every culture.</summary>
internal static class MessageText
{
    /// <summary>How many characters of a foreign text errors show.</summary>
    public const int MostShown = 40;

    /// <summary>"leaky_relu(0.01)": the name and its parameters, each in the shortest form that reads back exactly.</summary>
    public static string WithParameters(string name, params ReadOnlySpan<double> parameters)
    {
        var text = new System.Text.StringBuilder(name).Append('(');
        for (int i = 0; i < parameters.Length; i++)
        {
            if (i > 0) text.Append(',');
            text.Append(Exact(parameters[i]));
        }
        return text.Append(')').ToString();
    }

    /// <summary>The shortest text that reads back to the same double.</summary>
    public static string Exact(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Seven significant digits, as the handout prints.</summary>
    public static string Short(double value) => value.ToString("G7", CultureInfo.InvariantCulture);

    /// <summary>"1 node", "2 nodes"; "1 class", "2 classes" with the plural given.</summary>
    public static string Count(long count, string noun, string? plural = null) =>
        string.Create(CultureInfo.InvariantCulture, $"{count} {(count == 1 ? noun : plural ?? noun + "s")}");

    /// <summary>"x1, x2, …, x784": a list that stays readable when it is long.</summary>
    public static string List(IReadOnlyList<string> names, int most = 12)
    {
        if (names.Count <= most) return Line(string.Join(", ", names));
        return Line(string.Join(", ", names.Take(most - 1)) + ", …, " + names[^1]);
    }

    /// <summary>What an exception says, without the name of the argument that the runtime appends.</summary>
    public static string MessageOf(ArgumentException exception)
    {
        int end = exception.Message.IndexOf(" (Parameter '", StringComparison.Ordinal);
        return end < 0 ? exception.Message : exception.Message[..end];
    }

    /// <summary>A foreign text as errors show it: its beginning, without control characters.</summary>
    public static string Shown(string text)
    {
        string shown = text.Length <= MostShown ? text : text[..MostShown] + "…";
        return Line(shown);
    }

    /// <summary>A foreign text where only one line may be: without control characters and ends of lines.</summary>
    public static string Line(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? '\uFFFD' : c));

    /// <summary>What is wrong with a list of names, or null.</summary>
    public static string? TroubleOf(IReadOnlyList<string> names)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (int i = 0; i < names.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(names[i])) return $"Name {i} (from 0) is blank.";
            if (!known.Add(names[i])) return $"The name \"{Shown(names[i])}\" is there twice.";
        }
        return null;
    }
}
