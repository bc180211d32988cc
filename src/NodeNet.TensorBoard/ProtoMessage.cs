using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace NodeNet.TensorBoard;

/// <summary>A message of protocol buffers, written field by field: the few kinds of field that event files have.</summary>
internal sealed class ProtoMessage
{
    private const int Varint = 0;
    private const int EightBytes = 1;
    private const int Counted = 2;
    private const int FourBytes = 5;
    private const int BitsOfVarint = 7;

    private readonly ArrayBufferWriter<byte> _bytes = new();

    public ReadOnlySpan<byte> Bytes => _bytes.WrittenSpan;

    public ProtoMessage Number(int field, double value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(double)];
        BinaryPrimitives.WriteDoubleLittleEndian(bytes, value);
        Key(field, EightBytes);
        _bytes.Write(bytes);
        return this;
    }

    public ProtoMessage Number(int field, float value)
    {
        Span<byte> bytes = stackalloc byte[sizeof(float)];
        BinaryPrimitives.WriteSingleLittleEndian(bytes, value);
        Key(field, FourBytes);
        _bytes.Write(bytes);
        return this;
    }

    public ProtoMessage Whole(int field, long value)
    {
        Key(field, Varint);
        Write((ulong)value);
        return this;
    }

    public ProtoMessage Text(int field, string value) => Block(field, Encoding.UTF8.GetBytes(value));

    public ProtoMessage Message(int field, ProtoMessage value) => Block(field, value.Bytes);

    public ProtoMessage Numbers(int field, ReadOnlySpan<double> values)
    {
        var bytes = new byte[values.Length * sizeof(double)];
        for (int i = 0; i < values.Length; i++)
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), values[i]);
        return Block(field, bytes);
    }

    private ProtoMessage Block(int field, ReadOnlySpan<byte> bytes)
    {
        Key(field, Counted);
        Write((ulong)bytes.Length);
        _bytes.Write(bytes);
        return this;
    }

    private void Key(int field, int kind) => Write((ulong)((field << 3) | kind));

    private void Write(ulong value)
    {
        for (; value >> BitsOfVarint != 0; value >>= BitsOfVarint)
            _bytes.Write([(byte)(value | (1 << BitsOfVarint))]);
        _bytes.Write([(byte)value]);
    }
}
