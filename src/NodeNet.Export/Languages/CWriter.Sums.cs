using NodeNet.Export.Code;
using NodeNet.Export.Plan;

namespace NodeNet.Export.Languages;

/// <content>
/// Weighted sums. All of a layer grow side by side, so that a compiler can take several nodes at a time; each in the order of the reference loops. A loop over
/// nodes takes several sources: then a sum is fetched and put back less often. For wide layers, gcc's -O2 is then more than twice as fast.
/// </content>
internal sealed partial class CWriter
{
    private const int SourcesAtATime = 4;

    protected override bool HasRowsByNode(PlanLayer layer) => false;

    protected override bool WritesActivationsOut => true;

    protected override void WriteSums(ModelPlan plan, PlanLayer layer, string sums)
    {
        string bias = $"b{Text(layer.Index)}[j]";
        if (IsNarrow(layer))
        {
            WriteSum(layer, sums, bias, layer.Blocks.SelectMany(block => Products(plan, layer, block, 0)));
            return;
        }
        WriteWideSums(plan, layer, sums, bias);
        if (layer == plan.Layers[0] && IsCheckedBySums(plan)) WriteCheckBySums(plan, sums);
    }

    private void WriteWideSums(ModelPlan plan, PlanLayer layer, string sums, string bias)
    {
        WriteSum(layer, sums, bias, []);
        foreach (PlanBlock block in layer.Blocks)
        {
            int count = block.Weights.Length, first = 0;
            if (count > Few)
            {
                first = count - count % SourcesAtATime;
                Code.Open($"for (int i = 0; i < {Text(first)}; i += {Text(SourcesAtATime)})");
                IEnumerable<string> sources = Enumerable.Range(0, SourcesAtATime).Select(i => i == 0 ? "i" : "i + " + Text(i));
                WriteSum(layer, sums, $"{sums}[j]", sources.Select(source => Product(plan, layer, block, source)));
                Code.Close();
            }
            if (first < count) WriteSum(layer, sums, $"{sums}[j]", Products(plan, layer, block, first));
        }
    }

    /// <summary>Not where it reads the row itself: a caller may have its answer in the same place.</summary>
    protected override bool IsItsAnswer(ModelPlan plan, PlanLayer last) =>
        last.Whole is null && Array.TrueForAll(plan.Answer.Restored, formula => formula is null) && Array.TrueForAll(last.Blocks, block => block.Source > 0);

    private void WriteSum(PlanLayer layer, string sums, string first, IEnumerable<string> products)
    {
        Code.Open(For("j", layer.Count));
        Code.Line($"{sums}[j] = {Sum(first, products)};");
        Code.Close();
    }

    private IEnumerable<string> Products(ModelPlan plan, PlanLayer layer, PlanBlock block, int first) =>
        Enumerable.Range(first, block.Weights.Length - first).Select(i => Product(plan, layer, block, Text(i)));

    private string Product(ModelPlan plan, PlanLayer layer, PlanBlock block, string source) =>
        $"{WeightsName(layer, block)}[{source}][j] * {Activations(plan, block.Source)}[{source}]";

    /// <summary>Whether a long row is looked at only where a sum tells of it: every sum of the first layer takes each number of the row, even as
    /// 0 · ∞.</summary>
    private static bool IsCheckedBySums(ModelPlan plan) =>
        plan.IsPlain && plan.InputCount > Few && Array.Exists(plan.Layers[0].Blocks, block => block.Source == 0);

    protected override void WriteCheckedRow(ModelPlan plan)
    {
        if (!IsCheckedBySums(plan)) base.WriteCheckedRow(plan);
    }

    private void WriteCheckBySums(ModelPlan plan, string sums)
    {
        Code.Line(Comment("a number of the row that is not finite makes every sum so"));
        Code.Open(If(IsNotFinite(sums + "[0]")));
        base.WriteCheckedRow(plan);
        Code.Close();
    }
}
