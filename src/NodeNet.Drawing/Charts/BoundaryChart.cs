using System.Globalization;
using NodeNet.Data;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace NodeNet.Drawing.Charts;

/// <summary>What a network with 2 inputs answers over the plane.</summary>
internal static class BoundaryChart
{
    private const double Side = 420;
    private const int Cells = 120;
    private const double LongestClass = 90;

    private static readonly MarkerType[] _markers = [MarkerType.Circle, MarkerType.Square, MarkerType.Triangle, MarkerType.Diamond];

    public static Picture Draw(Network network, DataSet? data, PictureOptions options)
    {
        Guard.NotNull(network);
        string inputs = Numbers.Count(network.InputLayer.Count, "input");
        if (network.InputLayer.Count != 2) throw new ArgumentException($"The network has {inputs}; a decision boundary can be drawn for 2.", nameof(network));
        if (data is not null && (data.Inputs.Width != 2 || data.Targets.Width != network.OutputLayer.Count))
        {
            throw new ArgumentException(
                $"The examples have {Numbers.Count(data.Inputs.Width, "input")} and {Numbers.Count(data.Targets.Width, "target")}; " +
                $"the network has 2 inputs and {Numbers.Count(network.OutputLayer.Count, "output")}.", nameof(data));
        }
        Theme theme = options.Theme;
        string[] names = [.. network.InputLayer.Nodes.Select(NameOf)];
        (double x0, double x1) = Range(data, 0, names[0]);
        (double y0, double y1) = Range(data, 1, names[1]);

        var chart = new Chart(options);
        chart.AddAxis(AxisPosition.Bottom, Layout.TextMeasure.Fit(names[0], Chart.FontSize, Side), x0, x1, hasGrid: false);
        chart.AddAxis(AxisPosition.Left, Layout.TextMeasure.Fit(names[1], Chart.FontSize, Side), y0, y1, hasGrid: false);

        int outputs = network.OutputLayer.Count;
        var pixels = new OxyColor[Cells, Cells];
        double[] across = [.. Enumerable.Range(0, Cells).Select(i => x0 + (i + 0.5) * (x1 - x0) / Cells)];
        double[] up = [.. Enumerable.Range(0, Cells).Select(i => y0 + (i + 0.5) * (y1 - y0) / Cells)];
        var margins = new double[outputs == 1 ? 1 : outputs][,];
        for (int c = 0; c < margins.Length; c++) margins[c] = new double[Cells, Cells];
        for (int i = 0; i < Cells; i++)
        {
            for (int j = 0; j < Cells; j++)
            {
                double[] answer = network.Predict([across[i], up[j]]);
                pixels[i, Cells - 1 - j] = Chart.Colour(ColourOf(answer, theme));
                for (int c = 0; c < margins.Length; c++) margins[c][i, j] = Margin(answer, c);
            }
        }
        chart.Model.Annotations.Add(new ImageAnnotation
        {
            ImageSource = OxyImage.Create(pixels, ImageFormat.Png),
            X = new PlotLength((x0 + x1) / 2, PlotLengthUnit.Data),
            Y = new PlotLength((y0 + y1) / 2, PlotLengthUnit.Data),
            Width = new PlotLength(x1 - x0, PlotLengthUnit.Data),
            Height = new PlotLength(y1 - y0, PlotLengthUnit.Data),
            Interpolate = true,
            Layer = AnnotationLayer.BelowAxes,
        });
        foreach (double[,] margin in margins)
        {
            chart.Model.Series.Add(new ContourSeries
            {
                Data = margin,
                ColumnCoordinates = across,
                RowCoordinates = up,
                ContourLevels = [0],
                Color = Chart.Colour(theme.Ink),
                StrokeThickness = 1.5,
                LabelStep = 0,
            });
        }
        int wrong = data is null ? 0 : AddExamples(chart, network, data, theme);
        return chart.ToPicture("Decision boundary", Description(network, names, data, wrong, x0, x1, y0, y1), Side + 70, Side + 60 + (data is null ? 0 : 20));
    }

    private static string NameOf(Node node) => node.Label ?? node.Name;

    /// <summary>How far an output is above what decides: 0.5 for a single one, the largest of the others otherwise.</summary>
    private static double Margin(double[] answer, int c)
    {
        double margin = answer.Length == 1 ? answer[0] - 0.5 : answer[c] - answer.Where((_, other) => other != c).Max();
        return double.IsFinite(margin) ? margin : 0;
    }

    private static string ColourOf(double[] answer, Theme theme)
    {
        string ground = theme.Background ?? theme.Surface;
        if (!Array.TrueForAll(answer, double.IsFinite)) return theme.Muted;
        if (answer.Length == 1)
        {
            double lean = Math.Clamp(2 * (answer[0] - 0.5), -1, 1);
            return Colours.Mix(ground, lean > 0 ? theme.Positive : theme.Negative, 0.08 + 0.5 * Math.Abs(lean));
        }
        double[] sorted = [.. answer.OrderDescending()];
        return Colours.Mix(ground, theme.Classes[Array.IndexOf(answer, sorted[0]) % theme.Classes.Count],
            0.12 + 0.42 * Math.Clamp(sorted[0] - sorted[1], 0, 1));
    }

    private static int AddExamples(Chart chart, Network network, DataSet data, Theme theme)
    {
        int wrong = 0;
        var rings = new ScatterSeries
        {
            MarkerType = MarkerType.Circle,
            MarkerSize = 8,
            MarkerFill = OxyColors.Transparent,
            MarkerStroke = Chart.Colour(theme.Ink),
            MarkerStrokeThickness = 1.6
        };
        foreach (IGrouping<int, int> group in Enumerable.Range(0, data.Count).GroupBy(row => TargetClass.Of(data.Targets[row])).OrderBy(group => group.Key))
        {
            string colour = data.Targets.Width == 1 ? (group.Key == 1 ? theme.Positive : theme.Negative) : theme.Classes[group.Key % theme.Classes.Count];
            var dots = new ScatterSeries
            {
                Title = data.Targets.Width == 1
                    ? $"target {group.Key}"
                    : Layout.TextMeasure.Fit(NameOf(network.OutputLayer.Nodes[group.Key]), Chart.FontSize, LongestClass),
                MarkerType = _markers[group.Key % _markers.Length],
                MarkerSize = 4.5,
                MarkerFill = Chart.Colour(colour),
                MarkerStroke = Chart.Colour(theme.Background ?? theme.Surface),
                MarkerStrokeThickness = 1,
            };
            foreach (int row in group)
            {
                dots.Points.Add(new ScatterPoint(data.Inputs[row, 0], data.Inputs[row, 1]));
                if (TargetClass.Of(network.Predict(data.Inputs[row])) == group.Key) continue;
                rings.Points.Add(new ScatterPoint(data.Inputs[row, 0], data.Inputs[row, 1]));
                wrong++;
            }
            chart.Model.Series.Add(dots);
        }
        chart.Model.Series.Add(rings);
        chart.Model.IsLegendVisible = true;
        return wrong;
    }

    /// <summary>From the smallest to the largest value of an input, with a margin; −1 to 1 without examples.</summary>
    private static (double Low, double High) Range(DataSet? data, int column, string name)
    {
        if (data is null) return (-1, 1);
        double[] values = data.Inputs.Column(column);
        double low = values.Min();
        double high = values.Max();
        // Beside 1e300, 1 more is no difference.
        double margin = high > low ? 0.15 * (high - low) : Math.Max(1, 1e-3 * Math.Abs(low));
        if (high > low) ChartExport.CheckRange(name, low, high);
        return (low - margin, high + margin);
    }

    private static string Description(Network network, string[] names, DataSet? data, int wrong, double x0, double x1, double y0, double y1)
    {
        string text =
            $"What the network answers for {names[0]} from {Numbers.Text(x0, 3)} to {Numbers.Text(x1, 3)} and {names[1]} from {Numbers.Text(y0, 3)} to "
                + $"{Numbers.Text(y1, 3)}.";
        text += network.OutputLayer.Count == 1
            ? " Blue is an output above 0.5, orange below; the line is 0.5."
            : $" Each colour is a class: {string.Join(", ", network.OutputLayer.Nodes.Select(NameOf))}; lines part them.";
        if (data is not null)
        {
            text += string.Create(CultureInfo.InvariantCulture,
                $" {Numbers.Count(data.Count, "example")} {(data.Count == 1 ? "is" : "are")} shown; {wrong} of them {(wrong == 1 ? "is" : "are")} taken for "
                    + $"another class and ringed.");
        }
        return text;
    }
}
