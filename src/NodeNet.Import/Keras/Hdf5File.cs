using System.Buffers.Binary;
using System.Text;

namespace NodeNet.Import.Keras;

/// <summary>Reads what Keras puts into HDF5 files: groups, arrays of numbers that stand in one piece, texts as attributes.</summary>
/// <remarks>
/// <para>Source: "HDF5 File Format Specification, version 3.0", of which this is the part that h5py writes unless it is told otherwise: superblock 0, groups as
/// B-trees of symbol tables, object headers of version 1, contiguous arrays. What is newer, compressed or in pieces is refused by name.</para>
/// <para>Every length is held against the file's bytes before memory is taken for it, and nothing is visited that leads back to itself.</para>
/// </remarks>
internal sealed class Hdf5File
{
    private const ulong Nowhere = ulong.MaxValue;
    private const int DeepestTree = 32;

    private readonly ReadOnlyMemory<byte> _bytes;
    private readonly Dictionary<ulong, Dictionary<uint, (int Place, ulong Size)>> _heaps = [];

    // What a sound file needs is far below its length; a hostile one can lead to the same bytes again and again.
    private long _entries;
    private long _letters;

    public Hdf5File(ReadOnlyMemory<byte> bytes)
    {
        _bytes = bytes;
        if (bytes.Length < 96 || !Part(0, 8).SequenceEqual((ReadOnlySpan<byte>)[0x89, 0x48, 0x44, 0x46, 0x0D, 0x0A, 0x1A, 0x0A]))
            throw new ImportException("This is no HDF5 file.");
        ReadOnlySpan<byte> head = Part(0, 96);
        if (head[8] != 0) throw Newer($"a superblock of version {head[8]}");
        if (head[13] != 8 || head[14] != 8) throw Newer($"places of {head[13]} bytes");
        Root = new Hdf5Object(this, BinaryPrimitives.ReadUInt64LittleEndian(head[64..]), "");
    }

    /// <summary>The group of everything.</summary>
    public Hdf5Object Root { get; }

    public static ImportException Damaged(string trouble) => new($"The HDF5 file is damaged: {trouble}.");

    public static ImportException Newer(string what) => new(
        $"The HDF5 file has {what}, which is not read; Keras writes the older layout unless h5py is told libver=\"latest\", and does not compress.");

    /// <summary>Bytes at a place, which must be in the file.</summary>
    public ReadOnlySpan<byte> Part(ulong place, ulong count) => place <= (ulong)_bytes.Length && count <= (ulong)_bytes.Length - place
        ? _bytes.Span.Slice((int)place, (int)count)
        : throw Damaged($"{count} bytes at {place} are beyond its end, {_bytes.Length}");

    /// <summary>A text of variable length, which stands in a heap of the file.</summary>
    public string HeapText(ReadOnlySpan<byte> reference)
    {
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(reference);
        ulong place = BinaryPrimitives.ReadUInt64LittleEndian(reference[4..]);
        uint wanted = BinaryPrimitives.ReadUInt32LittleEndian(reference[12..]);
        if (length == 0) return "";
        if ((_letters += length) > 4L * _bytes.Length) throw Damaged("its texts are the same ones again and again");
        if (!HeapAt(place).TryGetValue(wanted, out (int Place, ulong Size) found)) throw Damaged("a text is not in its heap");
        return length <= found.Size ? Text(_bytes.Span.Slice(found.Place, (int)length)) : throw Damaged("a text is longer than its place");
    }

    private Dictionary<uint, (int Place, ulong Size)> HeapAt(ulong place)
    {
        if (_heaps.TryGetValue(place, out Dictionary<uint, (int, ulong)>? known)) return known;
        var objects = new Dictionary<uint, (int, ulong)>();
        if (!Part(place, 16)[..4].SequenceEqual("GCOL"u8)) throw Damaged("a text is in no heap");
        ulong end = BinaryPrimitives.ReadUInt64LittleEndian(Part(place, 16)[8..]);
        ReadOnlySpan<byte> heap = Part(place, end);
        for (ulong next = 16; next + 16 <= end;)
        {
            ReadOnlySpan<byte> head = heap[(int)next..];
            ushort index = BinaryPrimitives.ReadUInt16LittleEndian(head);
            ulong size = BinaryPrimitives.ReadUInt64LittleEndian(head[8..]);
            if (index == 0) break;
            if (size > end - next - 16) throw Damaged("a heap's object is larger than its heap");
            Count();
            objects[index] = ((int)(place + next) + 16, size);
            next += 16 + (size + 7) / 8 * 8;
        }
        return _heaps[place] = objects;
    }

    private void Count()
    {
        if (++_entries > _bytes.Length) throw Damaged("its parts are the same ones again and again");
    }

    /// <summary>The members of a group: names and the places of their headers.</summary>
    public Dictionary<string, ulong> Members(ulong tree, ulong heap)
    {
        ReadOnlySpan<byte> head = Part(heap, 32);
        if (!head[..4].SequenceEqual("HEAP"u8)) throw Damaged("a group has no heap of names");
        ulong size = BinaryPrimitives.ReadUInt64LittleEndian(head[8..]);
        ulong names = BinaryPrimitives.ReadUInt64LittleEndian(head[24..]);
        Part(names, size);
        var members = new Dictionary<string, ulong>(StringComparer.Ordinal);
        Collect(tree, names, size, members, DeepestTree);
        return members;
    }

    private void Collect(ulong node, ulong names, ulong size, Dictionary<string, ulong> members, int depth)
    {
        if (depth == 0) throw Damaged("a group's tree is too deep");
        ReadOnlySpan<byte> head = Part(node, 8);
        if (head[..4].SequenceEqual("SNOD"u8))
        {
            int count = BinaryPrimitives.ReadUInt16LittleEndian(head[6..]);
            for (int i = 0; i < count; i++)
            {
                Count();
                ReadOnlySpan<byte> entry = Part(node + 8 + 40 * (ulong)i, 40);
                if (BinaryPrimitives.ReadUInt32LittleEndian(entry[16..]) == 2) throw Newer("a link by name");
                members[NameAt(names, size, BinaryPrimitives.ReadUInt64LittleEndian(entry))] = BinaryPrimitives.ReadUInt64LittleEndian(entry[8..]);
            }
            return;
        }
        if (!head[..4].SequenceEqual("TREE"u8) || head[4] != 0) throw Damaged("a group has no tree of members");
        int entries = BinaryPrimitives.ReadUInt16LittleEndian(head[6..]);
        for (int i = 0; i < entries; i++)
        {
            Count();
            ulong child = BinaryPrimitives.ReadUInt64LittleEndian(Part(node + 24 + 16 * (ulong)i + 8, 8));
            if (child != Nowhere) Collect(child, names, size, members, depth - 1);
        }
    }

    private string NameAt(ulong names, ulong size, ulong place)
    {
        if (place >= size) throw Damaged("a name is beyond its heap");
        ReadOnlySpan<byte> rest = Part(names + place, size - place);
        int end = rest.IndexOf((byte)0);
        return end >= 0 ? Text(rest[..end]) : throw Damaged("a name has no end");
    }

    public static string Text(ReadOnlySpan<byte> bytes) => Encoding.UTF8.GetString(bytes).TrimEnd('\0');
}
