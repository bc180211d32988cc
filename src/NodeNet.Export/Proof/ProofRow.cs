using NodeNet.Recipes;

namespace NodeNet.Export.Proof;

/// <summary>A row of a proof, with what NodeNet answers.</summary>
/// <param name="Cells">A cell for each column: a number, words, a date, or nothing.</param>
/// <param name="Refused">The number of the column that is refused, from 1; 0 for a row that is answered.</param>
/// <param name="Outputs">The answers, in the units of the targets.</param>
/// <param name="Bounds">By how much each may differ elsewhere.</param>
/// <param name="Class">The class's number; −1 where there are none, or where two are so close that the bounds do not tell them apart.</param>
internal sealed record ProofRow(Cell[] Cells, int Refused, double[] Outputs, double[] Bounds, int Class);
