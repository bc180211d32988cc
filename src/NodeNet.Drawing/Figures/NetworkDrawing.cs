using NodeNet.Drawing.Layout;
using NodeNet.Drawing.Svg;

namespace NodeNet.Drawing.Figures;

/// <summary>Draws a network that is laid out. Every node is a <c>g</c> of class "node" with <c>data-node</c>, every connection a <c>g</c> of class "edge" with
/// <c>data-from</c> and <c>data-to</c> and a class for its sign, and its number, above all lines, in a <c>g</c> of class "edge-label" with the same data.
/// Numbers are <c>text</c> of class "value", "bias" or "weight". So a page can highlight and relabel them.</summary>
internal sealed class NetworkDrawing
{
    private const double Thinnest = 0.8;
    private const double Thickest = 4.5;
    private const double KeyHeight = 24;

    // Between two layers; where there are more lines they are drawn thinner and paler, or the numbers drown.
    private const double LinesThatNeedNoCalming = 24;

    private readonly NetworkSketch _sketch;
    private readonly NetworkPictureOptions _options;
    private readonly Theme _theme;
    private readonly NumberFormat _weights;
    private readonly NumberFormat _biases;
    private readonly double _calm;
    private readonly double _left;

    public NetworkDrawing(NetworkSketch sketch, NetworkPictureOptions options)
    {
        _sketch = sketch;
        _options = options;
        _theme = options.Theme;
        _weights = sketch.WeightFormat(options.Digits);
        _biases = sketch.BiasFormat(options.Digits);
        _calm = Math.Clamp(Math.Sqrt(LinesThatNeedNoCalming * (sketch.Layers.Count - 1) / (double)Math.Max(1, sketch.Edges.Count)), 0.5, 1);
        Layout = NetworkLayout.Of(sketch, options);
        double key = options.ShowKey ? Key().Width + 2 * NetworkLayout.Margin : 0;
        Width = Math.Max(Layout.Width, key);
        Height = Layout.Height + (options.ShowKey ? KeyHeight : 0);
        _left = (Width - Layout.Width) / 2;
        LargestWeight = sketch.Edges.Select(edge => Math.Abs(edge.Weight)).Where(double.IsFinite).DefaultIfEmpty(0).Max();
    }

    public NetworkLayout Layout { get; }

    public double Width { get; }

    public double Height { get; }

    /// <summary>The weight, without its sign, that is drawn thickest.</summary>
    public double LargestWeight { get; }

    /// <summary>"positive", "negative", "zero" or "notfinite".</summary>
    public static string SignOf(double value) => !double.IsFinite(value) ? "notfinite" : value > 0 ? "positive" : value < 0 ? "negative" : "zero";

    /// <summary>How thick a connection is drawn.</summary>
    public double Thickness(double weight) =>
        !double.IsFinite(weight)
            ? Thickest
            : LargestWeight == 0
            ? Thinnest
            : Thinnest + _calm * (Thickest - Thinnest) * Math.Min(1, Math.Abs(weight) / LargestWeight);

    public string ColourOf(double value) => SignOf(value) switch
    {
        "positive" => _theme.Positive,
        "negative" => _theme.Negative,
        _ => _theme.Muted,
    };

    /// <summary>Negative weights are dashed, weights of 0 dotted, so that the sign is seen without colours.</summary>
    public static string? DashesOf(double weight, double thickness) => SignOf(weight) switch
    {
        "negative" => $"{SvgText.Number(4 + 1.5 * thickness)} {SvgText.Number(3 + thickness)}",
        "zero" => "1 4",
        "notfinite" => "1 6",
        _ => null,
    };

    /// <summary>Writes the whole drawing as one <c>g</c>.</summary>
    public void Write(SvgWriter svg)
    {
        svg.Open("g", ("class", "network"), ("transform", _left > 0 ? $"translate({SvgText.Number(_left)} 0)" : null));
        foreach (PlacedColumn column in Layout.Columns) WriteCaption(svg, column);

        // Lines first, their numbers above all lines, nodes on top.
        svg.Open("g", ("class", "edges"));
        foreach (PlacedEdge edge in Layout.Edges) WriteEdge(svg, edge);
        svg.Close();
        svg.Open("g", ("class", "edge-labels"));
        foreach (PlacedEdge edge in Layout.Edges) WriteWeight(svg, edge);
        svg.Close();
        svg.Open("g", ("class", "nodes"));
        foreach (PlacedColumn column in Layout.Columns)
        {
            double largest = column.Nodes.Select(node => Math.Abs(node.Node.Activation ?? 0)).Where(double.IsFinite).DefaultIfEmpty(0).Max();
            NumberFormat format = column.Layer.ActivationFormat(_options.Digits);
            foreach (PlacedNode node in column.Nodes) WriteNode(svg, node, Math.Max(1, largest), format);
            if (column.Gap is { } gap)
            {
                svg.AddText(
                    "text", PlacedColumn.GapText(column.Layer.LeftOut), [.. At(gap, NetworkLayout.LabelSize), ("class", "more"), ("fill", _theme.Muted)]);
            }
        }
        svg.Close();
        svg.Close();
        if (_options.ShowKey) WriteKey(svg);
    }

    private void WriteCaption(SvgWriter svg, PlacedColumn column)
    {
        double room = column.Caption.Right - column.Caption.Left + 0.5;
        string x = SvgText.Number(column.X);
        svg.AddText("text", TextMeasure.Fit(column.Layer.Name, NetworkLayout.CaptionSize / 1.1, room),
            ("x", x), ("y", SvgText.Number(column.Caption.Top + NetworkLayout.CaptionSize)), ("text-anchor", "middle"),
            ("font-size", SvgText.Number(NetworkLayout.CaptionSize)), ("font-weight", "bold"), ("fill", _theme.Ink));
        if (column.Layer.Activation.Length == 0) return;
        double size = NetworkLayout.CaptionSize - 1;
        svg.AddText("text", TextMeasure.Fit(column.Layer.Activation, size, room),
            ("x", x), ("y", SvgText.Number(column.Caption.Bottom - 3)), ("text-anchor", "middle"), ("font-size", SvgText.Number(size)), ("fill", _theme.Muted));
    }

    private void WriteEdge(SvgWriter svg, PlacedEdge placed)
    {
        SketchEdge edge = placed.Edge;
        double thickness = Thickness(edge.Weight);
        string colour = ColourOf(edge.Weight);
        svg.Open("g", ("class", $"edge {SignOf(edge.Weight)}{(edge.IsFrozen ? " frozen" : "")}"), ("data-from", edge.From), ("data-to", edge.To));
        svg.Add("path",
            ("d", placed.Path), ("fill", "none"), ("stroke", colour), ("stroke-width", SvgText.Number(thickness)),
            ("stroke-dasharray", DashesOf(edge.Weight, thickness)), (
                "stroke-opacity", SvgText.Number(_calm * (0.4 + 0.5 * (thickness - Thinnest) / (Thickest - Thinnest)))));
        svg.Close();
    }

    /// <summary>A weight's number, on a plate that keeps lines from running through it.</summary>
    private void WriteWeight(SvgWriter svg, PlacedEdge placed)
    {
        if (placed.Label is not { } label) return;
        SketchEdge edge = placed.Edge;
        svg.Open("g", ("class", $"edge-label {SignOf(edge.Weight)}"), ("data-from", edge.From), ("data-to", edge.To));
        WritePlate(svg, label);
        svg.AddText("text", _weights.Text(edge.Weight), [.. At(label, NetworkLayout.WeightSize), ("class", "weight"), ("fill", ColourOf(edge.Weight))]);
        svg.Close();
    }

    private void WriteNode(SvgWriter svg, PlacedNode placed, double largest, NumberFormat format)
    {
        SketchNode node = placed.Node;
        string x = SvgText.Number(placed.Centre.X);
        svg.Open("g", ("class", "node"), ("data-node", node.Name));
        if (placed.LabelText is not null && placed.LabelText != node.Label) svg.AddText("title", node.Label!);
        svg.Add("circle",
            ("cx", x), ("cy", SvgText.Number(placed.Centre.Y)), ("r", SvgText.Number(placed.Radius)), ("fill", FillOf(node, largest)),
            ("stroke", _theme.Ink), ("stroke-width", "1.25"));
        bool hasValue = _options.ShowValues && node.Activation is not null;
        double nameSize = hasValue ? NetworkLayout.NameSize : NetworkLayout.ValueSize;
        svg.AddText("text", node.Name,
            ("class", "name"), ("x", x), ("y", SvgText.Number(placed.Centre.Y + (hasValue ? -NetworkLayout.NameRise + 1 : 4))), ("text-anchor", "middle"),
            ("font-size", SvgText.Number(nameSize)), ("fill", hasValue ? _theme.Muted : _theme.Ink));
        if (hasValue)
        {
            string value = format.Text(node.Activation!.Value);
            double room = 2 * Math.Sqrt(placed.Radius * placed.Radius - NetworkLayout.ValueDrop * NetworkLayout.ValueDrop) - 3;
            double size = Math.Min(NetworkLayout.ValueSize, room / TextMeasure.Width(value, 1));
            svg.AddText("text", value,
                ("class", "value"), ("x", x), ("y", SvgText.Number(placed.Centre.Y + NetworkLayout.ValueDrop + 3)), ("text-anchor", "middle"),
                ("font-size", SvgText.Number(size)), ("fill", _theme.Ink));
        }
        if (placed.Bias is { } bias)
        {
            WritePlate(svg, bias);
            svg.AddText(
                "text",
                PlacedNode.BiasText(node.Bias!.Value, _biases),
                [.. At(bias, NetworkLayout.BiasSize), ("class", $"bias {SignOf(node.Bias.Value)}"), ("fill", ColourOf(node.Bias.Value))]);
        }
        if (placed.Label is { } label)
        {
            WritePlate(svg, label);
            svg.AddText("text", placed.LabelText!, [.. At(label, NetworkLayout.LabelSize), ("class", "label"), ("fill", _theme.Ink)]);
        }
        svg.Close();
    }

    /// <summary>A breath of blue or orange: more of it the larger the activation.</summary>
    private string FillOf(SketchNode node, double largest)
    {
        if (!_options.ShowValues || node.Activation is not { } activation || !double.IsFinite(activation)) return _theme.Surface;
        return Colours.Mix(_theme.Surface, ColourOf(activation), 0.3 * Math.Abs(activation) / largest);
    }

    /// <summary>Text in the middle of its box.</summary>
    private static (string Name, string? Value)[] At(Box box, double size) =>
    [
        ("x", SvgText.Number((box.Left + box.Right) / 2)), ("y", SvgText.Number((box.Top + box.Bottom) / 2 + 0.36 * size)),
        ("text-anchor", "middle"), ("font-size", SvgText.Number(size)),
    ];

    private void WritePlate(SvgWriter svg, Box box)
    {
        if (_theme.Background is not { } ground) return;
        svg.Add("rect", ("class", "plate"), ("x", SvgText.Number(box.Left)), ("y", SvgText.Number(box.Top)), ("width", SvgText.Number(box.Right - box.Left)),
            ("height", SvgText.Number(box.Bottom - box.Top)), ("rx", "2"), ("fill", ground), ("fill-opacity", "0.85"));
    }

    private static (double Width, List<(double X, string Text, double? Sign)> Parts) Key()
    {
        var parts = new List<(double X, string Text, double? Sign)>();
        double x = 0;
        foreach ((string text, double? sign) in new (string, double?)[] { ("positive weight", 1), ("negative weight", -1), ("the larger, the thicker", null) })
        {
            parts.Add((x, text, sign));
            x += (sign is null ? 0 : 40) + TextMeasure.Width(text, NetworkLayout.NameSize + 1) + 18;
        }
        return (x - 18, parts);
    }

    private void WriteKey(SvgWriter svg)
    {
        (double width, List<(double X, string Text, double? Sign)> parts) = Key();
        double left = (Width - width) / 2;
        double y = Layout.Height + KeyHeight / 2 - NetworkLayout.Margin / 2;
        svg.Open("g", ("class", "key"), ("font-size", SvgText.Number(NetworkLayout.NameSize + 1)), ("fill", _theme.Muted));
        foreach ((double x, string text, double? sign) in parts)
        {
            if (sign is { } value)
            {
                svg.Add("path", ("d", $"M{SvgText.Number(left + x)},{SvgText.Number(y - 4)} h32"), ("stroke", ColourOf(value)), ("stroke-width", "2.5"),
                    ("stroke-dasharray", DashesOf(value, 2.5)), ("fill", "none"));
            }
            svg.AddText("text", text, ("x", SvgText.Number(left + x + (sign is null ? 0 : 40))), ("y", SvgText.Number(y)));
        }
        svg.Close();
    }
}
