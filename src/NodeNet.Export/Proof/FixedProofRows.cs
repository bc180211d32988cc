using NodeNet.Recipes;

namespace NodeNet.Export.Proof;

/// <summary>A row of a proof in whole numbers.</summary>
/// <param name="Row">A whole number for each column.</param>
/// <param name="Refused">The number of the column that is refused, from 1; 0 for a row that is answered.</param>
/// <param name="Outputs">The answers.</param>
/// <param name="Class">The class's number; −1 where there are none.</param>
/// <param name="Model">What the model itself answers, in double precision.</param>
internal sealed record FixedProofRow(int[] Row, int Refused, int[] Outputs, int Class, double[] Model)
{
    public static FixedProofRow? Of(FixedModel model, Cell[] cells, ProofRow own)
    {
        int[] row = model.RowOf(cells);
        var outputs = new int[model.OutputBits.Count];
        int refused = model.Predict(row, outputs);
        if (refused > 0) return new FixedProofRow(row, refused, [], -1, []);
        return own.Refused > 0 ? null : new FixedProofRow(row, 0, outputs, model.Plan.Answer.Classes is null ? -1 : model.ClassOf(outputs), own.Model);
    }

    /// <summary>By how much the answers differ at most from the model's.</summary>
    public double ErrorOf(FixedModel model) =>
        Outputs.Select((output, i) => Math.Abs(Math.ScaleB(output, -model.OutputBits[i]) - Model[i])).DefaultIfEmpty(0.0).Max();
}
