using NodeNet.Drawing.Layout;

namespace NodeNet.Drawing.Svg;

/// <summary>A piece of a line of text.</summary>
internal readonly record struct Piece(string Text, bool IsLow = false, bool IsBold = false, string? Colour = null)
{
    public bool IsPlain => !IsLow && !IsBold && Colour is null;
}

/// <summary>A line of text, some of it lowered (δ of a node), bold or coloured.</summary>
internal sealed class Phrase
{
    /// <summary>How far a lowered piece hangs below the line, and how large it is, in sizes of the text.</summary>
    public const double Drop = 0.28;

    /// <inheritdoc cref="Drop"/>
    public const double LowSize = 0.75;

    private readonly List<Piece> _pieces = [];

    public IReadOnlyList<Piece> Pieces => _pieces;

    public static implicit operator Phrase(string text) => new Phrase().Add(text);

    public Phrase Add(string text, string? colour = null, bool bold = false)
    {
        _pieces.Add(new Piece(text, IsBold: bold, Colour: colour));
        return this;
    }

    public Phrase AddLow(string text, string? colour = null)
    {
        _pieces.Add(new Piece(text, IsLow: true, Colour: colour));
        return this;
    }

    public Phrase Add(Phrase other)
    {
        _pieces.AddRange(other._pieces);
        return this;
    }

    /// <summary>How wide the line is at a size of text.</summary>
    public double Width(double size) => _pieces.Sum(piece => TextMeasure.Width(piece.Text, size * (piece.IsLow ? LowSize : 1.0), piece.IsBold));

    /// <summary>The line, or where it is too wide for the room, lines that break between words and continue after an indent.</summary>
    public IEnumerable<Phrase> Wrap(double size, double room, string indent)
    {
        if (Width(size) <= room) return [this];

        var lines = new List<Phrase>();
        var line = new Phrase();
        foreach (Piece piece in _pieces.SelectMany(Words))
        {
            var next = new Phrase();
            next._pieces.Add(piece with { Text = piece.Text.TrimEnd() });
            if (line._pieces.Count > 0 && line.Width(size) + next.Width(size) > room)
            {
                lines.Add(line);
                line = new Phrase().Add(indent);
            }
            line._pieces.Add(piece);
        }
        lines.Add(line);
        return lines;
    }

    /// <summary>A piece word by word, each with the space after it.</summary>
    private static IEnumerable<Piece> Words(Piece piece)
    {
        int start = 0;
        for (int space = piece.Text.IndexOf(' '); space >= 0; space = piece.Text.IndexOf(' ', start))
        {
            yield return piece with { Text = piece.Text[start..(space + 1)] };
            start = space + 1;
        }
        if (start < piece.Text.Length) yield return piece with { Text = piece.Text[start..] };
    }

    /// <summary>The words without their looks.</summary>
    public override string ToString() => string.Concat(_pieces.Select(piece => piece.Text));
}
