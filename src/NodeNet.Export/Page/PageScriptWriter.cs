using NodeNet.Export.Languages;
using NodeNet.Export.Plan;

namespace NodeNet.Export.Page;

/// <summary>The JavaScript of a model for a page: no module, and it tells the numbers of each stage to who asks for them.</summary>
internal sealed class PageScriptWriter : JavaScriptWriter
{
    /// <summary>The script, and beside it "biases" and "weights": by layer, and by the layers that lead to it, and whether a row is a node here.</summary>
    public string Script(ModelPlan plan)
    {
        string module = Source(plan).Replace("\nexport ", "\n", StringComparison.Ordinal);
        string biases = string.Join(", ", plan.Layers.Select(layer => $"b{layer.Index}"));
        string weights = string.Join(", ", plan.Layers.Select(layer => $"[{string.Join(", ", layer.Blocks.Select(block => Block(layer, block)))}]"));
        return $"{module}\nconst biases = [{biases}];\nconst weights = [{weights}];\n";
    }

    private static string Block(PlanLayer layer, PlanBlock block) =>
        $"[{block.Source}, w{layer.Index}_{block.Source}, {(IsNarrow(layer) ? "true" : "false")}]";

    protected override string Parameters => "row, steps = null";

    protected override bool ShowsStages => true;

    protected override void Watch(string stage, string array) => Code.Line($"steps?.{stage}.push(Array.from({array}));");

    /// <summary>Without &lt; nothing in a text can end the script element.</summary>
    protected override string Quoted(string text) => base.Quoted(text).Replace("<", "\\u003c", StringComparison.Ordinal);
}
