using System.Globalization;

namespace NodeNet.Drawing;

/// <summary>Colours written as "#rrggbb".</summary>
internal static class Colours
{
    public static string Checked(string colour) =>
        colour is { Length: 7 } && colour[0] == '#' && colour.Skip(1).All(char.IsAsciiHexDigit)
            ? colour
            : throw new ArgumentException($"\"{colour}\" is not a colour; colours are written as \"#rrggbb\", as #1f6fb8.", nameof(colour));

    public static IReadOnlyList<string> CheckedAll(IReadOnlyList<string> colours) =>
        colours is { Count: >= 2 }
            ? [.. colours.Select(Checked)]
            : throw new ArgumentException($"There must be at least 2 colours of classes; there are {colours?.Count ?? 0}.", nameof(colours));

    /// <summary>The colour a share of the way from one to another: 0 is the first, 1 the second.</summary>
    public static string Mix(string from, string to, double share)
    {
        return string.Create(CultureInfo.InvariantCulture, $"#{Part(1):x2}{Part(3):x2}{Part(5):x2}");

        int Part(int start)
        {
            int a = Component(from, start);
            int b = Component(to, start);
            return (int)Math.Round(a + share * (b - a));
        }
    }

    /// <summary>One of the three components, 0 to 255, that starts at a position of "#rrggbb".</summary>
    public static int Component(string colour, int start) => int.Parse(colour.AsSpan(start, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
