using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NodeNet.Persistence;

/// <summary>Writes numbers as their 8 bytes, the lowest first, through a small buffer, and takes the digest of all of them on the way.</summary>
internal sealed class NumberWriter(Stream stream, ulong digest = 0)
{
    private const int BufferLength = 1 << 16;

    private readonly byte[] _buffer = new byte[BufferLength];
    private int _filled;

    /// <summary>The digest of the numbers so far, each a word of its bits (<see cref="Persistence.Digest"/>).</summary>
    public ulong Digest { get; private set; } = digest;

    public void Write(ulong word)
    {
        if (_filled == _buffer.Length) Flush();
        BinaryPrimitives.WriteUInt64LittleEndian(_buffer.AsSpan(_filled), word);
        _filled += sizeof(ulong);
        Digest = Persistence.Digest.Next(Digest, word);
    }

    public void Write(ReadOnlySpan<ulong> words)
    {
        foreach (ulong word in words)
            Write(word);
    }

    public void Write(ReadOnlySpan<double> numbers) => Write(MemoryMarshal.Cast<double, ulong>(numbers));

    /// <summary>Hands on what is left in the buffer. The stream stays open.</summary>
    public void Flush()
    {
        stream.Write(_buffer, 0, _filled);
        _filled = 0;
    }
}
