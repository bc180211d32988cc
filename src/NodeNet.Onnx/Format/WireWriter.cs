using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace NodeNet.Onnx.Format;

/// <summary>Writes the fields of a Protocol Buffers message: a tag of number and wire type, then the value.</summary>
/// <remarks>Source: "Protocol Buffers: Encoding", protobuf.dev/programming-guides/encoding.</remarks>
internal sealed class WireWriter
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    public void Integer(int field, long value)
    {
        Tag(field, WireType.Varint);
        Varint((ulong)value);
    }

    public void Single(int field, float value)
    {
        Tag(field, WireType.Fixed32);
        Span<byte> four = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(four, value);
        _bytes.Write(four);
    }

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Tag(field, WireType.Bytes);
        Varint((ulong)value.Length);
        _bytes.Write(value);
    }

    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    /// <summary>A text that is left out where it is empty, as proto3 has it.</summary>
    public void TextUnlessEmpty(int field, string value)
    {
        if (value.Length > 0) Text(field, value);
    }

    public void Message(int field, Action<WireWriter> write)
    {
        var inner = new WireWriter();
        write(inner);
        Bytes(field, inner.Written);
    }

    private void Tag(int field, WireType type) => Varint((ulong)(field << 3 | (int)type));

    private void Varint(ulong value)
    {
        Span<byte> bytes = stackalloc byte[10];
        int count = 0;
        for (; value >= 0x80; value >>= 7) bytes[count++] = (byte)(value | 0x80);
        bytes[count++] = (byte)value;
        _bytes.Write(bytes[..count]);
    }
}
