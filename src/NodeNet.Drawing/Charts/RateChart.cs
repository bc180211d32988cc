using NodeNet.Training;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace NodeNet.Drawing.Charts;

/// <summary>The loss over learning rates, with the one to begin with.</summary>
internal static class RateChart
{
    public static Picture Draw(LearningRateCurve curve, PictureOptions options)
    {
        Guard.NotNull(curve);
        if (curve.Points.Count == 0) throw new ArgumentException("The curve has no points; no rate left the network finite.", nameof(curve));
        var chart = new Chart(options);
        chart.AddLogarithmicAxis(AxisPosition.Bottom, "learning rate", curve.Points.Select(point => Math.Log10(point.Rate)));
        double low = Math.Min(0, curve.Points.Min(point => point.Loss));
        double high = Math.Max(curve.Start, curve.Points.Max(point => point.Loss));
        chart.AddAxis(AxisPosition.Left, "loss after the step", low, high > low ? 1.05 * high : low + 1);
        LineSeries line = Curves.Line(options.Theme.Positive);
        line.Points.AddRange(curve.Points.Select(point => new DataPoint(Math.Log10(point.Rate), point.Loss)));
        chart.Model.Series.Add(line);

        string description = $"The loss goes from {Text(curve.Start)} over {Numbers.Count(curve.Points.Count, "step")}, each with a larger learning rate, from "
            + $"{Text(curve.Points[0].Rate)} to {Text(curve.Points[^1].Rate)}.";
        if (curve.Suggested is { } rate)
        {
            double place = Math.Log10(rate);
            LineSeries mark = Curves.Line(options.Theme.Negative, isDashed: true);
            mark.Points.AddRange([new DataPoint(place, low), new DataPoint(place, high)]);
            chart.Model.Series.Add(mark);
            chart.AddRemark($"begin at {Text(rate)}");
            description += $" Begin at {Text(rate)}, a tenth of the rate with the smallest loss.";
        }
        else
        {
            chart.AddRemark("no rate teaches anything");
            description += " No rate teaches anything.";
        }
        return chart.ToPicture("Loss by learning rate", description, Curves.Width, Curves.Height);

        string Text(double value) => Numbers.Text(value, options.Digits);
    }
}
