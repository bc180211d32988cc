using NodeNet.Drawing.Layout;
using NodeNet.Drawing.Svg;

namespace NodeNet.Drawing.Figures;

/// <summary>The parts that the figures of a step are made of: nodes, connections, arrows, panels and formulas.</summary>
internal sealed class Canvas(PictureOptions options)
{
    public const double Width = 640;
    public const double Margin = 24;
    public const double NodeRadius = 27;
    public const double TextSize = 13;
    public const double FormulaSize = 14;

    /// <summary>How wide a line of a formula may be.</summary>
    public const double Room = Width - 2 * Margin;

    private const string Indent = "\u2003\u2003";
    private const double LineHeight = 24;
    private const double LabelSize = 11;
    private const double MostLabel = 150;

    public Theme Theme { get; } = options.Theme;

    public SvgWriter Svg { get; } = new();

    /// <summary>A number as the figure shows it.</summary>
    public string Number(double value) => Numbers.Text(value, options.Digits);

    /// <summary>A number within a formula: in brackets if it has a sign.</summary>
    public string Factor(double value) => value < 0 ? $"({Number(value)})" : Number(value);

    public string ColourOf(double value) => NetworkDrawing.SignOf(value) switch
    {
        "positive" => Theme.Positive,
        "negative" => Theme.Negative,
        _ => Theme.Muted,
    };

    /// <summary>A node with its name and a number in it; the one that the figure is about stands out.</summary>
    public void Node(Point centre, string name, string? value, bool isSubject = false, double radius = NodeRadius, string? label = null)
    {
        Svg.Open("g", ("class", "node"), ("data-node", name));
        Svg.Add("circle",
            ("cx", SvgText.Number(centre.X)), ("cy", SvgText.Number(centre.Y)), ("r", SvgText.Number(radius)), ("fill", Theme.Surface),
            ("stroke", isSubject ? Theme.Accent : Theme.Ink), ("stroke-width", isSubject ? "2.5" : "1.25"));
        if (value is null)
        {
            Text(name, new Point(centre.X, centre.Y + 5), TextSize, Theme.Ink);
        }
        else
        {
            Text(name, new Point(centre.X, centre.Y - 5), 11, Theme.Muted);
            Text(value, new Point(centre.X, centre.Y + 12), Math.Min(TextSize, (2 * radius - 10) / TextMeasure.Width(value, 1)), Theme.Ink);
        }
        if (label is not null) Label(label, new Point(centre.X, centre.Y + radius + 14));
        Svg.Close();
    }

    /// <summary>A user's own name for a node, cut off where it would leave the picture.</summary>
    private void Label(string label, Point at)
    {
        double room = 2 * (Math.Min(at.X, Width - at.X) - 4);
        string shown = TextMeasure.Fit(label, LabelSize, Math.Min(MostLabel, room));
        if (shown != label) Svg.AddText("title", label);
        Text(shown, at, LabelSize, Theme.Muted);
    }

    /// <summary>A connection as in the drawing of a network, drawn thickest if it has the largest weight, with its weight a share of the way along.</summary>
    public void Connection(Point from, Point to, double weight, double largest, string text, double at = 0.5)
    {
        double thickness = !double.IsFinite(weight) ? 4.5 : largest > 0 ? 0.9 + 3.1 * Math.Abs(weight) / largest : 0.9;
        Svg.Add("path",
            ("d", $"M{At(from)} L{At(to)}"), ("stroke", ColourOf(weight)), ("stroke-width", SvgText.Number(thickness)),
            ("stroke-dasharray", NetworkDrawing.DashesOf(weight, thickness)), ("stroke-opacity", "0.8"), ("fill", "none"));
        Plate(from.Towards(to, at), text, ColourOf(weight));
    }

    /// <summary>Text on a plate that keeps lines from running through it.</summary>
    public void Plate(Point centre, string text, string colour)
    {
        double width = TextMeasure.Width(text, 12) + 6;
        if (Theme.Background is { } ground)
        {
            Svg.Add(
                "rect",
                ("x", SvgText.Number(centre.X - width / 2)),
                ("y", SvgText.Number(centre.Y - 8)),
                ("width", SvgText.Number(width)),
                ("height", "16"),
                ("rx", "2"),
                ("fill", ground));
        }

        Text(text, new Point(centre.X, centre.Y + 4.5), 12, colour);
    }

    /// <summary>An arrow: what leaves here.</summary>
    public void Arrow(Point from, Point to)
    {
        double length = from.DistanceTo(to);
        Point neck = to.Towards(from, 8 / length);
        double x = (to.Y - from.Y) / length * 4;
        double y = -(to.X - from.X) / length * 4;
        Svg.Add("path", ("d", $"M{At(from)} L{At(neck)}"), ("stroke", Theme.Muted), ("stroke-width", "1.5"), ("fill", "none"));
        Svg.Add("path", ("d", $"M{At(to)} L{At(new Point(neck.X + x, neck.Y + y))} L{At(new Point(neck.X - x, neck.Y - y))} Z"), ("fill", Theme.Muted));
    }

    public void Text(Phrase phrase, Point at, double size, string colour, string anchor = "middle") =>
        Svg.AddPhrase(phrase, size, ("x", SvgText.Number(at.X)), ("y", SvgText.Number(at.Y)), ("text-anchor", anchor), ("fill", colour));

    /// <summary>Formulas below each other; what is too long for a line continues in the next.</summary>
    /// <returns>Where the next thing may begin.</returns>
    public double Formulas(IReadOnlyList<Phrase> lines, double left, double top)
    {
        Svg.Open("g", ("class", "formulas"));
        double y = top;
        foreach (Phrase line in lines.SelectMany(line => line.Wrap(FormulaSize, Room, Indent)))
        {
            y += LineHeight;
            Text(line, new Point(left, y), FormulaSize, Theme.Ink, "start");
        }
        Svg.Close();
        return y + LineHeight / 2;
    }

    /// <summary>A sum as lines: as many terms a line as have room.</summary>
    public static IReadOnlyList<Phrase> Sum(Phrase left, IReadOnlyList<Phrase> terms, Phrase result, double room)
    {
        var lines = new List<Phrase>();
        var line = new Phrase().Add(left).Add(" = ");
        for (int i = 0; i < terms.Count; i++)
        {
            var next = new Phrase().Add(i == 0 ? "" : " + ").Add(terms[i]);
            if (i > 0 && line.Width(FormulaSize) + next.Width(FormulaSize) > room)
            {
                lines.Add(line);
                line = Indent;
                next = new Phrase().Add("+ ").Add(terms[i]);
            }
            line.Add(next);
        }
        if (line.Width(FormulaSize) + result.Width(FormulaSize) + 20 > room)
        {
            lines.Add(line);
            line = Indent;
        }
        line.Add(" = ").Add(result);
        lines.Add(line);
        return lines;
    }

    public static string At(Point point) => $"{SvgText.Number(point.X)},{SvgText.Number(point.Y)}";
}
