using System.Globalization;
using NodeNet.Recipes;

namespace NodeNet.Export;

/// <summary>What NodeNet answers to a row, and by how much another program's answer may differ: what a proof compares with.</summary>
/// <param name="Cells">The row: a cell for each of the model's columns, in their order and in the type that exported code takes.</param>
/// <param name="Refused">The column whose cell is refused, so that there is no answer; null where there is one.</param>
/// <param name="Outputs">The answers, in the units of the targets; none where the row is refused.</param>
/// <param name="Bounds">By how much each of them may differ, 0 or above.</param>
/// <param name="Label">The class; null where numbers are predicted, or where two classes are so close that the bounds do not tell them apart.</param>
public sealed record ExpectedAnswer(
    IReadOnlyList<Cell> Cells, string? Refused, IReadOnlyList<double> Outputs, IReadOnlyList<double> Bounds, string? Label)
{
    /// <summary>"0.25 ± 1E-16, 0.75 ± 2E-16: Adelie", or "island is refused".</summary>
    public override string ToString()
    {
        if (Refused is not null) return $"{Refused} is refused";
        IEnumerable<string> numbers = Outputs.Zip(Bounds, (output, bound) => string.Create(CultureInfo.InvariantCulture, $"{output} ± {bound:G2}"));
        return string.Join(", ", numbers) + (Label is null ? "" : ": " + Label);
    }
}
