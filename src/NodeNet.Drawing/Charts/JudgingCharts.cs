using System.Globalization;
using NodeNet.Judging;
using OxyPlot;
using OxyPlot.Annotations;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace NodeNet.Drawing.Charts;

/// <summary>Charts of what scores are worth: ROC and precision–recall.</summary>
internal static class JudgingCharts
{
    private const double Width = 460;
    private const double Height = 420;
    private const double Thickness = 2.2;

    public static Picture Roc(BinaryCurve curve, double? threshold, PictureOptions options)
    {
        Guard.NotNull(curve);
        DataPoint[] points = [.. curve.Points.Select(point => new DataPoint(point.FalsePositiveRate, point.Recall))];
        Chart chart = ChartOf(options, "false-positive rate", "recall", points, new DataPoint(0, 0), new DataPoint(1, 1));
        string said = Mark(chart, curve, threshold, options, point => new DataPoint(point.FalsePositiveRate, point.Recall));
        return chart.ToPicture(
            "ROC curve", $"{Rows(curve)} The area under the curve is {Numbers.Text(curve.RocArea, options.Digits)}; chance has one half.{said}", Width, Height);
    }

    public static Picture PrecisionRecall(BinaryCurve curve, double? threshold, PictureOptions options)
    {
        Guard.NotNull(curve);
        var points = new List<DataPoint>();
        for (int i = 1; i < curve.Points.Count; i++)
        {
            // A step: what is found more is found at this precision, as the average precision counts it.
            points.Add(new DataPoint(curve.Points[i - 1].Recall, curve.Points[i].Precision));
            points.Add(new DataPoint(curve.Points[i].Recall, curve.Points[i].Precision));
        }
        double share = (double)curve.PositiveCount / (curve.PositiveCount + curve.NegativeCount);
        Chart chart = ChartOf(options, "recall", "precision", points, new DataPoint(0, share), new DataPoint(1, share));
        string said = Mark(chart, curve, threshold, options, point => new DataPoint(point.Recall, point.Precision));
        string average = Numbers.Text(curve.AveragePrecision, options.Digits);
        return chart.ToPicture(
            "Precision by recall", $"{Rows(curve)} The average precision is {average}; chance has {Numbers.Text(share, options.Digits)}.{said}", Width, Height);
    }

    private static Chart ChartOf(
        PictureOptions options, string across, string up, IEnumerable<DataPoint> points, DataPoint chanceFrom, DataPoint chanceTo)
    {
        var chart = new Chart(options);
        chart.AddAxis(AxisPosition.Bottom, across, 0, 1).MajorStep = 0.2;
        chart.AddAxis(AxisPosition.Left, up, 0, 1.02).MajorStep = 0.2;
        var chance = new LineSeries { Title = "chance", Color = Chart.Colour(options.Theme.Faint), StrokeThickness = 1.4, Dashes = [3.5, 2] };
        chance.Points.AddRange([chanceFrom, chanceTo]);
        chart.Model.Series.Add(chance);
        var line = new LineSeries
        {
            Title = "the scores",
            Color = Chart.Colour(options.Theme.Positive),
            StrokeThickness = Thickness,
            LineJoin = LineJoin.Round,
        };
        line.Points.AddRange(points);
        chart.Model.Series.Add(line);
        chart.Model.IsLegendVisible = true;
        return chart;
    }

    /// <summary>A dot where a threshold stands, and what is said of it.</summary>
    private static string Mark(Chart chart, BinaryCurve curve, double? threshold, PictureOptions options, Func<ThresholdPoint, DataPoint> placeOf)
    {
        if (threshold is not { } value) return "";
        ThresholdPoint point = curve.At(value);
        DataPoint place = placeOf(point);
        chart.Model.Annotations.Add(new PointAnnotation
        {
            X = place.X,
            Y = place.Y,
            Shape = MarkerType.Circle,
            Size = 5,
            Fill = Chart.Colour(options.Theme.Negative),
            Text = Numbers.Text(value, options.Digits),
            TextColor = Chart.Colour(options.Theme.Ink),
            TextVerticalAlignment = VerticalAlignment.Top,
        });
        return $" Marked is the threshold {Numbers.Text(value, options.Digits)}: recall {Numbers.Text(point.Recall, options.Digits)}, precision "
            + $"{Numbers.Text(point.Precision, options.Digits)}, false-positive rate {Numbers.Text(point.FalsePositiveRate, options.Digits)}.";
    }

    private static string Rows(BinaryCurve curve) =>
        string.Create(CultureInfo.InvariantCulture, $"{curve.PositiveCount} positive and {curve.NegativeCount} negative rows.");
}
