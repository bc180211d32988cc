using System.Buffers.Binary;
using NodeNet.Tables;

namespace NodeNet.Datasets;

/// <summary>Reads the bytes of an IDX file, distrusting every one of them.</summary>
internal static class IdxParsing
{
    private const int FirstChunk = 1 << 16;

    public static IdxData Read(Stream stream, long maximumBytes, string? file)
    {
        using Stream content = Gzip.Unpacked(stream, out bool isPacked);
        return Read(new Content(content, isPacked ? null : RestOf(stream), file), maximumBytes);
    }

    private static IdxData Read(Content content, long maximumBytes)
    {
        Span<byte> head = stackalloc byte[Idx.HeaderStart];
        content.Fill(head, 0, "the four bytes at its start");
        var type = (IdxType)head[2];
        int size = IdxData.SizeOf(type);
        if (head[0] != 0 || head[1] != 0)
            throw content.Trouble(0, $"An IDX file begins with two bytes 0; these are {head[0]} and {head[1]}.");
        if (size == 0)
            throw content.Trouble(2, $"There is no IDX type 0x{head[2]:X2}; there are 08, 09, 0B, 0C, 0D and 0E.");
        if (head[3] == 0)
            throw content.Trouble(3, "The file states 0 dimensions; there must be at least 1.");

        int[] dimensions = ReadDimensions(content, head[3]);
        long headerBytes = Idx.HeaderStart + 4L * dimensions.Length;
        int bytes = CheckedBytes(content, dimensions, size, maximumBytes);
        if (content.Rest is { } rest && rest < headerBytes - 2 + bytes) // two bytes were read before the rest was measured
            throw content.Trouble(rest + 2, $"The file ends here; by its dimensions it has {headerBytes + bytes} bytes.");
        byte[] numbers = ReadNumbers(content, bytes, headerBytes);
        content.CheckEnd(headerBytes + bytes);
        return new IdxData(type, dimensions, numbers, content.File);
    }

    private static int[] ReadDimensions(Content content, int count)
    {
        Span<byte> bytes = stackalloc byte[4];
        var dimensions = new int[count];
        for (int i = 0; i < count; i++)
        {
            long offset = Idx.HeaderStart + 4L * i;
            content.Fill(bytes, offset, $"the length of dimension {i + 1}");
            dimensions[i] = BinaryPrimitives.ReadInt32BigEndian(bytes);
            if (dimensions[i] < 0)
                throw content.Trouble(offset, $"Dimension {i + 1} has length {dimensions[i]}; it must be at least 0.");
        }
        return dimensions;
    }

    private static int CheckedBytes(Content content, int[] dimensions, int size, long maximumBytes)
    {
        if (dimensions.Contains(0)) return 0;
        long limit = Math.Min(maximumBytes, Array.MaxLength);
        long bytes = size;
        for (int i = 0; i < dimensions.Length; i++)
        {
            // Neither factor is above 2³¹, so that the product cannot overflow before it is found too large.
            bytes *= dimensions[i];
            if (bytes > limit)
            {
                throw content.Trouble(
                    Idx.HeaderStart + 4L * i, $"The dimensions make {bytes} bytes or more; the limit is {limit} (maximumBytes, or what an array can hold).");
            }
        }
        return (int)bytes;
    }

    /// <summary>Allocates no more than twice what has really arrived: a short file may state any size.</summary>
    private static byte[] ReadNumbers(Content content, int bytes, long headerBytes)
    {
        var numbers = new byte[content.Rest is null ? Math.Min(bytes, FirstChunk) : bytes];
        int filled = 0;
        while (true)
        {
            content.Fill(numbers.AsSpan(filled), headerBytes + filled, $"{bytes} bytes of numbers");
            filled = numbers.Length;
            if (filled == bytes) return numbers;
            Array.Resize(ref numbers, (int)Math.Min(bytes, 2L * filled));
        }
    }

    private static long? RestOf(Stream stream) => stream.CanSeek ? stream.Length - stream.Position : null;

    /// <summary>The unpacked content of a file.</summary>
    /// <param name="Stream">The content from its first byte on.</param>
    /// <param name="Rest">How many bytes there are after the first two, where that is known.</param>
    /// <param name="File">The name of the file, or null.</param>
    private sealed record Content(Stream Stream, long? Rest, string? File)
    {
        public void Fill(Span<byte> target, long offset, string what)
        {
            int filled = ReadUpTo(target, offset);
            if (filled < target.Length) throw Trouble(offset + filled, $"The content ends here, within {what}.");
        }

        public void CheckEnd(long offset)
        {
            Span<byte> one = stackalloc byte[1];
            if (ReadUpTo(one, offset) > 0) throw Trouble(offset, "The content goes on after the numbers that its dimensions state.");
        }

        public DataFormatException Trouble(long offset, string trouble, Exception? cause = null) => new DataFormatException(File, offset, trouble, cause);

        private int ReadUpTo(Span<byte> target, long offset)
        {
            try
            {
                return Stream.ReadAtLeast(target, target.Length, throwOnEndOfStream: false);
            }
            catch (InvalidDataException damaged)
            {
                throw Trouble(offset, $"The gzipped content is damaged at or after this byte: {damaged.Message}.", damaged);
            }
        }
    }
}
