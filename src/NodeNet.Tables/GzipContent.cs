using System.Buffers.Binary;
using System.IO.Compression;

namespace NodeNet.Tables;

/// <summary>Unpacks gzip and checks what <see cref="GZipStream"/> lets pass: that each member ends with its checksum and length, and that nothing follows
/// the last one.</summary>
/// <remarks>RFC 1952: a file is one member or more; a member is a header, deflated content, and a trailer of eight bytes: the CRC-32 of the content and its
/// length modulo 2^32. Leaves the source open.</remarks>
internal sealed class GzipContent : ReadingStream
{
    private const int TrailerSize = 8;

    private readonly Stream _source;
    private WatchedSource _watched;
    private DeflateStream? _member;
    private uint _crc;
    private uint _length;
    private bool _isOver;

    /// <param name="source">The packed content, from its first byte on.</param>
    public GzipContent(Stream source)
    {
        _source = source;
        _watched = new WatchedSource([], source);
    }

    /// <exception cref="InvalidDataException">The content is damaged, cut short, or followed by something else.</exception>
    public override int Read(Span<byte> buffer)
    {
        if (buffer.IsEmpty) return 0;
        while (!_isOver)
        {
            if (_member is null) BeginMember();
            int count = _member!.Read(buffer);
            if (count > 0)
            {
                _crc = Crc32.Continue(_crc, buffer[..count]);
                _length += (uint)count;
                return count;
            }
            EndMember();
        }
        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) _member?.Dispose();
        base.Dispose(disposing);
    }

    private void BeginMember()
    {
        const int HasChecksum = 2;
        const int HasExtra = 4;
        const int HasName = 8;
        const int HasComment = 16;
        Span<byte> head = stackalloc byte[10];
        Fill(head);
        if (head[0] != 0x1F || head[1] != 0x8B) throw new InvalidDataException("there are bytes after its end");
        if (head[2] != 8 || head[3] >= 32) throw new InvalidDataException("its header states what gzip does not know");
        if ((head[3] & HasExtra) != 0)
        {
            Span<byte> size = stackalloc byte[2];
            Fill(size);
            for (int left = BinaryPrimitives.ReadUInt16LittleEndian(size); left > 0; left--)
                NextByte();
        }
        if ((head[3] & HasName) != 0) SkipText();
        if ((head[3] & HasComment) != 0) SkipText();
        if ((head[3] & HasChecksum) != 0) Fill(stackalloc byte[2]);
        (_crc, _length) = (0, 0);
        _watched.Forget();
        _member = new DeflateStream(_watched, CompressionMode.Decompress, leaveOpen: true);
    }

    /// <summary>The unpacker reads beyond the end of the deflated content; where that was, the trailer tells, which is known from the content.</summary>
    private void EndMember()
    {
        _member!.Dispose();
        _member = null;
        Span<byte> trailer = stackalloc byte[TrailerSize];
        BinaryPrimitives.WriteUInt32LittleEndian(trailer, _crc);
        BinaryPrimitives.WriteUInt32LittleEndian(trailer[4..], _length);
        byte[] read = _watched.LastRead(more: TrailerSize);
        int end = EndOf(trailer, read);
        if (end < 0)
        {
            bool isThere = read.AsSpan().IndexOf(trailer) >= 0;
            throw new InvalidDataException(isThere ? "there are bytes after its end" : "it is cut short or changed: its checksum and length do not follow");
        }
        _watched = new WatchedSource(read[end..], _source);
        _isOver = _watched.IsAtEnd();
    }

    /// <summary>Where the trailer ends: before the end of everything, or before another member. The first place where its bytes stand is the right one,
    /// unless they repeat (those of an empty member are
    /// all 0): then it may be one that overlaps it.</summary>
    private static int EndOf(ReadOnlySpan<byte> trailer, ReadOnlySpan<byte> read)
    {
        int first = read.IndexOf(trailer);
        for (int at = first; at >= 0 && at < first + TrailerSize && at + TrailerSize <= read.Length; at++)
        {
            ReadOnlySpan<byte> rest = read[(at + TrailerSize)..];
            if (read.Slice(at, TrailerSize).SequenceEqual(trailer) && (rest.IsEmpty || rest[0] == 0x1F)) return at + TrailerSize;
        }
        return -1;
    }

    private void SkipText()
    {
        while (NextByte() != 0)
        {
        }
    }

    private void Fill(Span<byte> bytes)
    {
        if (_watched.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) < bytes.Length)
            throw new InvalidDataException("it is cut short within a header");
    }

    private int NextByte()
    {
        int next = _watched.ReadByte();
        return next >= 0 ? next : throw new InvalidDataException("it is cut short within a header");
    }

    /// <summary>A source that remembers what was read of it last.</summary>
    private sealed class WatchedSource(byte[] start, Stream rest) : ReadingStream
    {
        private readonly RejoinedStream _whole = new(start, rest);
        private byte[] _before = []; // the end of what was read earlier: a trailer may begin there
        private byte[] _last = [];
        private int _peeked = -1;

        /// <summary>Remembers nothing of what was read so far.</summary>
        public void Forget() => (_before, _last) = ([], []);

        /// <summary>Whether nothing is left.</summary>
        public bool IsAtEnd()
        {
            if (_peeked < 0) _peeked = _whole.ReadByte();
            return _peeked < 0;
        }

        /// <summary>What was read last, with a few bytes before it and so many more after it, if there are so many.</summary>
        public byte[] LastRead(int more)
        {
            var after = new byte[more];
            int count = _whole.ReadAtLeast(after, more, throwOnEndOfStream: false);
            return [.. _before, .. _last, .. after.AsSpan(0, count)];
        }

        public override int Read(Span<byte> buffer)
        {
            if (buffer.IsEmpty) return 0;
            int count;
            if (_peeked >= 0)
            {
                buffer[0] = (byte)_peeked;
                (_peeked, count) = (-1, 1);
            }
            else
            {
                count = _whole.Read(buffer);
            }
            if (count == 0) return 0;
            byte[] earlier = [.. _before, .. _last];
            _before = earlier[Math.Max(0, earlier.Length - TrailerSize)..];
            _last = buffer[..count].ToArray();
            return count;
        }
    }
}
