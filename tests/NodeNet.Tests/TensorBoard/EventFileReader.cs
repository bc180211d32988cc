using System.Buffers.Binary;
using System.Text;

namespace NodeNet.Tests.TensorBoard;

/// <summary>An event of an event file.</summary>
internal sealed record ReadEvent(double WallTime, long Step, string? FileVersion, IReadOnlyList<ReadValue> Values);

/// <summary>A value of an event: a scalar, or a histogram.</summary>
internal sealed record ReadValue(string Tag, float? Scalar, ReadHistogram? Histogram);

/// <summary>A histogram of an event.</summary>
internal sealed record ReadHistogram(double Min, double Max, double Num, double Sum, double SumSquares, double[] Limits, double[] Counts);

/// <summary>Reads event files after their public descriptions (TensorFlow's event.proto and summary.proto, TFRecord's framing), sharing nothing with the
/// writer: the checksum is worked out bit by bit from its polynomial, fields are read by number and kind.</summary>
internal static class EventFileReader
{
    public static ReadEvent[] Read(string path)
    {
        byte[] all = File.ReadAllBytes(path);
        var events = new List<ReadEvent>();
        for (int at = 0; at < all.Length;)
        {
            int length = checked((int)BinaryPrimitives.ReadUInt64LittleEndian(all.AsSpan(at)));
            CheckSum(all.AsSpan(at, 8), BinaryPrimitives.ReadUInt32LittleEndian(all.AsSpan(at + 8)));
            byte[] content = all[(at + 12)..(at + 12 + length)];
            CheckSum(content, BinaryPrimitives.ReadUInt32LittleEndian(all.AsSpan(at + 12 + length)));
            events.Add(EventOf(content));
            at += 16 + length;
        }
        return [.. events];
    }

    /// <summary>CRC-32C, reflected polynomial 82F63B78.</summary>
    public static uint Crc32C(ReadOnlySpan<byte> bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte one in bytes)
        {
            crc ^= one;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
        }
        return crc ^ 0xFFFFFFFF;
    }

    private static void CheckSum(ReadOnlySpan<byte> bytes, uint masked)
    {
        uint rotated = masked - 0xA282EAD8;
        uint crc = (rotated >> 17) | (rotated << 15);
        if (crc != Crc32C(bytes)) throw new InvalidDataException("The checksum is wrong.");
    }

    private static ReadEvent EventOf(byte[] bytes)
    {
        (int Field, byte[] Content)[] fields = [.. Fields(bytes)];
        byte[] Of(int field) => fields.Single(one => one.Field == field).Content;
        bool Has(int field) => fields.Any(one => one.Field == field);
        return new ReadEvent(
            BitConverter.ToDouble(Of(1)), Has(2) ? BitConverter.ToInt64(Of(2)) : 0, Has(3) ? Encoding.UTF8.GetString(Of(3)) : null,
            Has(5) ? [.. Fields(Of(5)).Select(value => ValueOf(value.Content))] : []);
    }

    private static ReadValue ValueOf(byte[] bytes)
    {
        Dictionary<int, byte[]> fields = Fields(bytes).ToDictionary(one => one.Field, one => one.Content);
        return new ReadValue(
            Encoding.UTF8.GetString(fields[1]), fields.TryGetValue(2, out byte[]? scalar) ? BitConverter.ToSingle(scalar) : null,
            fields.TryGetValue(5, out byte[]? histogram) ? HistogramOf(histogram) : null);
    }

    private static ReadHistogram HistogramOf(byte[] bytes)
    {
        Dictionary<int, byte[]> fields = Fields(bytes).ToDictionary(one => one.Field, one => one.Content);
        double Number(int field) => BitConverter.ToDouble(fields[field]);
        double[] Numbers(int field) => [.. fields[field].Chunk(8).Select(one => BitConverter.ToDouble(one))];
        return new ReadHistogram(Number(1), Number(2), Number(3), Number(4), Number(5), Numbers(6), Numbers(7));
    }

    /// <summary>The fields of a message, each with its bytes; a whole number is eight of them.</summary>
    private static IEnumerable<(int Field, byte[] Content)> Fields(byte[] bytes)
    {
        for (int at = 0; at < bytes.Length;)
        {
            ulong key = Varint(bytes, ref at);
            byte[] content;
            switch (key & 7)
            {
                case 0:
                    content = BitConverter.GetBytes(Varint(bytes, ref at));
                    break;
                case 1:
                    content = bytes[at..(at += 8)];
                    break;
                case 2:
                    int length = (int)Varint(bytes, ref at);
                    content = bytes[at..(at += length)];
                    break;
                case 5:
                    content = bytes[at..(at += 4)];
                    break;
                default:
                    throw new InvalidDataException($"A field of kind {key & 7}.");
            }
            yield return ((int)(key >> 3), content);
        }
    }

    private static ulong Varint(byte[] bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte one = bytes[at++];
            value |= (ulong)(one & 0x7F) << shift;
            if (one < 0x80) return value;
        }
    }
}
