using NodeNet.Drawing.Layout;
using NodeNet.Inspection;

namespace NodeNet.Drawing.Replay;

/// <summary>The drawing that the page puts its numbers on.</summary>
internal static class ReplayDrawing
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
            LedgerNode[] nodes = [.. layer.Nodes.Count <= most ? layer.Nodes : layer.Nodes.Take(most / 2).Concat(layer.Nodes.Skip(layer.Nodes.Count - most / 2))];
            drawn.UnionWith(nodes);
            layers.Add(new SketchLayer(layer.Name, layer.Activation, [.. nodes.Select(Sketch)]) { LeftOut = layer.Nodes.Count - nodes.Length });
        }
        SketchEdge[] edges =
        [
            .. network.Weights.Where(weight => drawn.Contains(weight.Source!) && drawn.Contains(weight.Target))
                .Select(weight => new SketchEdge(weight.Source!.Name, weight.Target.Name, WideParameter) { IsFrozen = weight.IsFrozen }),
        ];
        return Draw.Network(new NetworkSketch(layers, edges), "The network", new NetworkPictureOptions { ShowKey = false }).ToSvg();
    }

    private static SketchNode Sketch(LedgerNode node) => new(node.Name, node.Label) { Activation = WideActivation, Bias = node.HasBias ? WideParameter : null };
}
