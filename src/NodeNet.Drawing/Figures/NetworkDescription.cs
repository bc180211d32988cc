using System.Globalization;
using System.Text;
using NodeNet.Drawing.Layout;

namespace NodeNet.Drawing.Figures;

/// <summary>A drawing of a network in words: what a reader hears who cannot see it.</summary>
internal static class NetworkDescription
{
    // In larger networks the numbers would take minutes to hear.
    private const int MostNodes = 12;
    private const int MostEdges = 24;

    public static string Of(NetworkSketch sketch, NetworkLayout layout, NetworkPictureOptions options)
    {
        var text = new StringBuilder("Layers from left to right: ");
        text.AppendJoin("; ", sketch.Layers.Select(Layer)).Append('.');

        NumberFormat weights = sketch.WeightFormat(options.Digits);
        SketchNode[] nodes = [.. sketch.Layers.SelectMany(each => each.Nodes)];
        string[] values = [.. sketch.Layers.SelectMany(layer => Values(layer, options.Digits))];
        if (options.ShowValues && values.Length == 0) text.Append(" The nodes show no activations: there was no forward pass since the network was changed.");
        if (options.ShowValues && values.Length > 0 && nodes.Length <= MostNodes)
            text.Append(" Activations: ").AppendJoin(", ", values).Append('.');
        if (sketch.Edges.Count <= MostEdges && sketch.Edges.Count > 0)
        {
            text.Append(" Weights: ").AppendJoin(", ", sketch.Edges.Select(edge => $"{edge.From} to {edge.To} {weights.Text(edge.Weight)}")).Append('.');
        }
        else
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $" {Numbers.Count(sketch.Edges.Count, "connection")} {(sketch.Edges.Count == 1 ? "is" : "are")} drawn: "
                    + $"{sketch.Edges.Count(edge => edge.Weight > 0)} positive, {sketch.Edges.Count(edge => edge.Weight < 0)} negative.");
        }

        int frozen = sketch.Edges.Count(edge => edge.IsFrozen);
        if (frozen > 0) text.Append(CultureInfo.InvariantCulture, $" {frozen} of the connections are frozen.");
        if (options.ShowWeights && layout.UnlabelledEdges > 0)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $" The numbers of {layout.UnlabelledEdges} of {Numbers.Count(sketch.Edges.Count, "weight")} are left out: there is no room where they could "
                    + $"be read.");
        }

        return text.ToString();
    }

    private static string Layer(SketchLayer layer)
    {
        int count = layer.Nodes.Count + layer.LeftOut;
        string text = string.Create(CultureInfo.InvariantCulture, $"{layer.Name} with {Numbers.Count(count, "node")}");
        if (layer.Activation.Length > 0) text += $" ({layer.Activation})";
        if (layer.LeftOut > 0) text += string.Create(CultureInfo.InvariantCulture, $", of which {layer.Nodes.Count} are drawn");
        return text;
    }

    private static IEnumerable<string> Values(SketchLayer layer, int digits)
    {
        NumberFormat format = layer.ActivationFormat(digits);
        return layer.Nodes.Where(node => node.Activation is not null).Select(node => $"{Name(node)} {format.Text(node.Activation!.Value)}");
    }

    private static string Name(SketchNode node) => node.Label is null ? node.Name : $"{node.Name} ({node.Label})";
}
