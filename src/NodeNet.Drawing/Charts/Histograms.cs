using NodeNet.Drawing.Svg;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace NodeNet.Drawing.Charts;

/// <summary>How the weights of each layer are distributed.</summary>
internal static class Histograms
{
    private const double PanelWidth = 260;
    private const double PanelHeight = 220;
    private const double TitleHeight = 26;
    private const int PanelsInRow = 3;

    public static Picture Draw(Network network, PictureOptions options)
    {
        Guard.NotNull(network);
        Layer[] layers = [.. network.Layers.Skip(1)];
        double[][] weights = [.. layers.Select(WeightsInto)];
        double reach = weights.SelectMany(each => each).Select(Math.Abs).Where(double.IsFinite).DefaultIfEmpty(0).Max();
        reach = reach == 0 ? 1 : Math.Max(reach, Chart.Least);
        ChartExport.CheckRange("weight", -reach, reach);

        var svg = new Svg.SvgWriter();
        for (int i = 0; i < layers.Length; i++)
        {
            double x = i % PanelsInRow * PanelWidth;
            double y = i / PanelsInRow * (PanelHeight + TitleHeight);
            svg.Open("g", ("transform", $"translate({SvgText.Number(x)} {SvgText.Number(y)})"));
            string heading = Layout.TextMeasure.Fit($"into {layers[i].Name}", Chart.FontSize, PanelWidth - 20);
            svg.AddText(
                "text",
                heading,
                ("x", SvgText.Number(PanelWidth / 2 + 14)),
                ("y", "20"),
                ("text-anchor", "middle"),
                ("font-size", "12"),
                ("font-weight", "bold"),
                ("fill", options.Theme.Ink));
            svg.Open("g", ("transform", $"translate(0 {SvgText.Number(TitleHeight)})"));
            svg.AddRaw(Panel(weights[i], reach, options).ToSvg(PanelWidth, PanelHeight));
            svg.Close();
            svg.Close();
        }
        int rows = (layers.Length + PanelsInRow - 1) / PanelsInRow;
        string description = string.Join(" ", layers.Select((layer, i) => Describe(layer, weights[i], options.Digits)));
        return new Picture(
            "Weights by layer", description, Math.Min(layers.Length, PanelsInRow) * PanelWidth, rows * (PanelHeight + TitleHeight), svg.ToString(), options);
    }

    private static double[] WeightsInto(Layer layer) => [.. layer.Nodes.SelectMany(node => node.Incoming).Select(connection => connection.Weight)];

    private static Chart Panel(double[] weights, double reach, PictureOptions options)
    {
        var chart = new Chart(options);
        LinearAxis across = chart.AddAxis(AxisPosition.Bottom, "weight", -reach * 1.05, reach * 1.05, hasGrid: false);
        across.IntervalLength = 55;
        LinearAxis up = chart.AddAxis(AxisPosition.Left, "connections", 0);
        up.MaximumPadding = 0.08;
        up.MinimumMajorStep = 1;

        // An even number of bins from −reach to reach: 0 is a border, so that a bin is either positive or negative.
        int bins = 2 * Math.Clamp((int)Math.Ceiling(Math.Sqrt(weights.Length) / 2), 4, 16);
        double width = 2 * reach / bins;
        var counts = new int[bins];
        foreach (double weight in weights.Where(double.IsFinite))
            counts[Math.Clamp((int)Math.Floor((weight + reach) / width), 0, bins - 1)]++;
        foreach (bool positive in new[] { false, true })
        {
            string colour = positive ? options.Theme.Positive : options.Theme.Negative;
            var series = new RectangleBarSeries
            {
                FillColor = Chart.Colour(colour),
                StrokeColor = Chart.Colour(options.Theme.Background ?? options.Theme.Surface),
                StrokeThickness = 1,
            };
            for (int bin = positive ? bins / 2 : 0; bin < (positive ? bins : bins / 2); bin++)
            {
                if (counts[bin] > 0) series.Items.Add(new RectangleBarItem(-reach + bin * width, 0, -reach + (bin + 1) * width, counts[bin]));
            }
            chart.Model.Series.Add(series);
        }
        return chart;
    }

    private static string Describe(Layer layer, double[] weights, int digits)
    {
        return weights.Length == 0
            ? $"Into {layer.Name} no connections lead."
            : $"Into {layer.Name}: {Numbers.Count(weights.Length, "weight")} from {Numbers.Text(weights.Min(), digits)} to "
                + $"{Numbers.Text(weights.Max(), digits)}, mean {Numbers.Text(weights.Sum(weight => weight / weights.Length), digits)}.";
    }
}
