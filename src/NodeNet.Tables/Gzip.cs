namespace NodeNet.Tables;

/// <summary>Unpacks gzip, and refuses what <see cref="System.IO.Compression.GZipStream"/> lets pass: a file that is cut short within its last bytes, or that
/// goes on after its end.</summary>
public static class Gzip
{
    /// <summary>The content of a stream, unpacked if it is gzipped: if it begins with the bytes 1F 8B. Reading throws <see cref="InvalidDataException"/> where
    /// packed content is damaged.</summary>
    /// <param name="source">The stream, to be read from where it stands. It stays open.</param>
    public static Stream Unpacked(Stream source) => Unpacked(source, out _);

    /// <summary>As the other, and tells which it was.</summary>
    /// <param name="source">The stream, to be read from where it stands. It stays open.</param>
    /// <param name="isPacked">Whether it is gzipped.</param>
    public static Stream Unpacked(Stream source, out bool isPacked)
    {
        ArgumentNullException.ThrowIfNull(source);
        var start = new byte[2];
        int known = source.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        isPacked = start is [0x1F, 0x8B];
        var whole = new RejoinedStream(start.AsMemory(0, known), source);
        return isPacked ? new GzipContent(whole) : whole;
    }
}
