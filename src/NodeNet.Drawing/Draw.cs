using NodeNet.Drawing.Figures;
using NodeNet.Drawing.Layout;
using NodeNet.Drawing.Svg;

namespace NodeNet.Drawing;

/// <summary>Draws pictures of networks and of what they learn: <c>Draw.Network(network).Save("network.svg")</c>.</summary>
public static partial class Draw
{
    /// <summary>The network: its nodes in columns, with their activations where they show them (after <see cref="NodeNet.Network.Forward"/> or a training step
    /// on one example), their biases, and the connections with their weights. Blue and solid is positive, orange and dashed negative, thicker is larger;
    /// weights of 0 are dotted.</summary>
    /// <param name="network">The network.</param>
    /// <param name="options">What to show and how; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> is null.</exception>
    public static Picture Network(Network network, NetworkPictureOptions? options = null)
    {
        Guard.NotNull(network);
        options ??= new NetworkPictureOptions();
        NetworkSketch sketch = NetworkSketch.Of(network, options.MaxNodes);
        return Network(sketch, $"A {network}", options);
    }

    internal static Picture Network(NetworkSketch sketch, string title, NetworkPictureOptions options)
    {
        var drawing = new NetworkDrawing(sketch, options);
        var svg = new SvgWriter();
        drawing.Write(svg);
        return new Picture(title, NetworkDescription.Of(sketch, drawing.Layout, options), drawing.Width, drawing.Height, svg.ToString(), options);
    }
}
