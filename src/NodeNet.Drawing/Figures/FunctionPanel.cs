using System.Text;
using NodeNet.Drawing.Layout;
using NodeNet.Drawing.Svg;

namespace NodeNet.Drawing.Figures;

/// <summary>A small plot of one function beside a formula: the curve, the point where the step stands, and how steep it is there.</summary>
internal sealed class FunctionPanel
{
    public const double Width = 150;
    public const double Height = 110;
    private const int Samples = 120;
    private const double Padding = 8;

    // To the eye, a tangent of this steepness is upright.
    private const double Steepest = 1e6;

    /// <summary>The curve, from its first to its last x; null if it is not known.</summary>
    public Func<double, double>? Curve { get; init; }

    public required double From { get; init; }

    public required double To { get; init; }

    /// <summary>Where the step stands.</summary>
    public required Point Here { get; init; }

    /// <summary>How steep the curve is there, if that is shown.</summary>
    public double? Slope { get; init; }

    /// <summary>An x that is marked by a line, as a target.</summary>
    public double? Mark { get; init; }

    public required string Title { get; init; }

    /// <summary>What the x-axis is.</summary>
    public required Phrase Axis { get; init; }

    /// <summary>Draws the panel with its top left corner at a point; title above, axis below.</summary>
    public void Draw(Canvas canvas, Point at)
    {
        Theme theme = canvas.Theme;
        canvas.Text(TextMeasure.Fit(Title, 12, Width + 20), new Point(at.X + Width / 2, at.Y - 8), 12, theme.Ink);
        canvas.Svg.Add(
            "rect",
            ("x", SvgText.Number(at.X)),
            ("y", SvgText.Number(at.Y)),
            ("width", SvgText.Number(Width)),
            ("height", SvgText.Number(Height)),
            ("rx", "4"),
            ("fill", theme.Surface), ("stroke", theme.Faint));
        canvas.Text(Axis, new Point(at.X + Width / 2, at.Y + Height + 15), 11, theme.Muted);
        if (!double.IsFinite(Here.X) || !double.IsFinite(Here.Y) || !(To > From) || !double.IsFinite(To - From)) return;

        List<Point> points = Points();
        double low = Math.Min(points.Min(point => point.Y), 0);
        double high = Math.Max(points.Max(point => point.Y), 0);
        if (high <= low) high = low + 1;
        if (!double.IsFinite(high - low)) return;
        Point Place(double x, double y) => new(
            at.X + Padding + (x - From) / (To - From) * (Width - 2 * Padding),
            at.Y + Height - Padding - (y - low) / (high - low) * (Height - 2 * Padding));

        Line(canvas, Place(From, 0), Place(To, 0), theme.Faint, "1", null);
        if (From < 0 && To > 0) Line(canvas, Place(0, low), Place(0, high), theme.Faint, "1", null);
        if (Mark is { } mark)
        {
            Line(canvas, Place(mark, low), Place(mark, high), theme.Muted, "1", "2 3");
            canvas.Text("target", new Point(Math.Clamp(Place(mark, 0).X, at.X + 22, at.X + Width - 22), at.Y + 11), 9, theme.Muted);
        }
        if (Curve is not null)
        {
            var path = new StringBuilder();
            foreach (Point point in points)
                path.Append(path.Length == 0 ? "M" : " L").Append(Canvas.At(Place(point.X, point.Y)));
            canvas.Svg.Add("path", ("class", "curve"), ("d", path.ToString()), ("stroke", theme.Ink), ("stroke-width", "1.75"), ("fill", "none"));
        }
        Point here = Place(Here.X, Here.Y);
        if (Slope is { } slope && double.IsFinite(slope))
        {
            double steepness = slope * (To - From) / (high - low) * (Height - 2 * Padding) / (Width - 2 * Padding);
            Tangent(canvas, at, here, double.IsNaN(steepness) ? 0 : Math.Clamp(steepness, -Steepest, Steepest));
        }
        canvas.Svg.Add(
            "circle",
            ("class", "here"),
            ("cx", SvgText.Number(here.X)),
            ("cy", SvgText.Number(here.Y)),
            ("r", "4.5"),
            ("fill", theme.Accent),
            ("stroke", theme.Surface),
            ("stroke-width", "1.5"));
    }

    private List<Point> Points()
    {
        var points = new List<Point> { Here };
        if (Curve is null) return points;
        points.Clear();
        for (int i = 0; i <= Samples; i++)
        {
            double x = From + (To - From) * i / Samples;
            double y = Curve(x);
            if (double.IsFinite(y)) points.Add(new Point(x, y));
        }
        if (points.Count < 2) return [Here];

        // A loss may go through the ceiling at an end; the rest should still be seen.
        double ceiling = 3 * Math.Max(Math.Abs(Here.Y), points[points.Count / 2].Y);
        return ceiling > 0 && points.Exists(point => point.Y > 4 * ceiling) ? points.FindAll(point => point.Y <= ceiling) : points;
    }

    /// <summary>A piece of the tangent, as long to both sides as stays in the panel.</summary>
    private static void Tangent(Canvas canvas, Point at, Point here, double steepness)
    {
        double reach = 45 / Math.Sqrt(1 + steepness * steepness);
        if (steepness != 0)
        {
            double room = Math.Max(4, Math.Min(here.Y - at.Y, at.Y + Height - here.Y) - 2);
            reach = Math.Min(reach, Math.Max(room / Math.Abs(steepness), 8 / Math.Sqrt(1 + steepness * steepness)));
        }
        reach = Math.Min(reach, Math.Max(6, Math.Min(here.X - at.X, at.X + Width - here.X) - 2));
        Line(
            canvas,
            new Point(here.X - reach, here.Y + reach * steepness),
            new Point(here.X + reach, here.Y - reach * steepness),
            canvas.Theme.Accent,
            "2.25",
            null);
    }

    private static void Line(Canvas canvas, Point from, Point to, string colour, string thickness, string? dashes) =>
        canvas.Svg.Add(
            "path",
            ("d", $"M{Canvas.At(from)} L{Canvas.At(to)}"),
            ("stroke", colour),
            ("stroke-width", thickness),
            ("stroke-dasharray", dashes),
            ("fill", "none"));
}
