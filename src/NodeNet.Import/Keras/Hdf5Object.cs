using System.Buffers.Binary;

namespace NodeNet.Import.Keras;

/// <summary>A group or an array of an HDF5 file, by its header.</summary>
internal sealed class Hdf5Object
{
    private const int MostMessages = 100_000;

    // The kinds of message that are looked at.
    private const ushort DataspaceKind = 1;
    private const ushort DatatypeKind = 3;
    private const ushort LayoutKind = 8;
    private const ushort FilterKind = 11;
    private const ushort AttributeKind = 12;
    private const ushort ContinuationKind = 16;
    private const ushort SymbolTableKind = 17;

    private readonly Hdf5File _file;
    private readonly string _name;
    private readonly Dictionary<string, string[]> _attributes = new(StringComparer.Ordinal);
    private Dictionary<string, ulong> _members = [];
    private int[]? _shape;
    private string? _type;
    private ReadOnlyMemory<byte> _layout;
    private bool _isFiltered;

    public Hdf5Object(Hdf5File file, ulong place, string name)
    {
        (_file, _name) = (file, name);
        ReadOnlySpan<byte> head = file.Part(place, 16);
        if (head[..4].SequenceEqual("OHDR"u8)) throw Hdf5File.Newer("an object header of version 2");
        if (head[0] != 1) throw Hdf5File.Damaged($"\"{name}\" has no header");
        int count = BinaryPrimitives.ReadUInt16LittleEndian(head[2..]);
        var blocks = new Queue<(ulong Place, ulong Length)>();
        blocks.Enqueue((place + 16, BinaryPrimitives.ReadUInt32LittleEndian(head[8..])));
        var visited = new HashSet<ulong>();
        while (blocks.TryDequeue(out (ulong Place, ulong Length) block) && count > 0)
        {
            if (!visited.Add(block.Place)) throw Hdf5File.Damaged($"the header of \"{name}\" leads back to itself");
            ReadBlock(block.Place, block.Length, ref count, blocks);
        }
    }

    /// <summary>The members of a group, by their names.</summary>
    public IReadOnlyCollection<string> Members => _members.Keys;

    /// <summary>A member; null where there is none.</summary>
    public Hdf5Object? Find(string path)
    {
        Hdf5Object found = this;
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!found._members.TryGetValue(part, out ulong place)) return null;
            found = new Hdf5Object(_file, place, part);
        }
        return found;
    }

    /// <summary>The texts of an attribute; null where there is none.</summary>
    public string[]? Texts(string attribute) => _attributes.GetValueOrDefault(attribute);

    /// <summary>The numbers of an array.</summary>
    /// <param name="most">How many there may be.</param>
    public StateTensor Numbers(long most)
    {
        if (_shape is null || _type is null || _layout.IsEmpty) throw new ImportException($"\"{_name}\" is no array.");
        if (_isFiltered) throw Hdf5File.Newer($"a compressed array, \"{_name}\"");
        int size = StateTensor.SizeOf(_type);
        if (size == 0) throw new ImportException($"\"{_name}\" has numbers of the type {_type}; floating-point numbers of 2, 4 and 8 bytes are read.");
        long count = 1;
        foreach (int length in _shape)
        {
            count *= length;
            if (count > most) throw new ImportException($"\"{_name}\" has more numbers than the limit, {most}.");
        }
        ReadOnlySpan<byte> bytes = Content((ulong)count * (ulong)size);
        var values = new double[count];
        for (int i = 0; i < values.Length; i++) values[i] = StateTensor.Number(_type, bytes.Slice(i * size, size));
        return new StateTensor(_name, _shape, values);
    }

    private ReadOnlySpan<byte> Content(ulong needed)
    {
        ReadOnlySpan<byte> layout = Checked(_layout.Span, 2);
        if (layout[0] != 3) throw Hdf5File.Newer($"an array's layout of version {layout[0]}");
        switch (layout[1])
        {
            case 0: return Checked(layout[4..], (int)Math.Min(needed, int.MaxValue))[..(int)needed];
            case 1: return _file.Part(BinaryPrimitives.ReadUInt64LittleEndian(Checked(layout, 18)[2..]), needed);
            default: throw Hdf5File.Newer($"an array in pieces, \"{_name}\"");
        }
    }

    private void ReadBlock(ulong place, ulong length, ref int count, Queue<(ulong, ulong)> blocks)
    {
        _file.Part(place, length);
        if (count > MostMessages) throw Hdf5File.Damaged($"\"{_name}\" has {count} messages");
        for (ulong next = 0; next + 8 <= length && count > 0; count--)
        {
            ReadOnlySpan<byte> head = _file.Part(place + next, 8);
            ushort kind = BinaryPrimitives.ReadUInt16LittleEndian(head);
            ushort size = BinaryPrimitives.ReadUInt16LittleEndian(head[2..]);
            if (size > length - next - 8) throw Hdf5File.Damaged($"a message of \"{_name}\" is longer than its block");
            if ((head[4] & 2) == 0) ReadMessage(kind, _file.Part(place + next + 8, size), blocks);
            else if (kind is DataspaceKind or DatatypeKind) throw Hdf5File.Newer("a shared type");
            next += 8u + size;
        }
    }

    private void ReadMessage(ushort kind, ReadOnlySpan<byte> data, Queue<(ulong, ulong)> blocks)
    {
        switch (kind)
        {
            case DataspaceKind:
                _shape = ShapeOf(data);
                break;
            case DatatypeKind:
                _type = TypeOf(data);
                break;
            case LayoutKind:
                _layout = data.ToArray();
                break;
            case FilterKind:
                _isFiltered = true;
                break;
            case AttributeKind:
                ReadAttribute(data);
                break;
            case ContinuationKind:
                blocks.Enqueue((BinaryPrimitives.ReadUInt64LittleEndian(Checked(data, 16)), BinaryPrimitives.ReadUInt64LittleEndian(data[8..])));
                break;
            case SymbolTableKind:
                _members = _file.Members(BinaryPrimitives.ReadUInt64LittleEndian(Checked(data, 16)), BinaryPrimitives.ReadUInt64LittleEndian(data[8..]));
                break;
        }
    }

    /// <summary>A name, a type, a shape, then the content; in version 1 each is filled up to 8 bytes.</summary>
    private void ReadAttribute(ReadOnlySpan<byte> data)
    {
        Checked(data, 8);
        int version = data[0];
        if (version is < 1 or > 3) throw Hdf5File.Newer($"an attribute of version {version}");
        if (version > 1 && (data[1] & 3) != 0) throw Hdf5File.Newer("an attribute with a shared type");
        int nameSize = BinaryPrimitives.ReadUInt16LittleEndian(data[2..]);
        int typeSize = BinaryPrimitives.ReadUInt16LittleEndian(data[4..]);
        int shapeSize = BinaryPrimitives.ReadUInt16LittleEndian(data[6..]);
        int Filled(int size) => version == 1 ? (size + 7) / 8 * 8 : size;
        ReadOnlySpan<byte> rest = data[(version == 3 ? 9 : 8)..];
        string name = Hdf5File.Text(Checked(rest, nameSize)[..nameSize]);
        rest = Checked(rest, Filled(nameSize))[Filled(nameSize)..];
        ReadOnlySpan<byte> type = Checked(rest, Math.Max(typeSize, 8))[..typeSize];
        rest = Checked(rest, Filled(typeSize))[Filled(typeSize)..];
        int[]? shape = ShapeOf(Checked(rest, shapeSize)[..shapeSize]);
        rest = Checked(rest, Filled(shapeSize))[Filled(shapeSize)..];
        if (shape is not null && TextsOf(type, shape, rest) is { } texts) _attributes[name] = texts;
    }

    private string[]? TextsOf(ReadOnlySpan<byte> type, int[] shape, ReadOnlySpan<byte> content)
    {
        bool isHeap = (type[0] & 15) == 9 && (type[1] & 15) == 1;
        bool isFixed = (type[0] & 15) == 3;
        if (!isHeap && !isFixed) return null;
        int size = BinaryPrimitives.ReadInt32LittleEndian(type[4..]);
        if (size <= 0 || (isHeap && size != 16)) throw Hdf5File.Damaged($"an attribute of \"{_name}\" has texts of {size} bytes");
        long count = shape.Aggregate(1L, (product, length) => Math.Min(product * length, int.MaxValue));
        if (count * size > content.Length) throw Hdf5File.Damaged($"an attribute of \"{_name}\" promises {count} texts of {size} bytes");
        var texts = new string[count];
        for (int i = 0; i < texts.Length; i++)
        {
            ReadOnlySpan<byte> one = content.Slice(i * size, size);
            texts[i] = isHeap ? _file.HeapText(one) : Hdf5File.Text(one);
        }
        return texts;
    }

    /// <summary>The lengths of an array; none for a single value, null for one that holds nothing.</summary>
    private int[]? ShapeOf(ReadOnlySpan<byte> data)
    {
        Checked(data, 4);
        int version = data[0];
        int count = data[1];
        if (version is not (1 or 2)) throw Hdf5File.Newer($"a shape of version {version}");
        if (version == 2 && data[3] == 2) return null;
        ReadOnlySpan<byte> lengths = Checked(data, (version == 1 ? 8 : 4) + 8 * count)[(version == 1 ? 8 : 4)..];
        var shape = new int[count];
        for (int i = 0; i < count; i++)
        {
            ulong length = BinaryPrimitives.ReadUInt64LittleEndian(lengths[(8 * i)..]);
            shape[i] = length <= int.MaxValue ? (int)length : throw Hdf5File.Damaged($"\"{_name}\" has a length of {length}");
        }
        return shape;
    }

    /// <summary>IEEE's floating-point numbers, the lowest byte first; other types by their class.</summary>
    private static string TypeOf(ReadOnlySpan<byte> data)
    {
        Checked(data, 8);
        int kind = data[0] & 15;
        int size = BinaryPrimitives.ReadInt32LittleEndian(data[4..]);
        if (kind != 1) return $"class {kind}";
        if ((data[1] & 1) != 0) return "big-endian numbers";
        return size switch { 8 => "F64", 4 => "F32", 2 => "F16", _ => $"{size} bytes" };
    }

    private static ReadOnlySpan<byte> Checked(ReadOnlySpan<byte> data, int length) =>
        data.Length >= length ? data : throw Hdf5File.Damaged("a part of a header is too short");
}
