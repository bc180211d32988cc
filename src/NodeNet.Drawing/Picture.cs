using System.Globalization;
using System.Text;
using NodeNet.Drawing.Svg;

namespace NodeNet.Drawing;

/// <summary>A picture, as SVG: made by <see cref="Draw"/>, saved as a file or put into a page. The same network and options give the same picture, byte for
/// byte.</summary>
public sealed class Picture
{
    // Fonts that the reader's machine has; widths are reckoned for the widest of them.
    internal const string Fonts = "'Segoe UI', 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif";

    private readonly string _svg;

    internal Picture(string title, string description, double width, double height, string body, PictureOptions options)
    {
        Title = title = SvgText.Printable(title);
        Description = description = SvgText.Printable(description);
        double scale = (options.Width ?? width) / width;
        Width = Math.Round(width * scale, 2);
        Height = Math.Round(height * scale, 2);

        string id = $"p{Hash(title, description, body)}";
        var svg = new SvgWriter();
        svg.Open("svg",
            ("xmlns", "http://www.w3.org/2000/svg"), ("width", SvgText.Number(Width)), ("height", SvgText.Number(Height)),
            ("viewBox", $"0 0 {SvgText.Number(width)} {SvgText.Number(height)}"),
            ("role", "img"), ("aria-labelledby", $"{id}-title {id}-desc"), ("font-family", Fonts));
        svg.AddText("title", title, ("id", $"{id}-title"));
        svg.AddText("desc", description, ("id", $"{id}-desc"));
        if (options.Theme.Background is { } ground)
            svg.Add("rect", ("class", "ground"), ("width", SvgText.Number(width)), ("height", SvgText.Number(height)), ("fill", ground));
        svg.AddRaw(body);
        svg.Close();
        _svg = svg.ToString();
    }

    /// <summary>What the picture is called; its SVG says so to screen readers.</summary>
    public string Title { get; }

    /// <summary>What there is to see, in words, with the main numbers.</summary>
    public string Description { get; }

    /// <summary>The width in pixels (1/96 inch).</summary>
    public double Width { get; }

    /// <summary>The height in pixels (1/96 inch).</summary>
    public double Height { get; }

    /// <summary>The picture as an SVG element: a document of its own, and fit to be put into a page.</summary>
    public string ToSvg() => _svg;

    /// <summary>As <see cref="ToSvg"/>.</summary>
    public override string ToString() => _svg;

    /// <summary>Writes the picture to a file, as UTF-8; a file that is there is replaced.</summary>
    /// <param name="path">Where to; by convention it ends in ".svg".</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public void Save(string path)
    {
        Guard.NotNull(path);
        File.WriteAllText(path, _svg);
    }

    /// <summary>The 32-bit FNV-1a hash of some text, in 8 digits: names made of it stay apart when several pictures are on one page.</summary>
    internal static string Hash(params ReadOnlySpan<string> texts)
    {
        uint hash = 2166136261;
        foreach (string text in texts)
        {
            foreach (byte b in Encoding.UTF8.GetBytes(text))
                hash = unchecked((hash ^ b) * 16777619);
        }
        return hash.ToString("x8", CultureInfo.InvariantCulture);
    }
}
