using System.Buffers.Binary;
using System.Text;
using NodeNet.Persistence;

namespace NodeNet.Fuzzing;

/// <summary>A checkpoint in its parts, to change one and put both checksums right.</summary>
/// <param name="head">The text, up to the line of its checksum.</param>
/// <param name="numbers">The numbers, without the checksum at their end.</param>
public sealed class CheckpointContent(string head, ulong[] numbers)
{
    private const int LengthOfChecksumLine = 17;

    /// <summary>The text.</summary>
    public string Head { get; set; } = head;

    /// <summary>The bits of the numbers.</summary>
    public ulong[] Numbers { get; set; } = numbers;

    /// <summary>Takes a checkpoint apart.</summary>
    public static CheckpointContent Of(ReadOnlySpan<byte> content)
    {
        int end = EndOfHead(content);
        ReadOnlySpan<byte> numbers = content[(end + LengthOfChecksumLine)..^sizeof(ulong)];
        var words = new ulong[numbers.Length / sizeof(ulong)];
        for (int i = 0; i < words.Length; i++)
            words[i] = BinaryPrimitives.ReadUInt64LittleEndian(numbers[(i * sizeof(ulong))..]);
        return new CheckpointContent(Encoding.UTF8.GetString(content[..end]), words);
    }

    /// <summary>Puts the checksums of any content right, as far as there is a place for them.</summary>
    public static byte[] WithChecksums(ReadOnlySpan<byte> content)
    {
        byte[] result = content.ToArray();
        int end = EndOfHead(content);
        if (end < 0 || content.Length < end + LengthOfChecksumLine + sizeof(ulong)) return result;
        ulong digest = Digest.Of(content[..end]);
        Encoding.ASCII.GetBytes(Digest.Text(digest) + "\n").CopyTo(result, end);
        int at = end + LengthOfChecksumLine;
        for (; at + 2 * sizeof(ulong) <= result.Length; at += sizeof(ulong))
            digest = Digest.Next(digest, BinaryPrimitives.ReadUInt64LittleEndian(result.AsSpan(at)));
        BinaryPrimitives.WriteUInt64LittleEndian(result.AsSpan(at), digest);
        return result;
    }

    /// <summary>The checkpoint, with its checksums.</summary>
    public byte[] ToArray()
    {
        byte[] text = Encoding.UTF8.GetBytes(Head);
        var content = new byte[text.Length + LengthOfChecksumLine + (Numbers.Length + 1) * sizeof(ulong)];
        text.CopyTo(content, 0);
        for (int i = 0; i < Numbers.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(content.AsSpan(text.Length + LengthOfChecksumLine + i * sizeof(ulong)), Numbers[i]);
        return WithChecksums(content);
    }

    private static int EndOfHead(ReadOnlySpan<byte> content)
    {
        int end = content.IndexOf("\n}\n"u8);
        return end < 0 ? -1 : end + 3;
    }
}
