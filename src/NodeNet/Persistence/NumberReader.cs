using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NodeNet.Persistence;

/// <summary>Reads what <see cref="NumberWriter"/> writes, through a small buffer. No more is read ahead than was asked for in all, so what follows in the
/// stream stays there.</summary>
/// <param name="stream">Where the numbers come from.</param>
/// <param name="count">How many there are.</param>
/// <param name="digest">Where the digest starts.</param>
/// <param name="cutOff">What to throw if the stream ends too early.</param>
internal sealed class NumberReader(Stream stream, long count, ulong digest, Func<ModelFileException> cutOff)
{
    private const int BufferLength = 1 << 16;

    private readonly byte[] _buffer = new byte[BufferLength];
    private long _left = count * sizeof(ulong); // bytes of the stream that belong to the numbers
    private int _at;
    private int _filled;

    /// <summary>The digest of the numbers so far.</summary>
    public ulong Digest { get; private set; } = digest;

    public ulong Next()
    {
        ulong word = NextUndigested();
        Digest = Persistence.Digest.Next(Digest, word);
        return word;
    }

    /// <summary>The next number, which does not count for the digest: it is one.</summary>
    public ulong NextUndigested()
    {
        if (_at == _filled) Fill();
        ulong word = BinaryPrimitives.ReadUInt64LittleEndian(_buffer.AsSpan(_at));
        _at += sizeof(ulong);
        return word;
    }

    public void Read(Span<double> numbers)
    {
        Span<ulong> words = MemoryMarshal.Cast<double, ulong>(numbers);
        for (int i = 0; i < words.Length; i++)
            words[i] = Next();
    }

    private void Fill()
    {
        int wanted = (int)Math.Min(_buffer.Length, _left);
        if (wanted == 0 || stream.ReadAtLeast(_buffer.AsSpan(0, wanted), wanted, throwOnEndOfStream: false) < wanted) throw cutOff();
        _left -= wanted;
        _filled = wanted;
        _at = 0;
    }
}
