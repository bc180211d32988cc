using System.Globalization;
using System.Text;
using System.Xml.Linq;
using NodeNet.Drawing.Svg;
using OxyPlot;
using OxyPlot.Axes;

namespace NodeNet.Drawing.Charts;

/// <summary>The one place where OxyPlot draws. It catches its own exceptions and draws them into the picture, and leaves numbers out of range as they are; both
/// are errors here.</summary>
internal static class ChartExport
{
    // OxyPlot's steps between ticks overflow, underflow or vanish beyond these.
    private const double Widest = 1e307;
    private const double Narrowest = 1e-300;
    private const double LeastShare = 1e-12;

    /// <summary>The model as an svg element, and its text.</summary>
    /// <exception cref="ArgumentException">It cannot be drawn: the message names the axes and their ranges.</exception>
    public static (XElement Svg, string Text) ToSvg(PlotModel model, double width, double height)
    {
        using var stream = new MemoryStream();
        using (var context = new PrintableContext(stream, width, height))
        {
            ((IPlotModel)model).Update(updateData: true);
            foreach (Axis axis in model.Axes.Where(axis => axis is not CategoryAxis))
                CheckRange(axis.Title, axis.ActualMinimum, axis.ActualMaximum);
            ((IPlotModel)model).Render(context, new OxyRect(0, 0, width, height));
            context.Complete();
            context.Flush();
        }
        string text = Encoding.UTF8.GetString(stream.ToArray()).TrimStart('\uFEFF');
        XElement svg = XElement.Parse(text);
        if (model.GetLastPlotException() is { } error) throw CannotDraw(model, error);
        return svg.Descendants().Attributes().Any(IsNoNumber) ? throw CannotDraw(model, null) : (svg, text);
    }

    /// <summary>Whether an axis can go from one number to another; what is NaN is left to OxyPlot.</summary>
    /// <exception cref="ArgumentException">It cannot.</exception>
    public static void CheckRange(string title, double from, double to)
    {
        double range = to - from;
        if (double.IsNaN(range) && !double.IsInfinity(from) && !double.IsInfinity(to)) return;
        string? trouble =
            !(range <= Widest) ? "that is too wide for a chart" :
            range < Narrowest || range < LeastShare * Math.Max(Math.Abs(from), Math.Abs(to)) ? "that is too narrow for a chart" : null;
        if (trouble is not null) throw new ArgumentException($"{Named(title)} would go from {Exact(from)} to {Exact(to)}; {trouble}.");
    }

    /// <summary>Whether an attribute holds a coordinate that is none. The bytes of an image may spell anything.</summary>
    private static bool IsNoNumber(XAttribute attribute) =>
        attribute.Name.LocalName != "href" && (attribute.Value.Contains("NaN", StringComparison.Ordinal) || attribute.Value.Contains('∞')
            || attribute.Value.Contains("Infinity", StringComparison.Ordinal));

    private static ArgumentException CannotDraw(PlotModel plot, Exception? error) =>
        new($"These numbers make no chart: {string.Join(", ", plot.Axes.Select(Range))}.", error);

    private static string Range(Axis axis) => $"{Named(axis.Title)} from {Exact(axis.ActualMinimum)} to {Exact(axis.ActualMaximum)}";

    private static string Named(string title) => string.IsNullOrEmpty(title) ? "an axis" : SvgText.Printable(title);

    private static string Exact(double value) => value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Draws text as every SVG file can hold it.</summary>
    private sealed class PrintableContext(Stream stream, double width, double height)
        : SvgRenderContext(stream, width, height, false, new WideTextMeasurer(), OxyColors.Undefined)
    {
        public override void DrawText(
            ScreenPoint p, string text, OxyColor c, string fontFamily, double fontSize, double fontWeight, double rotate, HorizontalAlignment halign,
            VerticalAlignment valign, OxySize? maxSize) =>
            base.DrawText(p, text is null ? text : SvgText.Printable(text), c, fontFamily, fontSize, fontWeight, rotate, halign, valign, maxSize);
    }
}
