using System.Text;

namespace NodeNet.Parquet;

/// <summary>A structure that was read: its fields by their numbers.</summary>
internal sealed class ThriftStruct : Dictionary<int, object>
{
    /// <summary>A number, or what stands for one that is not there.</summary>
    public long Number(int field, long missing) => TryGetValue(field, out object? value) ? (long)value : missing;

    /// <summary>A number that must be there.</summary>
    public long Number(int field) => TryGetValue(field, out object? value)
        ? (long)value
        : throw new InvalidDataException(FormattableString.Invariant($"field {field} of a header is missing"));

    /// <summary>The elements of a list; none if it is not there.</summary>
    public IReadOnlyList<object> List(int field) => TryGetValue(field, out object? value) ? (List<object>)value : [];

    /// <summary>A structure that must be there.</summary>
    public ThriftStruct Struct(int field) => TryGetValue(field, out object? value)
        ? (ThriftStruct)value
        : throw new InvalidDataException(FormattableString.Invariant($"part {field} of a header is missing"));
}

/// <summary>
/// Reads headers in Thrift's compact protocol, and refuses what is not in them as <see cref="ThriftShapes"/> declares: a field of another type, a list or text
/// longer than the bytes that are left, a number without end.
/// </summary>
/// <remarks>Parquet.Net reads the same headers without such questions: behind the last byte it reads numbers forever.</remarks>
/// <param name="bytes">The bytes.</param>
internal ref struct ThriftReader(ReadOnlySpan<byte> bytes)
{
    private const int DeepestOfUnknown = 16;

    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>How many bytes were read.</summary>
    public int Position { get; private set; }

    /// <summary>Reads a structure to its end.</summary>
    /// <exception cref="EndOfStreamException">The bytes end before it does.</exception>
    /// <exception cref="InvalidDataException">It is none of this shape.</exception>
    public ThriftStruct Read(string shape)
    {
        IReadOnlyDictionary<int, ThriftField> known = ThriftShapes.Of(shape);
        var read = new ThriftStruct();
        int number = 0;
        while (NextField(ref number, out ThriftType type))
        {
            if (!known.TryGetValue(number, out ThriftField? field))
            {
                Skip(type, 0);
                continue;
            }
            if (type != field.Type && !(field.Type == ThriftType.True && type == ThriftType.False))
                throw new InvalidDataException(FormattableString.Invariant($"field {number} of a header ({shape}) is of another type than it can be"));
            if (!read.TryAdd(number, ValueOf(type, field)))
                throw new InvalidDataException(FormattableString.Invariant($"field {number} of a header ({shape}) is there twice"));
        }
        return read;
    }

    private object ValueOf(ThriftType type, ThriftField field) => type switch
    {
        ThriftType.True => 1L,
        ThriftType.False => 0L,
        ThriftType.Byte => (long)(sbyte)Next(),
        ThriftType.I16 => Whole(short.MinValue, short.MaxValue),
        ThriftType.I32 => Whole(int.MinValue, int.MaxValue),
        ThriftType.I64 => Whole(long.MinValue, long.MaxValue),
        ThriftType.Double => BitConverter.ToDouble(Bytes(sizeof(double))),
        ThriftType.Binary => Encoding.UTF8.GetString(Bytes(Length())),
        ThriftType.Struct => Read(field.Shape!),
        _ => ListOf(field),
    };

    private List<object> ListOf(ThriftField field)
    {
        int count = ListHeader(out ThriftType element);
        if (element != field.Element && count > 0) throw new InvalidDataException("a list of a header holds other things than it can");
        var values = new List<object>(count);
        for (int i = 0; i < count; i++)
            values.Add(ValueOf(field.Element, field));
        return values;
    }

    /// <summary>Passes over what a later version of the format may have added.</summary>
    private void Skip(ThriftType type, int depth)
    {
        if (depth > DeepestOfUnknown) throw new InvalidDataException("the parts of a header are too deep in each other");
        switch (type)
        {
            case ThriftType.True or ThriftType.False:
                break;
            case ThriftType.Byte:
                Next();
                break;
            case ThriftType.I16 or ThriftType.I32 or ThriftType.I64:
                Whole(long.MinValue, long.MaxValue);
                break;
            case ThriftType.Double:
                Bytes(sizeof(double));
                break;
            case ThriftType.Binary:
                Bytes(Length());
                break;
            case ThriftType.List or ThriftType.Set:
                for (int left = ListHeader(out ThriftType element); left > 0; left--)
                {
                    if (element is ThriftType.True or ThriftType.False) Next();
                    else Skip(element, depth + 1);
                }
                break;
            case ThriftType.Struct:
                int number = 0;
                while (NextField(ref number, out ThriftType inner))
                    Skip(inner, depth + 1);
                break;
            default:
                throw new InvalidDataException("a part of a header is of a type that Parquet does not use");
        }
    }

    private bool NextField(ref int number, out ThriftType type)
    {
        byte head = Next();
        type = (ThriftType)(head & 15);
        if (head == 0) return false;
        number = head >> 4 is > 0 and int step ? number + step : (int)Whole(1, short.MaxValue);
        if (number > short.MaxValue) throw new InvalidDataException("a header has a field without a number");
        return true;
    }

    /// <summary>Every element takes a byte at least, so a list is no longer than what is left.</summary>
    private int ListHeader(out ThriftType element)
    {
        byte head = Next();
        element = (ThriftType)(head & 15);
        return head >> 4 < 15 ? AtMostLeft((ulong)head >> 4) : Length();
    }

    private int Length() => AtMostLeft(Varint());

    private readonly int AtMostLeft(ulong length) => length <= (ulong)(_bytes.Length - Position)
        ? (int)length
        : throw new EndOfStreamException("a list or a text of a header is longer than what is left of the file");

    private long Whole(long least, long most)
    {
        ulong bits = Varint();
        long number = (long)(bits >> 1) ^ -(long)(bits & 1);
        return number >= least && number <= most ? number : throw new InvalidDataException("a number of a header is larger than its type");
    }

    private ulong Varint()
    {
        ulong number = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Next();
            number |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80) return number;
        }
        throw new InvalidDataException("a number of a header has no end");
    }

    private byte Next() => Bytes(1)[0];

    private ReadOnlySpan<byte> Bytes(int count)
    {
        if (count > _bytes.Length - Position) throw new EndOfStreamException("the file ends within a header");
        ReadOnlySpan<byte> next = _bytes.Slice(Position, count);
        Position += count;
        return next;
    }
}
