using System.Text;

namespace NodeNet.Tables;

/// <summary>A text that is changed line by line: comments go, their line ends stay, so that lines are counted as in the file; runs of spaces become one.
/// What is quoted stays as it is.</summary>
/// <param name="source">The text.</param>
/// <param name="comment">What a comment begins with; null where there is none.</param>
/// <param name="joinsSpaces">Whether spaces and tabs that follow one another become one space, and those at the ends of a line nothing.</param>
internal sealed class LineFilter(TextReader source, string? comment, bool joinsSpaces) : SpanReader
{
    private readonly StringBuilder _line = new();
    private int _at;
    private bool _isQuoted;

    protected override int Fill(Span<char> buffer)
    {
        while (_at == _line.Length)
        {
            if (!ReadNext()) return 0;
        }
        int count = Math.Min(buffer.Length, _line.Length - _at);
        _line.CopyTo(_at, buffer, count);
        _at += count;
        return count;
    }

    private bool ReadNext()
    {
        _line.Clear();
        _at = 0;
        bool isComment = false;
        bool isInSpaces = false;
        bool isAny = false;
        bool beginsQuoted = _isQuoted;
        for (int next = source.Read(); next >= 0; next = source.Read())
        {
            isAny = true;
            char c = (char)next;
            if (c is '\n' or '\r')
            {
                _line.Append(c);
                if (c == '\r' && source.Peek() == '\n') _line.Append((char)source.Read());
                return true;
            }
            if (isComment) continue;
            if (joinsSpaces && !_isQuoted && c is (' ' or '\t'))
            {
                isInSpaces = true;
                continue;
            }
            if (isInSpaces && _line.Length > 0) _line.Append(' ');
            isInSpaces = false;
            if (c == '"') _isQuoted = !_isQuoted;
            _line.Append(c);
            if (comment is null || beginsQuoted || _line.Length != comment.Length || !_line.Equals(comment)) continue;
            isComment = true;
            _line.Clear();
        }
        return isAny;
    }
}
