namespace NodeNet.Tables;

/// <summary>A stream whose first bytes were read to see what it is, and are now put before the rest again. Leaves the rest open.</summary>
internal sealed class RejoinedStream(ReadOnlyMemory<byte> start, Stream rest) : ReadingStream
{
    private ReadOnlyMemory<byte> _start = start;

    public override int Read(Span<byte> buffer)
    {
        if (_start.IsEmpty) return rest.Read(buffer);
        int count = Math.Min(buffer.Length, _start.Length);
        _start.Span[..count].CopyTo(buffer);
        _start = _start[count..];
        return count;
    }
}
