using System.Text.RegularExpressions;
using NodeNet.Drawing.Figures;
using NodeNet.Drawing.Layout;
using NodeNet.Drawing.Svg;
using NodeNet.Inspection;

namespace NodeNet.Drawing.Replay;

/// <summary>The drawing that the page puts its numbers on.</summary>
internal static partial class ReplayDrawing
{
    // Room for every number that may come: the drawing is made for these, and the page replaces them.
    private const double WideActivation = -0.0123;
    private const double WideParameter = -1.23;

    public static string Of(LedgerNetwork network)
    {
        const int most = 10;
        var drawn = new HashSet<LedgerNode>();
        var layers = new List<SketchLayer>();
        foreach (LedgerLayer layer in network.Layers)
        {
            LedgerNode[] nodes = [
                .. layer.Nodes.Count <= most ? layer.Nodes : layer.Nodes.Take(most / 2).Concat(layer.Nodes.Skip(layer.Nodes.Count - most / 2))];
            drawn.UnionWith(nodes);
            layers.Add(new SketchLayer(layer.Name, layer.Activation, [.. nodes.Select(Sketch)]) { LeftOut = layer.Nodes.Count - nodes.Length });
        }
        SketchEdge[] edges =
        [
            .. network.Weights.Where(weight => drawn.Contains(weight.Source!) && drawn.Contains(weight.Target))
                .Select(weight => new SketchEdge(weight.Source!.Name, weight.Target.Name, WideParameter) { IsFrozen = weight.IsFrozen }),
        ];
        return Bare(new NetworkDrawing(new NetworkSketch(layers, edges), new NetworkPictureOptions { ShowKey = false }));
    }

    /// <summary>The drawing without its colours and lines, which are the page's own: it has a light and a dark face.</summary>
    private static string Bare(NetworkDrawing drawing)
    {
        var svg = new SvgWriter();
        svg.Open("svg", ("viewBox", $"0 0 {SvgText.Number(drawing.Width)} {SvgText.Number(drawing.Height)}"));
        drawing.Write(svg);
        svg.Close();
        return Indents().Replace(Looks().Replace(svg.ToString(), ""), "");
    }

    // In text a quotation mark is written as &quot;, so this meets attributes only.
    [GeneratedRegex(" (fill|fill-opacity|stroke|stroke-width|stroke-dasharray|stroke-opacity)=\"[^\"]*\"")]
    private static partial Regex Looks();

    [GeneratedRegex("^ +", RegexOptions.Multiline)]
    private static partial Regex Indents();

    private static SketchNode Sketch(LedgerNode node) => new(node.Name, node.Label) { Activation = WideActivation, Bias = node.HasBias ? WideParameter : null };
}
