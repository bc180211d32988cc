using System.Text;

namespace NodeNet.Drawing.Layout;

/// <summary>How wide text is, without asking a font: the reader's machine picks that. Widths are those of a wide font (DejaVu Sans); in Arial or Helvetica text
/// takes less room than was made for it.</summary>
internal static class TextMeasure
{
    /// <summary>How much wider bold text is.</summary>
    private const double Bold = 1.1;

    // In thousandths of the text's size, for the characters from space to tilde.
    private static readonly short[] _widths =
    [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337,
        636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531,
        1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787,
        603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390, 337, 390, 838, 500,
        500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
        635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838,
    ];

    /// <summary>The width of a line of text, in pixels, for a size in pixels.</summary>
    public static double Width(string text, double size, bool bold = false)
    {
        double sum = 0.0;
        foreach (Rune rune in text.EnumerateRunes())
            sum += WidthOf(rune.Value);
        return sum / 1000.0 * size * (bold ? Bold : 1.0);
    }

    /// <summary>The text, or as much of its start as has room, with "…".</summary>
    public static string Fit(string text, double size, double room)
    {
        if (Width(text, size) <= room) return text;
        double left = room - Width("…", size);
        int end = 0;
        foreach (Rune rune in text.EnumerateRunes())
        {
            left -= WidthOf(rune.Value) / 1000.0 * size;
            if (left < 0.0) break;
            end += rune.Utf16SequenceLength;
        }
        return text[..end].TrimEnd() + "…";
    }

    private static int WidthOf(int character) => character switch
    {
        >= ' ' and <= '~' => _widths[character - ' '],
        '·' => 318,
        '−' or '→' or '…' or '≈' or '∞' => 838,
        < 0x1100 => 700, // other alphabets
        _ => 1000,
    };
}
