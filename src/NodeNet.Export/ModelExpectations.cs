using NodeNet.Export.Plan;
using NodeNet.Export.Proof;
using NodeNet.Recipes;

namespace NodeNet.Export;

/// <summary>What a model's answers must be elsewhere: <c>model.Expect(rows)</c>.</summary>
public static class ModelExpectations
{
    /// <summary>The answers to rows by NodeNet's recipe and reference loops, and by how much those of another program may differ.</summary>
    /// <param name="model">The model.</param>
    /// <param name="rows">The rows. A model with a recipe reads its columns; without one, columns called as the model's inputs.</param>
    /// <param name="inAnyOrder">Whether the other program may add up in any order and join products with sums, as ONNX Runtime and spreadsheets do; false
    /// (the default) for one that computes as NodeNet's loops do, in their order, as exported code does.</param>
    /// <returns>An answer for each row, in their order; null for a row whose answer is no finite number.</returns>
    /// <remarks>
    /// <para>In the loops' order nothing differs but elementary functions, by 8 ε of their value (ε = 2^−52), and what is made of the differences on their
    /// way.</para>
    /// <para>In any order, a sum of n products differs by at most 2 (n + 2) u (|b| + Σ |w·a|) more (u = 2^−53), and an activation function by 8 u (1 + |a|).
    /// Source: N. J. Higham, "Accuracy and Stability of Numerical Algorithms", section 3.1.</para>
    /// </remarks>
    /// <exception cref="ArgumentException">The rows have not the model's columns.</exception>
    /// <exception cref="NotSupportedException">An activation function states no formula.</exception>
    /// <exception cref="InvalidOperationException">The network is being trained on another thread.</exception>
    public static IReadOnlyList<ExpectedAnswer?> Expect(this Model model, ITable rows, bool inAnyOrder = false)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(rows);
        ModelPlan plan = PlanReading.Read(model, "model");
        var answers = new ProofAnswers<DoubleFormat>(model, plan, inAnyOrder);
        return [.. ProofRows.Taken(rows, plan, rows.RowCount).Select(cells => answers.Of(cells) is { } row ? Expected(plan, row) : null)];
    }

    internal static ExpectedAnswer Expected(ModelPlan plan, ProofRow row) => new(
        row.Cells, row.Refused > 0 ? plan.Columns[row.Refused - 1].Name : null, row.Outputs, row.Bounds,
        row.Class >= 0 ? plan.Answer.Classes![row.Class] : null);
}
