using System.Text.RegularExpressions;

namespace NodeNet.Diagnostics;

/// <summary>Columns that name rows and say nothing of others: customers, serial numbers, the numbers of the rows, also when only some of the rows are
/// left.</summary>
internal static partial class IdentifierCheck
{
    /// <summary>Below this many values nothing is called an identifier.</summary>
    internal const int FewestValues = 20;

    /// <summary>Whole numbers, all different, among which so many pairs of equal ones would be expected if they had been drawn from their range: by chance
    /// that there is none happens in one of a thousand columns (e⁻⁷).</summary>
    internal const double FewestExpectedPairs = 7.0;

    /// <summary>Of words, nearly every row has its own.</summary>
    internal const double LargestShareOfDifferent = 0.9;

    /// <returns>Why the column's numbers look like identifiers; null if they do not.</returns>
    public static string? OfNumbers(TableColumn column)
    {
        int count = column.PresentCount;
        if (!column.IsTakenAsNumbers || count < FewestValues || column.Values.Count < count) return null;
        double least = double.PositiveInfinity;
        double most = double.NegativeInfinity;
        foreach (Recipes.Cell value in column.Values)
        {
            if (!double.IsInteger(value.Number)) return null;
            (least, most) = (Math.Min(least, value.Number), Math.Max(most, value.Number));
        }
        double range = most - least + 1.0;
        double pairs = 0.5 * count * (count - 1.0) / range;
        string numbers = $"{count} whole numbers from {DiagnosisContext.Number(least)} to {DiagnosisContext.Number(most)}, no two alike";
        if (pairs >= FewestExpectedPairs)
            return $"{numbers}, where numbers that are measured would hold about {DiagnosisContext.Number(pairs)} pairs of equal ones";
        return IsNamedSo(column.Name) ? numbers + ", in a column with that name" : null;
    }

    /// <summary>Whether nearly every row has words of its own.</summary>
    public static bool IsOfWords(TableColumn column) => column.PresentCount >= FewestValues
        && !column.IsNumbers && column.Values.Count > LargestShareOfDifferent * column.PresentCount;

    /// <summary>Whether a word of the name is one of those by which identifiers go: customer_id, RowNumber.</summary>
    private static bool IsNamedSo(string name) =>
        Words().Matches(name).Any(word => word.Value.ToUpperInvariant() is "ID" or "IDS" or "NR" or "NO" or "KEY" or "NUMBER" or "INDEX" or "UUID" or "GUID");

    [GeneratedRegex(@"\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+")]
    private static partial Regex Words();
}
