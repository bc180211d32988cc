namespace NodeNet.Drawing.Layout;

/// <summary>Finds places for the numbers of weights: on their connection, where they cover no other number and no node, and as few other connections as can be.</summary>
internal sealed class LabelPlacer
{
    // Shares of the way, in the order in which they are preferred: near the target, where the weights of a node stand together as its net input adds them.
    private static readonly double[] _shares = [.. Enumerable.Range(0, 29).Select(i => 0.85 - 0.025 * i)];

    private readonly IReadOnlyList<PlacedColumn> _columns;
    private readonly IReadOnlyList<PlacedEdge> _edges;
    private readonly int _digits;
    private readonly List<Box> _taken = [];

    public LabelPlacer(IReadOnlyList<PlacedColumn> columns, IReadOnlyList<PlacedEdge> edges, int digits)
    {
        _columns = columns;
        _edges = edges;
        _digits = digits;
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

    public IReadOnlyList<PlacedEdge> Place()
    {
        return [.. _edges.Select(edge => edge with { Label = PlaceFor(edge) })];
    }

    private Box? PlaceFor(PlacedEdge edge)
    {
        double width = TextMeasure.Width(Numbers.Text(edge.Edge.Weight, _digits), NetworkLayout.WeightSize) + 3;
        Box? best = null;
        double least = double.PositiveInfinity;
        foreach (double share in _shares)
        {
            Box box = Box.Around(Along(edge.Points, share), width, NetworkLayout.WeightSize + 1);
            if (_taken.Exists(box.Overlaps)) continue;
            double cost = (0.85 - share) * 4 + _edges.Count(other => other != edge && Crosses(other, box));
            if (cost >= least) continue;
            least = cost;
            best = box;
        }
        if (best is { } found) _taken.Add(found);
        return best;
    }

    private static bool Crosses(PlacedEdge edge, Box box)
    {
        for (int i = 1; i < edge.Points.Count; i++)
        {
            if (box.IsCrossedBy(edge.Points[i - 1], edge.Points[i])) return true;
        }
        return false;
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
