namespace NodeNet.Drawing.Layout;

/// <summary>A node with its place.</summary>
/// <param name="Node">The node.</param>
/// <param name="Layer">The number of its column.</param>
/// <param name="Centre">Its circle's centre.</param>
/// <param name="Radius">Its circle's radius.</param>
/// <param name="Bias">The place of its bias, if that is shown.</param>
/// <param name="Label">The place of its user's label, if it has one.</param>
/// <param name="LabelText">As much of the label as has room.</param>
internal sealed record PlacedNode(SketchNode Node, int Layer, Point Centre, double Radius, Box? Bias, Box? Label, string? LabelText)
{
    public Box Circle => Box.Around(Centre, 2 * Radius, 2 * Radius);

    /// <summary>Circle, bias and a label above it: what connections that skip the column keep clear of.</summary>
    public Box Whole =>
        new(Circle.Left, Label is { } label && label.Bottom <= Circle.Top ? label.Top : Circle.Top, Circle.Right, Bias?.Bottom ?? Circle.Bottom);

    public static string BiasText(double bias, NumberFormat format) => $"b {format.Text(bias)}";

    public PlacedNode Lowered(double by) => this with { Centre = new Point(Centre.X, Centre.Y + by), Bias = Bias?.Lowered(by), Label = Label?.Lowered(by) };
}

/// <summary>A layer with its place.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="X">Where its nodes' centres are.</param>
/// <param name="Nodes">Its nodes from top to bottom.</param>
/// <param name="Gap">The place of "… 774 more", if not all nodes are drawn.</param>
/// <param name="Caption">The place of its name and activation function, one above the other.</param>
internal sealed record PlacedColumn(SketchLayer Layer, double X, IReadOnlyList<PlacedNode> Nodes, Box? Gap, Box Caption)
{
    public static string GapText(int leftOut) => $"… {leftOut.ToString(System.Globalization.CultureInfo.InvariantCulture)} more";

    /// <summary>Everything but the caption, further down.</summary>
    public PlacedColumn Lowered(double by) => this with { Nodes = [.. Nodes.Select(node => node.Lowered(by))], Gap = Gap?.Lowered(by) };
}

/// <summary>A connection with its way.</summary>
/// <param name="Edge">The connection.</param>
/// <param name="Points">Points along its way, near enough to each other to stand for it; two for a straight one.</param>
/// <param name="Path">Its way as SVG path data.</param>
/// <param name="Label">The place of its weight's number, if that is shown.</param>
internal sealed record PlacedEdge(SketchEdge Edge, IReadOnlyList<Point> Points, string Path, Box? Label = null);
