using NodeNet.Recipes;

namespace NodeNet.Export.Proof;

/// <summary>A row of a proof, with what NodeNet answers.</summary>
/// <param name="Cells">A cell for each column: a number, words, a date, or nothing.</param>
/// <param name="Refused">The number of the column that is refused, from 1; 0 for a row that is answered.</param>
/// <param name="Outputs">The answers that the code must give, in the units of the targets.</param>
/// <param name="Bounds">By how much each may differ elsewhere.</param>
/// <param name="Class">The class's number; −1 where there are none, or where two are so close that the bounds do not tell them apart.</param>
/// <param name="Model">What the model itself answers, in double precision.</param>
internal sealed record ProofRow(Cell[] Cells, int Refused, double[] Outputs, double[] Bounds, int Class, double[] Model)
{
    /// <summary>By how much the answers differ at most from those of the model in double precision.</summary>
    public double Error => Outputs.Zip(Model, (output, model) => Math.Abs(output - model)).DefaultIfEmpty(0.0).Max();
}
