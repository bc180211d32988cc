using System.Text.RegularExpressions;
using NodeNet.Playground;

namespace NodeNet.Page;

/// <summary>What the library refuses, in the words of those who sit before the page: what can be done to the table or the file, not to a program.</summary>
internal static partial class PageWords
{
    private static readonly (string Library, string Page)[] _words =
    [
        ("CsvOptions.HasHeader = true reads it as names", "give the table a first line with the names of its columns"),
        ("CsvOptions.ColumnNames can give other names", "give one of them another name"),
        ("divided by something that CsvOptions.Delimiter should name", "divided by something else than a comma, a semicolon or a tab"),
        ("CsvOptions.SkipLines passes over it", "take it out"),
        ("name it in CsvOptions.MissingValues", "leave the cell empty"),
        (" (To take unknown ones as none of them, fit the recipe with UnknownRule.AllZeros.)", ""),
        (", or fit the recipe with RecipeOptions.DropsMissingTargets", ""),
        ("give the column ColumnKind.Category", "write them as words"),
        (", or clip the gradient (ClipNorm)", ""),
        ("scale them (Scaler.Standard)", "write smaller ones, or open them as a table, which scales them"),
        ("scale them (DataSet.ScaleTargets)", "write smaller ones, or open them as a table, which scales them"),
        ("load it with Model.Load", "open it as a model"),
    ];

    public static string Of(Exception wrong)
    {
        if (wrong is System.Text.Json.JsonException) return "That cannot be read: it was cut short, or is not what the page expects.";
        return Of(PlainWords.Of(wrong));
    }

    /// <summary>As the other, of what the library notes.</summary>
    public static string Of(string message)
    {
        foreach ((string library, string page) in _words)
            message = message.Replace(library, page, StringComparison.Ordinal);
        message = NumberForm().Replace(message, "write it as a plain number, as 1234.5");
        message = Unit().Replace(message, "write the number alone");
        message = DateForm().Replace(message, "write it as 2024-03-05");
        message = Advised().Replace(
            message,
            type => type.Value switch { "MeanSquaredError" => "mse", "BinaryCrossEntropy" => "binary_cross_entropy", var other => other.ToLowerInvariant() });
        message = Gap().Replace(message, "Fill the gap, or");
        message = ColumnOut().Replace(message, "Take the column out of the table.");
        return InBrackets().Replace(message, "");
    }

    /// <summary>Losses and functions that are advised, as the page's lists call them.</summary>
    [GeneratedRegex(@"\b(MeanSquaredError|BinaryCrossEntropy|(Sigmoid|Softplus)(?= outputs)|Softmax(?= of a node))\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Advised();

    [GeneratedRegex(@"set CsvOptions\.\w+ to '.'( and CsvOptions\.\w+ to '.')?", RegexOptions.ExplicitCapture)]
    private static partial Regex NumberForm();

    [GeneratedRegex(@"name ""[^""]*"" in CsvOptions\.Units")]
    private static partial Regex Unit();

    [GeneratedRegex(@"name its form in CsvOptions\.DateFormats, as \S*[^\s.;,]")]
    private static partial Regex DateForm();

    [GeneratedRegex(@"(Fit the recipe with|Say what stands in for it \() ?ColumnOptions\.Missing, as MissingRule\.\w+\)?, or", RegexOptions.ExplicitCapture)]
    private static partial Regex Gap();

    [GeneratedRegex(@"[Ll]eave the column out( \([^)]*\))?,? or (say|read) [^.(]*(\([^)]*\))?\.", RegexOptions.ExplicitCapture)]
    private static partial Regex ColumnOut();

    [GeneratedRegex(@" \((CsvOptions|ColumnOptions|RecipeOptions|Columns|ModelFileLimits|MissingRule|ColumnKind)\b[^)]*\)", RegexOptions.ExplicitCapture)]
    private static partial Regex InBrackets();
}
