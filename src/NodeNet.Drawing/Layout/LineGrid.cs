namespace NodeNet.Drawing.Layout;

/// <summary>Finds the lines that pass through a box without asking every line: each is listed in the squares of a grid that it may pass.</summary>
internal sealed class LineGrid
{
    private const double Square = 16;

    private readonly IReadOnlyList<PlacedEdge> _edges;
    private readonly Dictionary<(int Column, int Row), List<(int Edge, int Part)>> _squares = [];
    private readonly int[] _lastAsked;
    private int _asked;

    public LineGrid(IReadOnlyList<PlacedEdge> edges)
    {
        _edges = edges;
        _lastAsked = new int[edges.Count];
        for (int edge = 0; edge < edges.Count; edge++)
        {
            for (int part = 1; part < edges[edge].Points.Count; part++)
                Add(edge, part, edges[edge].Points[part - 1], edges[edge].Points[part]);
        }
    }

    /// <summary>How many lines but one pass through a box.</summary>
    public int Crossings(Box box, int butFor)
    {
        _asked++;
        _lastAsked[butFor] = _asked;
        int count = 0;
        for (int column = Number(box.Left); column <= Number(box.Right); column++)
        {
            for (int row = Number(box.Top); row <= Number(box.Bottom); row++)
            {
                if (!_squares.TryGetValue((column, row), out List<(int Edge, int Part)>? parts)) continue;
                foreach ((int edge, int part) in parts)
                {
                    if (_lastAsked[edge] == _asked || !box.IsCrossedBy(_edges[edge].Points[part - 1], _edges[edge].Points[part])) continue;
                    _lastAsked[edge] = _asked;
                    count++;
                }
            }
        }
        return count;
    }

    private static int Number(double coordinate) => (int)Math.Floor(coordinate / Square);

    private void Add(int edge, int part, Point from, Point to)
    {
        // Column by column, the rows that the line passes there.
        int first = Number(Math.Min(from.X, to.X));
        int last = Number(Math.Max(from.X, to.X));
        for (int column = first; column <= last; column++)
        {
            double a = YAt(from, to, column * Square);
            double b = YAt(from, to, (column + 1) * Square);
            for (int row = Number(Math.Min(a, b)); row <= Number(Math.Max(a, b)); row++)
            {
                if (!_squares.TryGetValue((column, row), out List<(int Edge, int Part)>? parts)) _squares[(column, row)] = parts = [];
                parts.Add((edge, part));
            }
        }
    }

    private static double YAt(Point from, Point to, double x) =>
        from.X == to.X ? from.Y : from.Towards(to, Math.Clamp((x - from.X) / (to.X - from.X), 0, 1)).Y;
}
