using System.Globalization;

namespace NodeNet.Tool.Input;

/// <summary>Lists, pairs and numbers of a command line.</summary>
internal static class Lists
{
    /// <summary>"a,b" as two names; a name with a comma stands in double quotes, in which a double quote is written twice.</summary>
    public static string[]? Names(string? text)
    {
        if (text is null) return null;
        var names = new List<string>();
        var name = new System.Text.StringBuilder();
        bool isQuoted = false;
        for (int i = 0; i < text.Length; i++)
        {
            char letter = text[i];
            if (isQuoted && letter == '"' && i + 1 < text.Length && text[i + 1] == '"')
            {
                name.Append(text[i++]);
            }
            else if (letter == '"' && (isQuoted || string.IsNullOrWhiteSpace(name.ToString())))
            {
                isQuoted = !isQuoted;
            }
            else if (letter == ',' && !isQuoted)
            {
                names.Add(name.ToString().Trim());
                name.Clear();
            }
            else
            {
                name.Append(letter);
            }
        }
        names.Add(name.ToString().Trim());
        return [.. names.Where(one => one.Length > 0)];
    }

    public static int[]? Sizes(string? text, string option)
    {
        if (text is null) return null;
        if (text == "0") return [];
        int[] sizes = Array.ConvertAll(
            text.Split(',', StringSplitOptions.TrimEntries), part =>
                int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out int size) ? size : 0);
        return Array.TrueForAll(sizes, size => size is >= 1 and <= 10_000)
            ? sizes
            : throw new UsageException($"{option} is \"{text}\"; it must be sizes from 1 to 10000, as 16 or 16,8, or 0 for no hidden layer.");
    }

    /// <summary>A whole number within bounds that are included.</summary>
    public static int Whole(int number, string option, int least, int most) => number >= least && number <= most
        ? number
        : throw new UsageException(string.Create(CultureInfo.InvariantCulture, $"{option} is {number}; it must be from {least} to {most}."));

    /// <summary>A number with a decimal point, within bounds that are included.</summary>
    public static double? Number(string? text, string option, double least, double most)
    {
        if (text is null) return null;
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && number >= least && number <= most
            ? number
            : throw new UsageException(string.Create(
                CultureInfo.InvariantCulture, $"{option} is \"{text}\"; it must be a number from {least} to {most}, with a decimal point."));
    }

    /// <summary>"1,3,5" as numbers with decimal points, one for each node of a kind.</summary>
    public static double[]? Numbers(string? text, string option, int count, string noun)
    {
        if (text is null) return null;
        double[] numbers = [.. text.Split(',').Select(part => Number(part.Trim(), option, -1e12, 1e12)!.Value)];
        return numbers.Length == count ? numbers : throw new UsageException(string.Create(
            CultureInfo.InvariantCulture, $"{option} has {Count(numbers.Length, "number")}; the network has {Count(count, noun)}."));
    }

    /// <summary>"1 line", "2 lines".</summary>
    public static string Count(int count, string noun) => string.Create(CultureInfo.InvariantCulture, $"{count} {noun}{(count == 1 ? "" : "s")}");

    /// <summary>"column=value" in two.</summary>
    public static (string Column, string Value) Pair(string text, string option)
    {
        int sign = text.LastIndexOf('=');
        return sign > 0 && sign < text.Length - 1
            ? (text[..sign], text[(sign + 1)..])
            : throw new UsageException($"{option} is \"{text}\"; it must be a column and a value, as zip=category.");
    }

    /// <summary>One of some words.</summary>
    public static T Word<T>(string text, string option, IReadOnlyDictionary<string, T> known) => known.TryGetValue(text, out T? value)
        ? value
        : throw new UsageException($"{option} is \"{text}\"; it must be one of {string.Join(", ", known.Keys)}.");
}
