using System.Buffers.Binary;
using System.Numerics;

namespace NodeNet.TensorBoard;

/// <summary>CRC-32C (Castagnoli), and the mask that TFRecord files lay over it, so that a checksum of checksums means something.</summary>
internal static class Crc32C
{
    private const uint Mask = 0xA282EAD8;
    private const int HalfWord = 15;

    /// <summary>The masked checksum of some bytes.</summary>
    public static uint Masked(ReadOnlySpan<byte> bytes)
    {
        uint crc = Of(bytes);
        return BitOperations.RotateRight(crc, HalfWord) + Mask;
    }

    /// <summary>The checksum of some bytes.</summary>
    private static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        for (; bytes.Length >= sizeof(ulong); bytes = bytes[sizeof(ulong)..])
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (byte one in bytes)
            crc = BitOperations.Crc32C(crc, one);
        return ~crc;
    }
}
