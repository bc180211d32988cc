using System.Text;

namespace NodeNet.Teaching;

/// <summary>Reads a sheet's file in the encodings in which spreadsheet programs save CSV.</summary>
internal static class SheetFile
{
    private const int MostBytes = 16 << 20;

    // What Windows-1252 has at 0x80 … 0x9F, among it the dashes that stand for a minus. .NET's own table of it is a package of its own.
    private const string Windows = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";

    /// <summary>The whole file.</summary>
    /// <exception cref="InvalidDataException">It is larger than any filled sheet.</exception>
    public static byte[] Bytes(string path)
    {
        using FileStream file = File.OpenRead(path);
        using var bytes = new MemoryStream();
        byte[] buffer = new byte[1 << 16];
        for (int count = file.Read(buffer); count > 0; count = file.Read(buffer))
        {
            bytes.Write(buffer, 0, count);
            // Counted while reading: a pipe has no length.
            if (bytes.Length > MostBytes) throw new InvalidDataException($"{path} is larger than {MostBytes >> 20} MiB; it is no filled sheet.");
        }
        return bytes.ToArray();
    }

    /// <summary>The text: by its byte order mark; without one as UTF-16 where every other byte is mostly 0, as UTF-8 where it is that, otherwise as
    /// Windows-1252.</summary>
    public static string Text(byte[] bytes)
    {
        ReadOnlySpan<byte> start = bytes;
        if (start.StartsWith(new byte[] { 0xFF, 0xFE, 0, 0 })) return Encoding.UTF32.GetString(bytes, 4, bytes.Length - 4);
        if (start.StartsWith(new byte[] { 0, 0, 0xFE, 0xFF }))
        {
            return new UTF32Encoding(bigEndian: true, byteOrderMark: true).GetString(bytes, 4, bytes.Length - 4);
        }
        if (start.StartsWith(new byte[] { 0xFF, 0xFE })) return Encoding.Unicode.GetString(bytes, 2, bytes.Length - 2);
        if (start.StartsWith(new byte[] { 0xFE, 0xFF })) return Encoding.BigEndianUnicode.GetString(bytes, 2, bytes.Length - 2);
        if (IsMostlyZero(bytes, 1)) return Encoding.Unicode.GetString(bytes);
        if (IsMostlyZero(bytes, 0)) return Encoding.BigEndianUnicode.GetString(bytes);
        try
        {
            return new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return string.Concat(bytes.Select(b => b is >= 0x80 and <= 0x9F ? Windows[b - 0x80] : (char)b));
        }
    }

    private static bool IsMostlyZero(byte[] bytes, int from)
    {
        int zeros = 0;
        for (int i = from; i < bytes.Length; i += 2)
        {
            if (bytes[i] == 0) zeros++;
        }
        return zeros > bytes.Length / 4;
    }
}
