namespace NodeNet.Parquet;

/// <summary>How far each packing can pack, so that a page cannot claim to be larger than it can be.</summary>
internal static class ParquetCodecs
{
    // A format's shortest way to repeat: of Snappy 64 bytes by 3, of gzip 258 by 2 bits, of LZ4 255 by 1, of zstd a block of 128 KiB by 4. Brotli has no
    // useful bound; as much as zstd's is beyond all that columns hold. The rest is for what stands before and after.
    private const long Head = 1024;

    /// <param name="codec">The format's number of the packing.</param>
    /// <param name="size">How many bytes the page has in the file.</param>
    public static long MostUnpacked(long codec, long size) => codec switch
    {
        0 => size,
        1 => Head + 22 * size,
        2 => Head + 1032 * size,
        5 or 7 => Head + 255 * size,
        4 or 6 => Head + 32768 * size,
        3 => throw new InvalidDataException("it is packed by LZO, which is not read"),
        _ => throw new InvalidDataException(FormattableString.Invariant($"its packing {codec} is not known")),
    };
}
