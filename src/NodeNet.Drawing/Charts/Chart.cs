using System.Globalization;
using System.Xml.Linq;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;

namespace NodeNet.Drawing.Charts;

/// <summary>A chart in our colours, drawn by OxyPlot, whose SVG is made fit for our pictures.</summary>
internal sealed class Chart
{
    public const double FontSize = 12;

    // Labels of powers of ten; with more of them, every second or third power has one.
    private const int MostPowers = 8;
    private static readonly int[] _stepsOfPowers = [1, 2, 5, 10, 20, 50, 100];

    private readonly PictureOptions _options;

    public Chart(PictureOptions options)
    {
        _options = options;
        Theme theme = options.Theme;
        Model = new PlotModel
        {
            DefaultFontSize = FontSize,
            TextColor = Colour(theme.Ink),
            PlotAreaBorderColor = Colour(theme.Faint),
            PlotAreaBorderThickness = new OxyThickness(1, 0, 0, 1),
            Padding = new OxyThickness(12, 14, 18, 10),
            IsLegendVisible = false,
        };
        Model.Legends.Add(new Legend
        {
            LegendPosition = LegendPosition.TopRight,
            LegendPlacement = LegendPlacement.Outside,
            LegendOrientation = LegendOrientation.Horizontal,
            LegendTextColor = Colour(theme.Ink),
            LegendFontSize = FontSize,
            LegendSymbolLength = 32,
            LegendMargin = 0,
            LegendPadding = 2,
        });
    }

    /// <summary>Where all numbers are smaller, an axis reaches as far as this.</summary>
    public const double Least = 1e-290;

    public PlotModel Model { get; }

    public static OxyColor Colour(string colour) => OxyColor.FromRgb((byte)Colours.Component(colour, 1), (byte)Colours.Component(colour, 3),
        (byte)Colours.Component(colour, 5));

    /// <summary>An axis with quiet lines; the range is the data's where it is not given.</summary>
    public LinearAxis AddAxis(AxisPosition position, string title, double from = double.NaN, double to = double.NaN, bool hasGrid = true)
    {
        ChartExport.CheckRange(title, from, to);
        var axis = new LinearAxis { Position = position, Minimum = from, Maximum = to };
        Style(axis, title, hasGrid);
        return axis;
    }

    /// <summary>An axis in powers of ten: its values are the logarithms, its labels the numbers. It goes from one power to another.</summary>
    /// <param name="position">Where it stands.</param>
    /// <param name="title">What it shows.</param>
    /// <param name="logarithms">The logarithms that are shown.</param>
    public void AddLogarithmicAxis(AxisPosition position, string title, IEnumerable<double> logarithms)
    {
        double[] shown = [.. logarithms.DefaultIfEmpty(0)];
        double high = Math.Ceiling(shown.Max());
        double low = Math.Min(Math.Floor(shown.Min()), high - 1);
        LinearAxis axis = AddAxis(position, title, low, high);
        axis.MajorStep = _stepsOfPowers.First(step => (high - low) / step <= MostPowers);
        axis.LabelFormatter = Power;
    }

    /// <summary>An axis of names.</summary>
    public void AddCategoryAxis(AxisPosition position, string title, IEnumerable<string> names, bool startsAtTop = false)
    {
        var axis = new CategoryAxis { Position = position, GapWidth = 0, StartPosition = startsAtTop ? 1 : 0, EndPosition = startsAtTop ? 0 : 1 };
        axis.Labels.AddRange(names);
        Style(axis, title, hasGrid: false);
        axis.LabelFormatter = null;
    }

    /// <summary>A strip of colours at the right, with what they stand for.</summary>
    public void AddColourAxis(string title, OxyPalette palette, double from, double to)
    {
        var axis = new LinearColorAxis { Position = AxisPosition.Right, Palette = palette, Minimum = from, Maximum = to, AxisDistance = 12 };
        Style(axis, title, hasGrid: false);
        axis.MajorTickSize = 14; // the strip is as wide as a tick is long
    }

    /// <summary>A line of words above the chart.</summary>
    public void AddRemark(string words)
    {
        Model.Subtitle = words;
        Model.SubtitleFontSize = FontSize;
        Model.SubtitleColor = Colour(_options.Theme.Muted);
    }

    /// <summary>The chart as lines of SVG.</summary>
    /// <exception cref="ArgumentException">The numbers make no chart: they are too large, too small, or too close together.</exception>
    public string ToSvg(double width, double height)
    {
        (XElement svg, string exported) = ChartExport.ToSvg(Model, width, height);
        string prefix = $"c{Picture.Hash(exported)}-";
        foreach (XElement element in svg.Descendants()) Adapt(element, prefix);
        return string.Concat(svg.Elements().Select(Text));
    }

    /// <summary>The chart as a picture.</summary>
    public Picture ToPicture(string title, string description, double width, double height) =>
        new(title, description, width, height, ToSvg(width, height), _options);

    private static string Power(double logarithm)
    {
        int exponent = (int)Math.Round(logarithm);
        if (exponent is > -4 and < 6) return Numbers.Text(Math.Pow(10, exponent), 6);
        return string.Create(CultureInfo.InvariantCulture, $"1e{exponent}").Replace('-', '−');
    }

    private void Style(Axis axis, string title, bool hasGrid)
    {
        Theme theme = _options.Theme;
        axis.Title = title;
        axis.TitleColor = Colour(theme.Ink);
        axis.TextColor = Colour(theme.Muted);
        axis.TicklineColor = Colour(theme.Faint);
        axis.AxislineColor = Colour(theme.Faint);
        axis.MajorGridlineStyle = hasGrid ? LineStyle.Solid : LineStyle.None;
        axis.MajorGridlineColor = Colour(theme.Faint);
        axis.MajorGridlineThickness = 0.6;
        axis.MinorTickSize = 0;
        axis.MajorTickSize = 4;
        axis.AxisTitleDistance = 8;
        axis.LabelFormatter = value => Numbers.Text(value, 6);
        Model.Axes.Add(axis);
    }

    // Fonts are those of the whole picture. Names of clip paths must not meet those of another chart on the page. Not every reader of SVG knows
    // dominant-baseline.
    private static void Adapt(XElement element, string prefix)
    {
        element.Name = element.Name.LocalName;
        element.SetAttributeValue("font-family", null);
        element.SetAttributeValue("font-weight", (string?)element.Attribute("font-weight") is "400" ? null : (string?)element.Attribute("font-weight"));
        if (element.Attribute("dominant-baseline") is { } baseline)
        {
            element.SetAttributeValue("dy", baseline.Value switch { "hanging" => "0.75em", "middle" => "0.36em", _ => null });
            baseline.Remove();
        }
        if (element.Attribute("id") is { } id) id.Value = prefix + id.Value;
        if (element.Attribute("clip-path") is { } clip) clip.Value = clip.Value.Replace("url(#", $"url(#{prefix}", StringComparison.Ordinal);
    }

    private static string Text(XElement element) => string.Join("", element.ToString().Split('\n').Select(line => $"  {line.TrimEnd('\r')}\n"));
}
