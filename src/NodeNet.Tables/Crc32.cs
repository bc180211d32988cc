namespace NodeNet.Tables;

/// <summary>The checksum of gzip: CRC-32 with the reflected polynomial EDB88320.</summary>
internal static class Crc32
{
    private static readonly uint[] _table = [.. Enumerable.Range(0, 256).Select(Entry)];

    /// <summary>The checksum of what <paramref name="crc"/> is the checksum of, followed by more bytes; that of nothing is 0.</summary>
    public static uint Continue(uint crc, ReadOnlySpan<byte> bytes)
    {
        crc = ~crc;
        foreach (byte b in bytes)
            crc = _table[(byte)(crc ^ b)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint Entry(int b)
    {
        uint entry = (uint)b;
        for (int bit = 0; bit < 8; bit++)
            entry = (entry & 1) != 0 ? (entry >> 1) ^ 0xEDB88320u : entry >> 1;
        return entry;
    }
}
