using NodeNet.Drawing.Layout;
using OxyPlot;

namespace NodeNet.Drawing.Charts;

/// <summary>Tells OxyPlot how large text is: as for the widest of the fonts that a reader may have. Its own measure is for a narrow one, and text would run
/// into text.</summary>
internal sealed class WideTextMeasurer() : PdfRenderContext(1, 1, OxyColors.Undefined)
{
    public override OxySize MeasureText(string text, string? fontFamily, double fontSize, double fontWeight) =>
        text is null ? OxySize.Empty : new OxySize(TextMeasure.Width(text, fontSize, fontWeight > 500), 1.2 * fontSize);
}
