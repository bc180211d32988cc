using NodeNet.Data;
using NodeNet.Losses;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace NodeNet.Drawing.Charts;

/// <summary>The loss over two weights: valleys full, hills pale, lines of equal loss, the path of training, and the bottoms of the valleys.</summary>
internal static class LandscapeChart
{
    private const double Side = 440;
    private const int Lines = 12;
    private const int MostMinima = 6;
    private const int Shades = 64;

    public static Picture Draw(Network network, ILoss loss, DataSet data, Connection first, Connection second, LossLandscapeOptions options)
    {
        var surface = new LossSurface(network, loss, data, first, second);
        WeightPath[] paths = [.. options.Path is { } own ? [own] : Array.Empty<WeightPath>(), .. options.OtherPaths];
        (double x0, double x1) = Range(first.Name, surface.Here.First, paths.SelectMany(path => path.Points).Select(point => point.First), options.Reach);
        (double y0, double y1) = Range(second.Name, surface.Here.Second, paths.SelectMany(path => path.Points).Select(point => point.Second), options.Reach);
        Theme theme = options.Theme;
        var chart = new Chart(options);
        chart.AddAxis(AxisPosition.Bottom, $"weight {first.Name}", x0, x1, hasGrid: false);
        chart.AddAxis(AxisPosition.Left, $"weight {second.Name}", y0, y1, hasGrid: false);
        surface.Compute(x0, x1, y0, y1, options.Steps);
        var heights = new Heights(surface, options.IsLogarithmic);
        IReadOnlyList<LossMinimum> minima = [.. surface.Minima().Take(MostMinima)];
        AddGround(chart, heights, x0, x1, y0, y1, theme);
        AddLines(chart, heights, theme);
        AddScale(chart, heights, theme);
        foreach (WeightPath path in paths) AddPath(chart, surface, path, isOther: path != options.Path, theme);
        AddMarks(chart, surface, minima, options);
        return chart.ToPicture(
            $"Loss over the weights {first.Name} and {second.Name}", Description(surface, minima, options, first, second), Side + 150, Side + 64);
    }

    private static (double Low, double High) Range(string name, double here, IEnumerable<double> path, double? reach)
    {
        if (reach is { } given) return (here - given, here + given);
        double[] all = [.. path.Where(double.IsFinite), here];
        double low = all.Min();
        double high = all.Max();
        if (high > low) ChartExport.CheckRange(name, low, high);
        // Beside a weight of 1e20, 2 more is no difference.
        double margin = Math.Max(Math.Max(2, 0.6 * (high - low)), 1e-3 * Math.Max(Math.Abs(low), Math.Abs(high)));
        return (low - margin, high + margin);
    }

    private static void AddGround(Chart chart, Heights heights, double x0, double x1, double y0, double y1, Theme theme)
    {
        double[,] losses = heights.Surface.Losses;
        int steps = losses.GetLength(0);
        var pixels = new OxyColor[steps, steps];
        for (int i = 0; i < steps; i++)
        {
            for (int j = 0; j < steps; j++)
                pixels[i, steps - 1 - j] = Chart.Colour(ColourOf(heights, losses[i, j], theme));
        }
        double cellX = (x1 - x0) / (steps - 1);
        double cellY = (y1 - y0) / (steps - 1);
        chart.Model.Annotations.Add(new ImageAnnotation
        {
            ImageSource = OxyImage.Create(pixels, ImageFormat.Png),
            X = new PlotLength((x0 + x1) / 2, PlotLengthUnit.Data),
            Y = new PlotLength((y0 + y1) / 2, PlotLengthUnit.Data),
            Width = new PlotLength(x1 - x0 + cellX, PlotLengthUnit.Data),
            Height = new PlotLength(y1 - y0 + cellY, PlotLengthUnit.Data),
            Interpolate = true,
            Layer = AnnotationLayer.BelowAxes,
        });
    }

    /// <summary>Full where the loss is small.</summary>
    private static string ColourOf(Heights heights, double loss, Theme theme) => double.IsFinite(loss)
        ? Colours.Mix(theme.Positive, theme.Background ?? theme.Surface, 0.2 + 0.78 * heights.ShareOf(loss))
        : theme.Muted;

    private static void AddLines(Chart chart, Heights heights, Theme theme)
    {
        LossSurface surface = heights.Surface;
        if (surface.IsFlat) return;
        chart.Model.Series.Add(new ContourSeries
        {
            Data = surface.FiniteLosses(),
            ColumnCoordinates = surface.Across,
            RowCoordinates = surface.Up,
            ContourLevels = [.. Enumerable.Range(1, Lines - 1).Select(k => heights.LossAt(k / (double)Lines))],
            Color = Chart.Colour(Colours.Mix(theme.Ink, theme.Positive, 0.5)),
            StrokeThickness = 0.8,
            LabelStep = 0,
        });
    }

    /// <summary>The strip beside the map that says which colour is which loss.</summary>
    private static void AddScale(Chart chart, Heights heights, Theme theme)
    {
        LossSurface surface = heights.Surface;
        if (surface.IsFlat) return;
        var colours = Enumerable.Range(0, Shades).Select(
            i => Chart.Colour(ColourOf(heights, surface.Lowest + (surface.Highest - surface.Lowest) * (i + 0.5) / Shades, theme)));
        chart.AddColourAxis("loss", new OxyPalette(colours), surface.Lowest, surface.Highest);
    }

    private static void AddPath(Chart chart, LossSurface surface, WeightPath path, bool isOther, Theme theme)
    {
        var line = new LineSeries
        {
            Color = Chart.Colour(theme.Negative),
            StrokeThickness = 2.4,
            LineJoin = LineJoin.Round,
            LineStyle = isOther ? LineStyle.Dash : LineStyle.Solid,
        };
        line.Points.AddRange(path.Points.Select(point => new DataPoint(point.First, point.Second)));
        chart.Model.Series.Add(line);
        (double first, double second) = path.Points[0];
        // The word stands where the path does not go.
        bool goesDown = path.Points.Take(8).Average(point => point.Second) < second;
        PointAnnotation mark = Mark(first, second, MarkerType.Square, theme.Negative, 4.5, isOther ? "other start" : "start", theme);
        chart.Model.Annotations.Add(WithinFrame(mark, surface, isAbove: goesDown));
    }

    private static void AddMarks(Chart chart, LossSurface surface, IReadOnlyList<LossMinimum> minima, LossLandscapeOptions options)
    {
        Theme theme = options.Theme;
        foreach (LossMinimum minimum in minima)
        {
            chart.Model.Annotations.Add(WithinFrame(new PointAnnotation
            {
                X = minimum.First,
                Y = minimum.Second,
                Shape = MarkerType.Circle,
                Size = 7,
                Fill = OxyColors.Transparent,
                Stroke = Chart.Colour(theme.Ink),
                StrokeThickness = 2,
                Text = $"{(minima.Count > 1 && minimum == minima[0] ? "lowest minimum" : "minimum")} {Numbers.Text(minimum.Loss, options.Digits)}",
                TextColor = Chart.Colour(theme.Ink),
                TextMargin = 7,
                FontSize = 11,
                FontWeight = FontWeights.Bold,
            }, surface, isAbove: true));
        }
        chart.Model.Annotations.Add(
            WithinFrame(
                Mark(
                    surface.Here.First,
                    surface.Here.Second,
                    MarkerType.Circle,
                    theme.Accent,
                    6,
                    minima.Any(m => IsNear(m, surface)) ? "" : $"now {Numbers.Text(surface.Loss, options.Digits)}",
                    theme),
                surface,
                isAbove: false));
    }

    /// <summary>A mark whose words would leave the frame has them on its inner side.</summary>
    private static PointAnnotation WithinFrame(PointAnnotation mark, LossSurface surface, bool isAbove)
    {
        double across = (mark.X - surface.Across[0]) / (surface.Across[^1] - surface.Across[0]);
        double up = (mark.Y - surface.Up[0]) / (surface.Up[^1] - surface.Up[0]);
        mark.TextHorizontalAlignment = across < 0.15 ? HorizontalAlignment.Left : across > 0.85 ? HorizontalAlignment.Right : HorizontalAlignment.Center;
        // Bottom is the text's bottom: it stands above the mark.
        bool above = up < 0.08 || (isAbove && up < 0.92);
        mark.TextVerticalAlignment = above ? VerticalAlignment.Bottom : VerticalAlignment.Top;
        return mark;
    }

    private static bool IsNear(LossMinimum minimum, LossSurface surface) =>
        Math.Abs(minimum.First - surface.Here.First) < 0.08 * (surface.Across[^1] - surface.Across[0])
            && Math.Abs(minimum.Second - surface.Here.Second) < 0.08 * (surface.Up[^1] - surface.Up[0]);

    private static PointAnnotation Mark(double x, double y, MarkerType shape, string colour, double size, string text, Theme theme) => new()
    {
        X = x,
        Y = y,
        Shape = shape,
        Size = size,
        Fill = Chart.Colour(colour),
        Stroke = Chart.Colour(theme.Background ?? theme.Surface),
        StrokeThickness = 1.5,
        Text = text,
        TextColor = Chart.Colour(theme.Ink),
        TextMargin = 5,
        FontSize = 11,
        FontWeight = FontWeights.Bold,
    };

    /// <summary>How high a loss stands between the lowest and the highest, from 0 to 1: by the root of the height, so that the bottom of a deep valley still
    /// has shape, or by the logarithm.</summary>
    private sealed record Heights(LossSurface Surface, bool IsLogarithmic)
    {
        private const double Floor = 1e-4;

        private bool UsesLogarithm => IsLogarithmic && Least > 0.0 && Surface.Highest > Least;

        private double Least => Math.Max(Surface.Lowest, Floor * Surface.Highest);

        public double ShareOf(double loss) =>
            Surface.IsFlat ? 1
            : UsesLogarithm ? Math.Log(Math.Max(loss, Least) / Least) / Math.Log(Surface.Highest / Least)
            : Math.Sqrt((loss - Surface.Lowest) / (Surface.Highest - Surface.Lowest));

        public double LossAt(double share) => UsesLogarithm
            ? Least * Math.Pow(Surface.Highest / Least, share)
            : Surface.Lowest + (Surface.Highest - Surface.Lowest) * share * share;
    }

    private static string Description(LossSurface surface, IReadOnlyList<LossMinimum> minima, LossLandscapeOptions options, Connection first, Connection second)
    {
        string N(double value) => Numbers.Text(value, options.Digits);
        string text =
            $"The loss ({surface.LossName}) while {first.Name} goes from {N(surface.Across[0])} to {N(surface.Across[^1])} and {second.Name} from "
                + $"{N(surface.Up[0])} to {N(surface.Up[^1])}; all other weights stay as they are. "
            + $"It lies between {N(surface.Lowest)} and {N(surface.Highest)}. The network is at {N(surface.Here.First)}, {N(surface.Here.Second)} with a "
            + $"loss of {N(surface.Loss)}.";
        text += minima.Count == 0
            ? " No local minimum lies within the picture."
            : " Local minima: " + string.Join("; ", minima.Select((m, i) => $"{N(m.Loss)} at {N(m.First)}, {N(m.Second)}{Lowest(i)}")) + ".";
        if (options.Path is { } path) text += Way("The path of training", path);
        return text + string.Concat(options.OtherPaths.Select(other => Way("Another path", other)));

        string Lowest(int index) => index == 0 && minima.Count > 1 ? " (the lowest)" : "";

        string Way(string name, WeightPath path)
        {
            ((double x0, double y0), (double x1, double y1)) = (path.Points[0], path.Points[^1]);
            return $" {name} has {Numbers.Count(path.Points.Count, "point")}, starts at {N(x0)}, {N(y0)} and ends at {N(x1)}, {N(y1)}.";
        }
    }
}
