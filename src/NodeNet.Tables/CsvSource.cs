using System.Text;

namespace NodeNet.Tables;

/// <summary>A text that can be read more than once: a column that turns out to be one of words is read again as such.</summary>
/// <param name="file">The file as it was named; null where there is none.</param>
/// <param name="encoding">How its bytes stand for characters.</param>
internal abstract class CsvSource(string? file, Encoding? encoding = null)
{
    private const int BufferSize = 1 << 16;

    /// <summary>For messages.</summary>
    public string? File { get; } = file;

    /// <summary>Whether bytes are decoded here, so that wrong ones are seen.</summary>
    public virtual bool IsDecoded => true;

    /// <summary>The text from its beginning.</summary>
    public abstract TextReader Open();

    public static CsvSource Of(string path, Encoding encoding) => new OfFile(path, encoding);

    public static CsvSource Of(Stream stream, Encoding encoding)
    {
        if (stream.CanSeek) return new OfStream(stream, stream.Position, encoding);
        var copy = new MemoryStream();
        stream.CopyTo(copy);
        return new OfStream(copy, 0, encoding);
    }

    public static CsvSource Of(TextReader text) => new OfText(text);

    private StreamReader Decoded(Stream bytes, bool leaveOpen) =>
        new(bytes, encoding ?? Encoding.UTF8, detectEncodingFromByteOrderMarks: true, BufferSize, leaveOpen);

    private sealed class OfFile(string path, Encoding encoding) : CsvSource(path, encoding)
    {
        public override TextReader Open()
        {
            // Reading ahead is the reader's: the stream would only copy.
            var stream = new FileStream(File!, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1, FileOptions.SequentialScan);
            return new Owning(Decoded(Gzip.Unpacked(stream), leaveOpen: false), stream);
        }
    }

    private sealed class OfStream(Stream stream, long start, Encoding encoding) : CsvSource(file: null, encoding)
    {
        public override TextReader Open()
        {
            stream.Position = start;
            return Decoded(Gzip.Unpacked(stream), leaveOpen: false); // Unpacked leaves the stream open
        }
    }

    /// <summary>Keeps what was read.</summary>
    private sealed class OfText(TextReader text) : CsvSource(file: null)
    {
        private readonly List<char[]> _read = [];

        public override bool IsDecoded => false;

        public override TextReader Open() => new Replay(_read, text);
    }

    /// <summary>What was read already, and then the rest.</summary>
    private sealed class Replay(List<char[]> read, TextReader rest) : SpanReader
    {
        private int _piece;
        private int _at;

        protected override int Fill(Span<char> buffer)
        {
            if (_piece == read.Count)
            {
                var next = new char[BufferSize];
                int known = rest.ReadBlock(next, 0, next.Length);
                if (known == 0) return 0;
                read.Add(known == next.Length ? next : next[..known]);
            }
            char[] piece = read[_piece];
            int count = Math.Min(buffer.Length, piece.Length - _at);
            piece.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            if (_at == piece.Length) (_piece, _at) = (_piece + 1, 0);
            return count;
        }
    }

    /// <summary>A reader that closes what lies under it.</summary>
    private sealed class Owning(TextReader reader, Stream stream) : TextReader
    {
        public override int Peek() => reader.Peek();

        public override int Read() => reader.Read();

        public override int Read(char[] buffer, int index, int count) => reader.Read(buffer, index, count);

        public override int Read(Span<char> buffer) => reader.Read(buffer);

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                reader.Dispose();
                stream.Dispose();
            }
            base.Dispose(disposing);
        }
    }
}
