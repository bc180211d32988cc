namespace NodeNet.Tables;

/// <summary>A text whose first characters were read to see what it is, and are now put before the rest again.</summary>
internal sealed class RejoinedReader(string start, TextReader rest) : SpanReader
{
    private int _at;

    protected override int Fill(Span<char> buffer)
    {
        if (_at >= start.Length) return rest.Read(buffer);
        int count = Math.Min(buffer.Length, start.Length - _at);
        start.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }
}
