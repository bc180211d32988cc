using System.Buffers.Binary;
using System.IO.Compression;
using NodeNet.Datasets;

namespace NodeNet.Tests.Datasets;

/// <summary>Writes IDX as the format describes it, so that the reader is tested against something that is not itself.</summary>
internal static class IdxFile
{
    /// <summary>Two bytes 0, the type, how many dimensions; each length in four bytes; the numbers, already as bytes.</summary>
    public static byte[] Of(byte type, int[] dimensions, params byte[] numbers)
    {
        var content = new List<byte> { 0, 0, type, (byte)dimensions.Length };
        foreach (int length in dimensions) content.AddRange(BigEndian(length));
        content.AddRange(numbers);
        return [.. content];
    }

    public static byte[] Of(IdxType type, int[] dimensions, params double[] numbers) =>
        Of((byte)type, dimensions, [.. numbers.SelectMany(number => Bytes(type, number))]);

    public static byte[] Gzipped(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest)) gzip.Write(content);
        return packed.ToArray();
    }

    public static IdxData Read(byte[] content, long maximumBytes = Idx.DefaultMaximumBytes)
    {
        using var stream = new MemoryStream(content);
        return Idx.Read(stream, maximumBytes);
    }

    private static byte[] BigEndian(int number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }

    private static byte[] Bytes(IdxType type, double number)
    {
        byte[] bytes = type switch
        {
            IdxType.UnsignedByte => [(byte)number],
            IdxType.SignedByte => [(byte)(sbyte)number],
            IdxType.TwoByteInteger => BitConverter.GetBytes((short)number),
            IdxType.FourByteInteger => BitConverter.GetBytes((int)number),
            IdxType.SinglePrecision => BitConverter.GetBytes((float)number),
            _ => BitConverter.GetBytes(number),
        };
        if (BitConverter.IsLittleEndian) Array.Reverse(bytes);
        return bytes;
    }
}
