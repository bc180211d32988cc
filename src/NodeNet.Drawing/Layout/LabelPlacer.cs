namespace NodeNet.Drawing.Layout;

/// <summary>Finds places for the numbers of weights: on their connection, where they cover no other number and no node, and as few other connections as can
/// be.</summary>
internal sealed class LabelPlacer
{
    // Shares of the way, in the order in which they are preferred: near the target, where the weights of a node stand together as its net input adds them.
    private static readonly double[] _shares = [.. Enumerable.Range(0, 27).Select(i => 0.80 - 0.025 * i)];

    // How many crossed connections a place further from the target weighs as much as.
    private const double CostOfDistance = 4;

    private readonly IReadOnlyList<PlacedEdge> _edges;
    private readonly LineGrid _lines;
    private readonly List<Box> _taken = [];

    public LabelPlacer(IReadOnlyList<PlacedColumn> columns, IReadOnlyList<PlacedEdge> edges)
    {
        _edges = edges;
        _lines = new LineGrid(edges);
        foreach (PlacedColumn column in columns)
        {
            if (column.Gap is { } gap) _taken.Add(gap);
            foreach (PlacedNode node in column.Nodes)
            {
                _taken.Add(node.Circle);
                if (node.Bias is { } bias) _taken.Add(bias);
                if (node.Label is { } label) _taken.Add(label);
            }
        }
    }

    /// <summary>The connections with the places of their numbers; those for which no place is left are without.</summary>
    /// <param name="text">The number of a connection, or null if it gets none.</param>
    public IReadOnlyList<PlacedEdge> Place(Func<SketchEdge, string?> text) =>
        [
            .. _edges.Select(
                (edge, index) =>
                    text(edge.Edge) is { } number ? edge with { Label = PlaceFor(index, TextMeasure.Width(number, NetworkLayout.WeightSize) + 3) } : edge)];

    private Box? PlaceFor(int index, double width)
    {
        Box? best = null;
        double least = double.PositiveInfinity;
        foreach (double share in _shares)
        {
            double distance = (_shares[0] - share) * CostOfDistance;
            if (distance >= least) break;
            Box box = Box.Around(Along(_edges[index].Points, share), width, NetworkLayout.WeightSize + 1);
            if (_taken.Exists(box.Overlaps)) continue;
            double cost = distance + _lines.Crossings(box, butFor: index);
            if (cost >= least) continue;
            least = cost;
            best = box;
        }
        if (best is { } found) _taken.Add(found);
        return best;
    }

    private static Point Along(IReadOnlyList<Point> points, double share)
    {
        double length = 0;
        for (int i = 1; i < points.Count; i++) length += points[i - 1].DistanceTo(points[i]);
        double left = share * length;
        for (int i = 1; i < points.Count; i++)
        {
            double step = points[i - 1].DistanceTo(points[i]);
            if (left <= step && step > 0) return points[i - 1].Towards(points[i], left / step);
            left -= step;
        }
        return points[^1];
    }
}
