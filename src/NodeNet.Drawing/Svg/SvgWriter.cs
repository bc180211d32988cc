using System.Text;

namespace NodeNet.Drawing.Svg;

/// <summary>Writes SVG elements, one a line, indented: a change of a picture can be read in review.</summary>
/// <remarks>Everything is written as presentation attributes, not as CSS: documents show it as browsers do, several pictures on one page cannot disturb each
/// other, and a page that holds a picture can restyle any part of it by its class.</remarks>
internal sealed class SvgWriter
{
    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = new();

    public void Open(string element, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Begin(element, attributes);
        _text.Append(">\n");
        _open.Push(element);
    }

    public void Close()
    {
        string element = _open.Pop();
        Indent();
        _text.Append("</").Append(element).Append(">\n");
    }

    /// <summary>An element without content.</summary>
    public void Add(string element, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Begin(element, attributes);
        _text.Append("/>\n");
    }

    /// <summary>An element that holds text and nothing else.</summary>
    public void AddText(string element, string content, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Begin(element, attributes);
        _text.Append('>').Append(SvgText.Escape(content)).Append("</").Append(element).Append(">\n");
    }

    /// <summary>A line of text in pieces, as δ with the name of a node below the line.</summary>
    public void AddPhrase(Phrase phrase, double size, params ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        // spaces beside a piece count
        Begin("text", [.. attributes, ("font-size", SvgText.Number(size)), ("xml:space", phrase.Pieces.Count > 1 ? "preserve" : null)]);
        _text.Append('>');
        double low = 0.0;
        foreach (Piece piece in phrase.Pieces)
        {
            if (piece.Text.Length == 0) continue; // an empty one could not bring what follows back to the line
            double wanted = piece.IsLow ? Phrase.Drop * size : 0.0;
            if (wanted == low && piece.IsPlain)
            {
                _text.Append(SvgText.Escape(piece.Text));
                continue;
            }
            _text.Append("<tspan");
            if (wanted != low) Attribute("dy", SvgText.Number(wanted - low));
            if (piece.IsLow) Attribute("font-size", SvgText.Number(Phrase.LowSize * size));
            if (piece.IsBold) Attribute("font-weight", "bold");
            if (piece.Colour is not null) Attribute("fill", piece.Colour);
            _text.Append('>').Append(SvgText.Escape(piece.Text)).Append("</tspan>");
            low = wanted;
        }
        _text.Append("</text>\n");
    }

    /// <summary>Lines that are SVG already.</summary>
    public void AddRaw(string svg) => _text.Append(svg);

    public override string ToString() => _text.ToString();

    private void Begin(string element, ReadOnlySpan<(string Name, string? Value)> attributes)
    {
        Indent();
        _text.Append('<').Append(element);
        foreach ((string name, string? value) in attributes)
        {
            if (value is not null) Attribute(name, value);
        }
    }

    private void Attribute(string name, string value) => _text.Append(' ').Append(name).Append("=\"").Append(SvgText.Escape(value)).Append('"');

    private void Indent() => _text.Append(' ', 2 * _open.Count);
}
