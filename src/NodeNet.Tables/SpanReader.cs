namespace NodeNet.Tables;

/// <summary>A reader of which only one thing has to be written: reading many characters.</summary>
internal abstract class SpanReader : TextReader
{
    private readonly char[] _peeked = new char[1];
    private bool _isPeeked;

    public sealed override int Peek()
    {
        if (!_isPeeked && Fill(_peeked) == 0) return -1;
        _isPeeked = true;
        return _peeked[0];
    }

    public sealed override int Read()
    {
        int next = Peek();
        _isPeeked = false;
        return next;
    }

    public sealed override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

    public sealed override int Read(Span<char> buffer)
    {
        if (buffer.IsEmpty) return 0;
        if (!_isPeeked) return Fill(buffer);
        buffer[0] = _peeked[0];
        _isPeeked = false;
        return 1;
    }

    /// <summary>Reads at least one character, but at the end.</summary>
    /// <param name="buffer">Not empty.</param>
    protected abstract int Fill(Span<char> buffer);
}
