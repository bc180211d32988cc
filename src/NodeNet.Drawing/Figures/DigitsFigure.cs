using System.Globalization;
using System.Text;
using NodeNet.Data;
using NodeNet.Drawing.Layout;
using NodeNet.Drawing.Svg;

namespace NodeNet.Drawing.Figures;

/// <summary>Images with what a network takes them for: those taken for another class are framed, dashed, and say so.</summary>
internal sealed class DigitsFigure(Network network, DataSet data, DigitsOptions options)
{
    private const double Image = 56;
    private const double Between = 12;
    private const double Caption = 20;
    private const double Margin = 16;
    private const int Shades = 16;

    private readonly int _pixelsInRow = PixelsInRow(network.InputLayer.Count, options.PixelsInRow);

    public Picture Draw()
    {
        (int Row, int Actual, int Predicted)[] shown = [.. Enumerable.Range(0, data.Count)
            .Select(row => (Row: row, Actual: TargetClass.Of(data.Targets[row]), Predicted: TargetClass.Of(network.Predict(data.Inputs[row]))))
            .Where(image => !options.OnlyMistakes || image.Actual != image.Predicted)
            .Take(options.Count)];
        int columns = Math.Clamp(shown.Length, 1, options.Columns);
        double imageHeight = Image * (network.InputLayer.Count / _pixelsInRow) / _pixelsInRow;
        double[] values = [.. shown.SelectMany(image => data.Inputs[image.Row].ToArray())];
        double low = values.DefaultIfEmpty(0).Min();
        double high = values.DefaultIfEmpty(1).Max();

        var canvas = new Canvas(options);
        for (int i = 0; i < shown.Length; i++)
        {
            var at = new Point(Margin + i % columns * (Image + Between), Margin + i / columns * (imageHeight + Caption + Between));
            DrawImage(canvas, shown[i], at, imageHeight, low, high);
        }
        int rows = (shown.Length + columns - 1) / columns;
        double width = Math.Max(220, 2 * Margin + columns * (Image + Between) - Between);
        if (rows == 0) canvas.Text(options.OnlyMistakes ? "no mistakes" : "no images", new Point(width / 2, Margin + 24), Canvas.TextSize, options.Theme.Muted);
        double height = 2 * Margin + Math.Max(1, rows) * (imageHeight + Caption + Between) - Between;
        return new Picture("Images and what the network takes them for", Description(shown), width, height, canvas.Svg.ToString(), options);
    }

    private void DrawImage(Canvas canvas, (int Row, int Actual, int Predicted) image, Point at, double height, double low, double high)
    {
        Theme theme = options.Theme;
        bool isWrong = image.Actual != image.Predicted;
        canvas.Svg.Open("g", ("class", isWrong ? "image wrong" : "image right"));
        canvas.Svg.Add("rect",
            ("x", SvgText.Number(at.X - 1.5)), ("y", SvgText.Number(at.Y - 1.5)), ("width", SvgText.Number(Image + 3)), ("height", SvgText.Number(height + 3)),
            ("fill", theme.Surface),
            ("stroke", isWrong ? theme.Negative : theme.Faint), ("stroke-width", isWrong ? "2" : "1"), ("stroke-dasharray", isWrong ? "5 3" : null));
        canvas.Svg.Open(
            "g",
            ("transform", $"translate({Canvas.At(at)}) scale({(Image / _pixelsInRow).ToString("0.####", CultureInfo.InvariantCulture)})"),
            ("shape-rendering", "crispEdges"));
        foreach ((int shade, string path) in Paths(data.Inputs[image.Row], low, high))
            canvas.Svg.Add("path", ("d", path), ("fill", Colours.Mix(theme.Surface, theme.Ink, (double)shade / Shades)));
        canvas.Svg.Close();
        string text = isWrong ? $"{NameOf(image.Predicted)}, not {NameOf(image.Actual)}" : NameOf(image.Predicted);
        text = TextMeasure.Fit(text, 11, Image + Between - 2);
        canvas.Text(new Phrase().Add(text, bold: isWrong), new Point(at.X + Image / 2, at.Y + height + 15), 11, isWrong ? theme.Negative : theme.Ink);
        canvas.Svg.Close();
    }

    /// <summary>For each shade of grey, the pixels that have it, as one path; neighbours in a row are one rectangle.</summary>
    private IEnumerable<(int Shade, string Path)> Paths(ReadOnlySpan<double> pixels, double low, double high)
    {
        var paths = new SortedDictionary<int, StringBuilder>();
        for (int start = 0; start < pixels.Length;)
        {
            int shade = Shade(pixels[start], low, high);
            int end = start + 1;
            while (end < pixels.Length && end % _pixelsInRow != 0 && Shade(pixels[end], low, high) == shade) end++;
            if (shade > 0)
            {
                if (!paths.TryGetValue(shade, out StringBuilder? path)) paths[shade] = path = new StringBuilder();
                path.Append(CultureInfo.InvariantCulture, $"M{start % _pixelsInRow} {start / _pixelsInRow}h{end - start}v1h-{end - start}z");
            }
            start = end;
        }
        return paths.Select(pair => (pair.Key, pair.Value.ToString()));
    }

    private static int Shade(double value, double low, double high) => high > low ? (int)Math.Round(Shades * (value - low) / (high - low)) : 0;

    private string NameOf(int c)
    {
        if (c == TargetClass.None) return "no class";
        string? label = network.OutputLayer.Count > 1 ? network.OutputLayer.Nodes[c].Label : null;
        return label ?? c.ToString(CultureInfo.InvariantCulture);
    }

    private string Description((int Row, int Actual, int Predicted)[] shown)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{shown.Length} of {Numbers.Count(data.Count, "image")}. ");
        text += string.Join("; ", shown.Select((image, i) => string.Create(CultureInfo.InvariantCulture,
            $"image {i + 1} is taken for {NameOf(image.Predicted)}{(image.Actual == image.Predicted ? "" : $" but is {NameOf(image.Actual)}")}")));
        return text.TrimEnd() + (shown.Length > 0 ? "." : "");
    }

    private static int PixelsInRow(int pixels, int? given)
    {
        int row = given ?? (int)Math.Round(Math.Sqrt(pixels));
        if (pixels % row == 0 && (given is not null || row * row == pixels)) return row;
        throw new ArgumentException(given is null
            ? $"The network has {pixels} inputs, which make no square image; set PixelsInRow."
            : $"The network has {pixels} inputs, which make no rows of {row} pixels.", nameof(given));
    }
}
