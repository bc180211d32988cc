using System.Buffers.Binary;
using System.Globalization;
using NodeNet.Foundation;

namespace NodeNet.Persistence;

/// <summary>64 bits that stand for many: for noticing damage and mistakes, not for security. A change of any one word always changes the digest.</summary>
/// <remarks>word by word, digest ← mix(digest xor word), where mix is one output of SplitMix64 from that state (as <see cref="RandomGenerator"/> seeds itself).
/// Starts at 0.</remarks>
internal static class Digest
{
    /// <summary>One more word.</summary>
    public static ulong Next(ulong digest, ulong word)
    {
        ulong state = digest ^ word;
        return RandomGenerator.NextSplitMix64(ref state);
    }

    /// <summary>Of the bits of numbers, a word each.</summary>
    public static ulong Of(ReadOnlySpan<double> numbers, ulong start = 0)
    {
        ulong digest = start;
        foreach (double number in numbers)
            digest = Next(digest, BitConverter.DoubleToUInt64Bits(number));
        return digest;
    }

    /// <summary>Of bytes, eight to a word, the first the lowest; the last word is filled up with zeros and followed by the number of bytes.</summary>
    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        ulong digest = 0;
        int at = 0;
        for (; at + sizeof(ulong) <= bytes.Length; at += sizeof(ulong))
            digest = Next(digest, BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]));
        if (at < bytes.Length)
        {
            Span<byte> last = stackalloc byte[sizeof(ulong)];
            last.Clear();
            bytes[at..].CopyTo(last);
            digest = Next(digest, BinaryPrimitives.ReadUInt64LittleEndian(last));
        }
        return Next(digest, (ulong)bytes.Length);
    }

    /// <summary>Sixteen hexadecimal digits in lower case.</summary>
    public static string Text(ulong digest) => digest.ToString("x16", CultureInfo.InvariantCulture);
}
