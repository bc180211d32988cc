using NodeNet.Export.Code;
using NodeNet.Export.Plan;
using NodeNet.Formulas;

namespace NodeNet.Export.Languages;

/// <content>Weighted sums.</content>
internal abstract partial class ProcedureWriter
{
    /// <summary>So many products or nodes are written one by one; where there are more, they are a loop.</summary>
    protected const int Few = 16;

    /// <summary>Whether a layer's sums are so short that each is best made at once. Long ones grow together, source after source: then a compiler can take
    /// several nodes at a time. Either way each begins with its bias and takes one source after the other, so the bits are the same.</summary>
    protected static bool IsNarrow(PlanLayer layer) => layer.Blocks.Sum(block => block.Weights.Length) <= Few;

    /// <summary>Whether a table of weights has a row for each node of the layer; otherwise it has one for each source.</summary>
    protected virtual bool HasRowsByNode(PlanLayer layer) => IsNarrow(layer);

    /// <summary>Whether a node's activation follows its sum at once, instead of after all sums of the layer.</summary>
    private bool IsActivatedAtOnce(PlanLayer layer) => HasRowsByNode(layer) && layer.IsUniform && !ShowsStages;

    /// <summary>Whether the activations of a layer of few nodes are written one by one.</summary>
    protected virtual bool WritesActivationsOut => false;

    /// <summary>Whether sums are shown before they are activated.</summary>
    protected virtual bool ShowsStages => false;

    /// <summary>Whether a short sum is one expression instead of a loop: without counting, a compiler that does not unroll is a third faster.</summary>
    protected virtual bool WritesShortSumsOut => false;

    private static double[][] Turned(double[][] weights) =>
        [.. Enumerable.Range(0, weights[0].Length).Select(target => Array.ConvertAll(weights, row => row[target]))];

    /// <summary>The net inputs of a layer.</summary>
    protected virtual void WriteSums(ModelPlan plan, PlanLayer layer, string sums)
    {
        if (HasRowsByNode(layer)) WriteShortSums(plan, layer, sums);
        else WriteLongSums(plan, layer, sums);
    }

    private void WriteShortSums(ModelPlan plan, PlanLayer layer, string sums)
    {
        Code.Open(For("j", layer.Count));
        if (WritesShortSumsOut)
        {
            Code.Line(Local("z", SumOf(plan, layer)));
            WriteShortSum(layer, sums);
            return;
        }
        Code.Line(Changing("z", Table("b" + Text(layer.Index)) + "[j]"));
        foreach (PlanBlock block in layer.Blocks)
        {
            Code.Open(For("i", block.Weights.Length));
            Code.Line(Added("z", $"{WeightsName(layer, block)}[j][i] * {Activations(plan, block.Source)}[i]") + End);
            Code.Close();
        }
        WriteShortSum(layer, sums);
    }

    private void WriteShortSum(PlanLayer layer, string sums)
    {
        Code.Line($"{sums}[j] = {(IsActivatedAtOnce(layer) ? Activated(layer.Nodes[0], "z") : "z")}{End}");
        Code.Close();
    }

    /// <summary>The bias and the products of a node, one source after the other, as the loops add them.</summary>
    private string SumOf(ModelPlan plan, PlanLayer layer) => Sum(Table("b" + Text(layer.Index)) + "[j]", layer.Blocks.SelectMany(
        block => Enumerable.Range(0, block.Weights.Length)
            .Select(i => $"{WeightsName(layer, block)}[j][{Text(i)}] * {Activations(plan, block.Source)}[{Text(i)}]")));

    /// <summary>A sum that begins with a number, in lines of a few products.</summary>
    protected static string Sum(string first, IEnumerable<string> products)
    {
        const int InALine = 4;
        return first + string.Join("\n   ", products.Select(product => " + " + product).Chunk(InALine).Select(line => string.Concat(line)));
    }

    private void WriteLongSums(ModelPlan plan, PlanLayer layer, string sums)
    {
        Code.Open(For("j", layer.Count));
        Code.Line($"{sums}[j] = {Table("b" + Text(layer.Index))}[j]{End}");
        Code.Close();
        foreach (PlanBlock block in layer.Blocks)
        {
            Code.Open(For("i", block.Weights.Length));
            Code.Open(For("j", layer.Count));
            Code.Line(Added($"{sums}[j]", $"{WeightsName(layer, block)}[i][j] * {Activations(plan, block.Source)}[i]") + End);
            Code.Close();
            Code.Close();
        }
    }

    /// <summary>Softmax of many nodes: its formula node by node would be thousands of lines. The same operations in the same order, so the same bits.</summary>
    private void WriteLongSoftmax(string a, string sums, int count)
    {
        string largest = a + "_largest", sum = a + "_sum", z = sums + "[i]";
        FormulaSyntax syntax = Syntax(variable => variable.Name);
        Code.Line(NewArray(a, count));
        Code.Line(Changing(largest, sums + "[0]"));
        Code.Open(For("i", count));
        Code.Line($"{largest} = {syntax.Write(Expression.Max(new Variable(largest), new Variable(z)))}{End}");
        Code.Close();
        Code.Line(Changing(sum, Number(0.0)));
        Code.Open(For("i", count));
        Code.Line($"{a}[i] = {syntax.Write(Expression.Exp(new Variable(z) - new Variable(largest)))}{End}");
        Code.Line(Added(sum, a + "[i]") + End);
        Code.Close();
        Code.Open(For("i", count));
        Code.Line($"{a}[i] = {syntax.Write(new Variable(a + "[i]") / new Variable(sum))}{End}");
        Code.Close();
    }

    /// <summary>A variable that changes.</summary>
    protected virtual string Changing(string name, string value) => $"{Type} {name} = {value}{End}";

    /// <summary>A product is added to a sum.</summary>
    protected virtual string Added(string sum, string product) => $"{sum} += {product}";
}
