namespace NodeNet.Datasets;

/// <summary>A text whose first characters were read to see what it is, and are now put before the rest again. Leaves the rest open.</summary>
internal sealed class RejoinedReader(string start, TextReader rest) : TextReader
{
    private int _at;

    public override int Peek() => _at < start.Length ? start[_at] : rest.Peek();

    public override int Read() => _at < start.Length ? start[_at++] : rest.Read();

    public override int Read(Span<char> buffer)
    {
        if (_at >= start.Length) return rest.Read(buffer);
        int count = Math.Min(buffer.Length, start.Length - _at);
        start.AsSpan(_at, count).CopyTo(buffer);
        _at += count;
        return count;
    }

    public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));
}
