using System.Text;
using NodeNet.Drawing.Svg;

namespace NodeNet.Drawing.Layout;

/// <summary>Finds the ways of connections: straight from one column to the next; around the nodes of the columns that they skip.</summary>
internal sealed class Router
{
    // Points that stand for one bend.
    private const int PointsOfBend = 12;

    // How far connections that pass the same gap are apart, where there is room.
    private const double LaneWidth = 5;

    private readonly IReadOnlyList<PlacedColumn> _columns;
    private readonly double _radius;
    private readonly Dictionary<string, PlacedNode> _byName;
    private readonly Dictionary<(string From, string To), double[]> _lanes = [];

    public Router(IReadOnlyList<PlacedColumn> columns, double radius)
    {
        _columns = columns;
        _radius = radius;
        _byName = columns.SelectMany(column => column.Nodes).ToDictionary(node => node.Node.Name, StringComparer.Ordinal);
    }

    /// <summary>How far up the ways reach.</summary>
    public double Top { get; private set; } = double.PositiveInfinity;

    /// <summary>How far down the ways reach.</summary>
    public double Bottom { get; private set; } = double.NegativeInfinity;

    /// <summary>The ways of all connections, in their order.</summary>
    public IReadOnlyList<PlacedEdge> RouteAll(IReadOnlyList<SketchEdge> edges)
    {
        AssignLanes(edges);
        return [.. edges.Select(Route)];
    }

    private PlacedEdge Route(SketchEdge edge)
    {
        PlacedNode source = _byName[edge.From];
        PlacedNode target = _byName[edge.To];
        if (!_lanes.TryGetValue((edge.From, edge.To), out double[]? lanes)) return Straight(edge, source, target);

        var start = new Point(source.Centre.X + _radius, source.Centre.Y);
        var path = new StringBuilder($"M{At(start)}");
        var points = new List<Point> { start };
        Point here = start;
        for (int i = 0; i < lanes.Length; i++)
        {
            double x = _columns[source.Layer + 1 + i].X;
            here = Bend(here, new Point(x - _radius - 4, lanes[i]), path, points);
            here = new Point(x + _radius + 4, lanes[i]);
            path.Append($" L{At(here)}");
            points.Add(here);
        }
        Bend(here, new Point(target.Centre.X - _radius, target.Centre.Y), path, points);
        Top = Math.Min(Top, points.Min(point => point.Y));
        Bottom = Math.Max(Bottom, points.Max(point => point.Y));
        return new PlacedEdge(edge, points, path.ToString());
    }

    private PlacedEdge Straight(SketchEdge edge, PlacedNode source, PlacedNode target)
    {
        double share = _radius / source.Centre.DistanceTo(target.Centre);
        Point from = source.Centre.Towards(target.Centre, share);
        Point to = target.Centre.Towards(source.Centre, share);
        return new PlacedEdge(edge, [from, to], $"M{At(from)} L{At(to)}");
    }

    /// <summary>For every connection that skips columns, how high it passes each: through the gap between two nodes, or above or below them all, that is
    /// nearest to the straight line.</summary>
    private void AssignLanes(IReadOnlyList<SketchEdge> edges)
    {
        var users = new SortedDictionary<(int Column, int Gap), List<SketchEdge>>();
        foreach (SketchEdge edge in edges)
        {
            PlacedNode source = _byName[edge.From];
            PlacedNode target = _byName[edge.To];
            if (target.Layer - source.Layer < 2) continue;
            _lanes[(edge.From, edge.To)] = new double[target.Layer - source.Layer - 1];
            for (int column = source.Layer + 1; column < target.Layer; column++)
            {
                double share = (_columns[column].X - source.Centre.X) / (target.Centre.X - source.Centre.X);
                int gap = NearestGap(column, source.Centre.Towards(target.Centre, share).Y);
                if (!users.TryGetValue((column, gap), out List<SketchEdge>? list)) users[(column, gap)] = list = [];
                list.Add(edge);
            }
        }

        foreach (((int column, int gap), List<SketchEdge> list) in users)
        {
            // Those that come from and go to higher nodes pass higher, so that they cross less.
            SketchEdge[] sorted = [.. list.OrderBy(edge => _byName[edge.From].Centre.Y + _byName[edge.To].Centre.Y)];
            (double low, double high) = Gap(column, gap);
            double width = double.IsFinite(low) && double.IsFinite(high) ? Math.Min(LaneWidth, (high - low - 6) / sorted.Length) : LaneWidth;
            double first = double.IsInfinity(low) ? high - 6 - (sorted.Length - 1) * width
                : double.IsInfinity(high) ? low + 6
                : (low + high - (sorted.Length - 1) * width) / 2;
            for (int i = 0; i < sorted.Length; i++)
                _lanes[(sorted[i].From, sorted[i].To)][column - _byName[sorted[i].From].Layer - 1] = first + i * width;
        }
    }

    private int NearestGap(int column, double y)
    {
        int gaps = _columns[column].Nodes.Count + 1;
        return Enumerable.Range(0, gaps).MinBy(gap =>
        {
            (double low, double high) = Gap(column, gap);
            double middle = double.IsInfinity(low) ? high - 6 : double.IsInfinity(high) ? low + 6 : (low + high) / 2;
            return Math.Abs(middle - y);
        });
    }

    /// <summary>From where to where a gap between two nodes reaches; the first and last have no end.</summary>
    private (double Low, double High) Gap(int column, int gap)
    {
        IReadOnlyList<PlacedNode> nodes = _columns[column].Nodes;
        double low = gap == 0 ? double.NegativeInfinity : nodes[gap - 1].Whole.Bottom;
        double high = gap == nodes.Count ? double.PositiveInfinity : nodes[gap].Whole.Top;
        if (_columns[column].Gap is { } leftOut && gap == _columns[column].Layer.NodesBeforeGap) low = leftOut.Bottom;
        return (low, high);
    }

    private static Point Bend(Point from, Point to, StringBuilder path, List<Point> points)
    {
        double half = (to.X - from.X) / 2;
        var first = new Point(from.X + half, from.Y);
        var second = new Point(to.X - half, to.Y);
        path.Append($" C{At(first)} {At(second)} {At(to)}");
        for (int i = 1; i <= PointsOfBend; i++)
        {
            double t = (double)i / PointsOfBend;
            Point a = from.Towards(first, t), b = first.Towards(second, t), c = second.Towards(to, t);
            points.Add(a.Towards(b, t).Towards(b.Towards(c, t), t));
        }
        return to;
    }

    private static string At(Point point) => $"{SvgText.Number(point.X)},{SvgText.Number(point.Y)}";
}
