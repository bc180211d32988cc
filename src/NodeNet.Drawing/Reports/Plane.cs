using NodeNet.Drawing.Svg;

namespace NodeNet.Drawing.Reports;

/// <summary>A plane with two axes.</summary>
/// <param name="width">How wide it is.</param>
/// <param name="height">How high it is.</param>
/// <param name="left">The number at its left.</param>
/// <param name="right">The number at its right.</param>
/// <param name="low">The number at its lower end; what is below stands there.</param>
/// <param name="high">The number at its upper end.</param>
internal sealed class Plane(double width, double height, double left, double right, double low, double high)
{
    private const double Before = 62;
    private const double After = 16;
    private const double Above = 14;
    private const double Below = 44;

    /// <summary>Where it stands in the picture.</summary>
    public double X { get; init; }

    /// <summary>Where it stands in the picture.</summary>
    public double Y { get; init; }

    public double Across(double x) => X + Before + (width - Before - After) * (x - left) / (right - left);

    public double Up(double y) => Y + height - Below - (height - Above - Below) * Math.Clamp((y - low) / (high - low), 0.0, 1.0);

    public SvgWriter Begin(string title) => Begin(title, width, height);

    public static SvgWriter Begin(string title, double width, double height)
    {
        var svg = new SvgWriter();
        svg.Open("svg", ("viewBox", $"0 0 {SvgText.Number(width)} {SvgText.Number(height)}"), ("role", "img"), ("aria-label", title));
        return svg;
    }

    public static string End(SvgWriter svg)
    {
        svg.Close();
        return svg.ToString();
    }

    /// <summary>Both axes, with their ends written.</summary>
    public void Axes(SvgWriter svg, string across, string up, IReadOnlyList<(string Text, double Place)>? marks = null)
    {
        double bottom = Y + height - Below;
        string start = SvgText.Number(X + Before);
        svg.Add("path", ("class", "axis"), ("d", $"M{start} {SvgText.Number(Y + Above)}V{SvgText.Number(bottom)}H{SvgText.Number(X + width - After)}"));
        foreach (double y in (double[])[low, (low + high) / 2, high])
        {
            svg.AddText("text", Numbers.Text(y, 4), ("class", "quiet"), ("x", SvgText.Number(X + Before - 6)), ("y", SvgText.Number(Up(y) + 4)),
                ("text-anchor", "end"));
        }
        foreach ((string text, double place) in marks ?? [(Numbers.Text(left, 6), left), (Numbers.Text(right, 6), right)])
        {
            svg.AddText("text", text, ("class", "quiet"), ("x", SvgText.Number(Across(place))), ("y", SvgText.Number(bottom + 16)), ("text-anchor", "middle"));
        }
        svg.AddText(
            "text", across, ("x", SvgText.Number(X + (width + Before - After) / 2)), ("y", SvgText.Number(bottom + 34)), ("text-anchor", "middle"));
        if (up.Length > 0)
        {
            string middle = SvgText.Number(Y + (height - Below + Above) / 2);
            svg.AddText("text", up, ("x", "12"), ("y", middle), ("text-anchor", "middle"), ("transform", $"rotate(-90 12 {middle})"));
        }
    }

    /// <summary>A line through points.</summary>
    public void Line(SvgWriter svg, string kind, IReadOnlyCollection<(double X, double Y)> points)
    {
        if (points.Count == 0) return;
        svg.Add(
            "polyline", ("class", kind),
            ("points", string.Join(' ', points.Select(point => $"{SvgText.Number(Across(point.X))},{SvgText.Number(Up(point.Y))}"))));
    }
}
