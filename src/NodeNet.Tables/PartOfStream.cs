namespace NodeNet.Tables;

/// <summary>A part of a stream that can be sought in, which stays open.</summary>
internal sealed class PartOfStream : ReadingStream
{
    private readonly Stream _whole;
    private long _rest;

    public PartOfStream(Stream whole, long start, long length)
    {
        whole.Position = start;
        (_whole, _rest) = (whole, length);
    }

    public override int Read(Span<byte> buffer)
    {
        int count = _whole.Read(buffer[..(int)Math.Min(buffer.Length, _rest)]);
        _rest -= count;
        return count;
    }
}
