namespace NodeNet.Drawing.Layout;

/// <summary>Where everything in a drawing of a network goes. Layers are columns from left to right.</summary>
internal sealed class NetworkLayout
{
    public const double NameSize = 10;
    public const double ValueSize = 12;
    public const double BiasSize = 10;
    public const double LabelSize = 12;
    public const double CaptionSize = 12;
    public const double WeightSize = 10.5;
    public const double Margin = 18;

    // Above a node's centre its name, below its value.
    public const double NameRise = 6;
    public const double ValueDrop = 8;

    private const double SmallestRadius = 22;
    private const double LargestRadius = 36;
    private const double LongestLabel = 150;
    private const double WidestCaption = 120;

    // Room that stays free between the boxes of two nodes of a column, for connections that skip the column.
    private const double Between = 16;
    private const double CaptionHeight = 40;

    private readonly Dictionary<string, PlacedNode> _byName;

    private NetworkLayout(IReadOnlyList<PlacedColumn> columns, IReadOnlyList<PlacedEdge> edges, double width, double height)
    {
        Columns = columns;
        Edges = edges;
        Width = width;
        Height = height;
        _byName = columns.SelectMany(column => column.Nodes).ToDictionary(node => node.Node.Name, StringComparer.Ordinal);
    }

    public IReadOnlyList<PlacedColumn> Columns { get; }

    public IReadOnlyList<PlacedEdge> Edges { get; }

    public double Width { get; }

    public double Height { get; }

    public IEnumerable<PlacedNode> Nodes => Columns.SelectMany(column => column.Nodes);

    /// <summary>How many connections have no room for their weight.</summary>
    public int UnlabelledEdges => Edges.Count(edge => edge.Label is null);

    public PlacedNode this[string name] => _byName[name];

    /// <summary>The boxes of all text and all nodes: none overlaps another.</summary>
    public IEnumerable<(string What, Box Box)> Boxes()
    {
        foreach (PlacedColumn column in Columns)
        {
            yield return ($"caption of {column.Layer.Name}", column.Caption);
            if (column.Gap is { } gap) yield return ($"what is left out of {column.Layer.Name}", gap);
            foreach (PlacedNode node in column.Nodes)
            {
                yield return (node.Node.Name, node.Circle);
                if (node.Bias is { } bias) yield return ($"bias of {node.Node.Name}", bias);
                if (node.Label is { } label) yield return ($"label of {node.Node.Name}", label);
            }
        }
        foreach (PlacedEdge edge in Edges)
        {
            if (edge.Label is { } label) yield return ($"weight {edge.Edge.From}→{edge.Edge.To}", label);
        }
    }

    /// <summary>Lays a network out.</summary>
    public static NetworkLayout Of(NetworkSketch sketch, NetworkPictureOptions options)
    {
        double radius = RadiusFor(sketch, options);
        bool hasBiases = options.ShowBiases && sketch.Layers.Any(layer => layer.Nodes.Any(node => node.Bias is not null));
        double above = sketch.Layers.Skip(1).SkipLast(1).Any(layer => layer.Nodes.Any(node => node.Label is not null)) ? LabelSize + 6 : 0;
        double below = hasBiases ? BiasSize + 4 : 0;
        double pitch = 2 * radius + above + below + Between;

        double tallest = sketch.Layers.Max(layer => SlotsOf(layer)) * pitch;
        double[] centres = Centres(sketch, options, radius, out double width);
        var columns = new List<PlacedColumn>();
        for (int index = 0; index < sketch.Layers.Count; index++)
        {
            double top = Margin + CaptionHeight + (tallest - SlotsOf(sketch.Layers[index]) * pitch) / 2;
            columns.Add(Column(sketch, index, options, centres[index], top + Between / 2 + above + radius, pitch, radius, CaptionRoom(centres, index)));
        }

        var router = new Router(columns, radius);
        IReadOnlyList<PlacedEdge> edges = router.RouteAll(sketch.Edges);
        double rise = Math.Max(0, Margin + CaptionHeight - router.Top);
        if (rise > 0)
        {
            // Connections that pass above all nodes need room below the captions.
            columns = [.. columns.Select(column => column.Lowered(rise))];
            router = new Router(columns, radius);
            edges = router.RouteAll(sketch.Edges);
        }
        double height = Math.Max(Margin + CaptionHeight + rise + tallest, router.Bottom) + Margin;
        if (options.ShowWeights)
        {
            // Of a layer that is drawn in part, single weights say little.
            var inPart = sketch.Layers
                .Where(layer => layer.LeftOut > 0)
                .SelectMany(layer => layer.Nodes)
                .Select(node => node.Name)
                .ToHashSet(StringComparer.Ordinal);
            NumberFormat format = sketch.WeightFormat(options.Digits);
            edges = new LabelPlacer(columns, edges).Place(edge => inPart.Contains(edge.From) || inPart.Contains(edge.To) ? null : format.Text(edge.Weight));
        }
        return new NetworkLayout(columns, edges, width, height);
    }

    private static int SlotsOf(SketchLayer layer) => layer.Nodes.Count + (layer.LeftOut > 0 ? 1 : 0);

    private static double RadiusFor(NetworkSketch sketch, NetworkPictureOptions options)
    {
        double widest = sketch.Layers.SelectMany(layer => layer.Nodes).Max(node => TextMeasure.Width(node.Name, NameSize));
        foreach (SketchLayer layer in options.ShowValues ? sketch.Layers : [])
        {
            NumberFormat format = layer.ActivationFormat(options.Digits);
            widest = Math.Max(widest, layer.Nodes.Max(node => node.Activation is { } value ? TextMeasure.Width(format.Text(value), ValueSize) : 0));
        }
        double half = widest / 2 + 3;
        return Math.Clamp(Math.Sqrt(half * half + ValueDrop * ValueDrop), SmallestRadius, LargestRadius);
    }

    /// <summary>The columns' centres: far enough apart that the fans of connections between them can be told apart.</summary>
    private static double[] Centres(NetworkSketch sketch, NetworkPictureOptions options, double radius, out double width)
    {
        double CaptionHalf(SketchLayer layer) =>
            Math.Max(
                Math.Min(CaptionWidth(layer), WidestCaption), layer.LeftOut > 0 ? TextMeasure.Width(PlacedColumn.GapText(layer.LeftOut), LabelSize) : 0) / 2;
        double LabelRoom(SketchLayer layer) =>
            layer.Nodes.Max(node => node.Label is null ? 0 : Math.Min(LongestLabel, TextMeasure.Width(node.Label, LabelSize)) + 8);

        var centres = new double[sketch.Layers.Count];
        centres[0] = Margin + Math.Max(CaptionHalf(sketch.Layers[0]), radius + LabelRoom(sketch.Layers[0]));
        for (int index = 1; index < centres.Length; index++)
        {
            int most = Math.Max(sketch.Layers[index - 1].Nodes.Count, sketch.Layers[index].Nodes.Count);
            centres[index] = centres[index - 1] + 2 * radius + (options.ShowWeights ? 90 + 21 * most : 70 + 12 * most);
        }
        width = centres[^1] + Math.Max(CaptionHalf(sketch.Layers[^1]), radius + LabelRoom(sketch.Layers[^1])) + Margin;
        return centres;
    }

    private static double CaptionWidth(SketchLayer layer) =>
        Math.Max(TextMeasure.Width(layer.Name, CaptionSize, bold: true), TextMeasure.Width(layer.Activation, CaptionSize - 1));

    private static double CaptionRoom(double[] centres, int index)
    {
        double room = WidestCaption;
        if (index > 0) room = Math.Min(room, centres[index] - centres[index - 1] - 12);
        if (index < centres.Length - 1) room = Math.Min(room, centres[index + 1] - centres[index] - 12);
        return room;
    }

    private static PlacedColumn Column(
        NetworkSketch sketch, int index, NetworkPictureOptions options, double x, double firstY, double pitch, double radius, double captionRoom)
    {
        SketchLayer layer = sketch.Layers[index];
        var nodes = new List<PlacedNode>();
        Box? gap = null;
        int slot = 0;
        for (int position = 0; position < layer.Nodes.Count; position++)
        {
            if (layer.LeftOut > 0 && position == layer.NodesBeforeGap)
                gap = Box.Around(new Point(x, firstY + slot++ * pitch), TextMeasure.Width(PlacedColumn.GapText(layer.LeftOut), LabelSize), LabelSize + 4);
            nodes.Add(Node(sketch, layer.Nodes[position], index, options, new Point(x, firstY + slot++ * pitch), radius));
        }
        double captionWidth = Math.Min(captionRoom, CaptionWidth(layer));
        return new PlacedColumn(layer, x, nodes, gap, new Box(x - captionWidth / 2, Margin, x + captionWidth / 2, Margin + 2 * CaptionSize + 6));
    }

    private static PlacedNode Node(NetworkSketch sketch, SketchNode node, int layer, NetworkPictureOptions options, Point centre, double radius)
    {
        NumberFormat biasFormat = sketch.BiasFormat(options.Digits);
        Box? bias = null;
        if (options.ShowBiases && node.Bias is { } value)
        {
            bias = Box.Around(
                new Point(centre.X, centre.Y + radius + 2 + BiasSize / 2), TextMeasure.Width(PlacedNode.BiasText(value, biasFormat), BiasSize), BiasSize + 2);
        }

        if (node.Label is null) return new PlacedNode(node, layer, centre, radius, bias, null, null);

        string text = TextMeasure.Fit(node.Label, LabelSize, LongestLabel);
        double width = TextMeasure.Width(text, LabelSize);
        double half = LabelSize / 2 + 1;
        Box label = layer == 0 ? new Box(centre.X - radius - 8 - width, centre.Y - half, centre.X - radius - 8, centre.Y + half)
            : layer == sketch.Layers.Count - 1 ? new Box(centre.X + radius + 8, centre.Y - half, centre.X + radius + 8 + width, centre.Y + half)
            : Box.Around(new Point(centre.X, centre.Y - radius - 3 - half), width, 2 * half);
        return new PlacedNode(node, layer, centre, radius, bias, label, text);
    }
}
