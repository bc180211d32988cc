using System.Text.RegularExpressions;

namespace NodeNet.Export.Languages;

/// <summary>Helper functions that are written for doubles, in floats: types, numbers and names of functions.</summary>
internal static partial class SinglePrecision
{
    public static string OfC(string text) => CFunction().Replace(OfNumbers(text), "$1f(");

    public static string OfDotNet(string text) => OfNumbers(text).Replace("Math.", "MathF.", StringComparison.Ordinal);

    /// <summary>Java's Math knows e^x, ln and the like with doubles alone.</summary>
    public static string OfJava(string text) => JavaFunction().Replace(OfNumbers(text), "(float) Math.$1(");

    private static string OfNumbers(string text) => Number().Replace(text, "$1f").Replace("double", "float", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<![\w.])(\d+\.\d+)(?![\w.])")]
    private static partial Regex Number();

    [GeneratedRegex(@"\b(exp|log1p|fabs|erfc)\(")]
    private static partial Regex CFunction();

    [GeneratedRegex(@"Math\.(exp|log1p)\(")]
    private static partial Regex JavaFunction();
}
