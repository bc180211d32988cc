using System.Text;

namespace NodeNet.Export.Code;

/// <summary>Lines of source code with their indents.</summary>
internal sealed class CodeText(string open = " {", string close = "}", int depth = 0)
{
    private readonly StringBuilder _text = new();
    private int _depth = depth;

    /// <summary>What a line is indented by.</summary>
    public string Indent => new(' ', 4 * _depth);

    /// <summary>Adds lines.</summary>
    public void Line(string lines = "")
    {
        foreach (string line in lines.Split('\n'))
        {
            if (line.Length > 0) _text.Append(' ', 4 * _depth).Append(line);
            _text.Append('\n');
        }
    }

    /// <summary>Begins a block.</summary>
    public void Open(string header)
    {
        Line(header + open);
        _depth++;
    }

    /// <summary>Ends a block.</summary>
    public void Close(string after = "")
    {
        _depth--;
        if (close.Length > 0) Line(close + after);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
