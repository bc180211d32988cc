using System.Buffers.Binary;

namespace NodeNet.Onnx.Format;

/// <summary>How a field's value is stored.</summary>
internal enum WireType
{
    Varint = 0,
    Fixed64 = 1,
    Bytes = 2,
    Fixed32 = 5,
}

/// <summary>Reads the fields of a Protocol Buffers message where they stand: nothing is copied, and no length is believed before it is compared with what is
/// left.</summary>
internal ref struct WireReader(ReadOnlyMemory<byte> message)
{
    private const int MostVarintBytes = 10;

    private readonly ReadOnlyMemory<byte> _message = message;
    private int _position = 0;

    /// <summary>The number of the field that was read.</summary>
    public int Field { get; private set; }

    /// <summary>How its value is stored.</summary>
    public WireType Type { get; private set; }

    /// <summary>The value of a number, its bits.</summary>
    public ulong Bits { get; private set; }

    /// <summary>The value of bytes, a text or a message.</summary>
    public ReadOnlyMemory<byte> Content { get; private set; }

    /// <summary>Reads the next field; false at the end of the message.</summary>
    /// <exception cref="OnnxFileException">The bytes are no field.</exception>
    public bool Next()
    {
        if (_position == _message.Length) return false;
        ulong tag = Varint();
        if (tag >> 3 is 0 or > int.MaxValue >> 3) throw Damaged();
        Field = (int)(tag >> 3);
        Type = (WireType)(tag & 7);
        switch (Type)
        {
            case WireType.Varint:
                Bits = Varint();
                break;
            case WireType.Fixed64:
                Bits = BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong)).Span);
                break;
            case WireType.Fixed32:
                Bits = BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint)).Span);
                break;
            case WireType.Bytes:
                Content = Take(Varint());
                break;
            default:
                throw Damaged();
        }
        return true;
    }

    /// <summary>The numbers of a packed field, or the one of a field that is not packed.</summary>
    public readonly void AddVarints(List<long> numbers)
    {
        if (Type == WireType.Varint)
        {
            numbers.Add((long)Bits);
            return;
        }
        if (Type != WireType.Bytes) throw Damaged();
        var packed = new WireReader(Content);
        while (packed._position < Content.Length) numbers.Add((long)packed.Varint());
    }

    /// <summary>The numbers of a packed field of 4 or 8 bytes each, or the one of a field that is not packed, as their bytes.</summary>
    public readonly void AddFixed(List<byte> bytes, int size)
    {
        if (Type == WireType.Bytes)
        {
            if (Content.Length % size != 0) throw Damaged();
            bytes.AddRange(Content.Span);
            return;
        }
        if (Type != (size == sizeof(float) ? WireType.Fixed32 : WireType.Fixed64)) throw Damaged();
        Span<byte> eight = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64LittleEndian(eight, Bits);
        bytes.AddRange(eight[..size]);
    }

    /// <summary>The value of an integer field.</summary>
    public readonly long Integer() => Type == WireType.Varint ? (long)Bits : throw Damaged();

    /// <summary>The value of a float field.</summary>
    public readonly float Single() => Type == WireType.Fixed32 ? BitConverter.UInt32BitsToSingle((uint)Bits) : throw Damaged();

    /// <summary>The bytes of a field that must have such.</summary>
    public readonly ReadOnlyMemory<byte> Bytes() => Type == WireType.Bytes ? Content : throw Damaged();

    private ReadOnlyMemory<byte> Take(ulong length)
    {
        if (length > (ulong)(_message.Length - _position)) throw Damaged();
        ReadOnlyMemory<byte> taken = _message.Slice(_position, (int)length);
        _position += (int)length;
        return taken;
    }

    private ulong Varint()
    {
        ReadOnlySpan<byte> bytes = _message.Span;
        ulong value = 0;
        for (int i = 0; i < MostVarintBytes; i++)
        {
            if (_position == bytes.Length) throw Damaged();
            byte next = bytes[_position++];
            value |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80) return value;
        }
        throw Damaged();
    }

    private static OnnxFileException Damaged() =>
        new("This is no ONNX file, or a damaged one: its bytes are not the fields of a Protocol Buffers message.");
}
