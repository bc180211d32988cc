using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace NodeNet.Onnx.Format;

/// <summary>Reads a tensor: its data raw or in the typed fields. How many elements its shape promises is compared with those that are there before anything is
/// made of them.</summary>
internal static class TensorReader
{
    public static TensorMessage Read(ReadOnlyMemory<byte> bytes)
    {
        string name = "";
        ElementType type = ElementType.Undefined;
        var shape = new List<long>();
        var texts = new List<string>();
        List<byte>? typed = null;
        List<long>? integers = null;
        ReadOnlyMemory<byte>? raw = null;
        bool isElsewhere = false;
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1: reader.AddVarints(shape); break;
                case 2: type = (ElementType)reader.Integer(); break;
                case 4: reader.AddFixed(typed ??= [], sizeof(float)); break;
                case 5 or 7 or 11: reader.AddVarints(integers ??= []); break;
                case 6: texts.Add(OnnxReader.Text(reader.Bytes())); break;
                case 8: name = OnnxReader.Text(reader.Bytes()); break;
                case 9: raw = reader.Bytes(); break;
                case 10: reader.AddFixed(typed ??= [], sizeof(double)); break;
                case 13: isElsewhere = true; break;
                case 14: isElsewhere |= reader.Integer() == 1; break;
            }
        }
        if (isElsewhere) throw Trouble(name, "its data is in another file; save the model with its data inside");
        long count = CountOf(name, shape);
        if (type == ElementType.Text)
        {
            return texts.Count == count
                ? new TensorMessage(name, type, shape, default) { Texts = texts }
                : throw WrongCount(name, texts.Count, count);
        }
        int size = SizeOf(type);
        ReadOnlyMemory<byte> data = raw ?? (typed is null ? Pack(integers ?? [], size) : typed.ToArray());
        if (data.Length / size != count || data.Length % size != 0) throw WrongCount(name, data.Length / size, count);
        return new TensorMessage(name, type, shape, data);
    }

    /// <summary>How many elements a shape has.</summary>
    public static long CountOf(string name, IReadOnlyList<long> shape)
    {
        long count = 1;
        foreach (long length in shape)
        {
            if (length < 0 || length > int.MaxValue) throw Trouble(name, $"its shape has a length of {length}");
            count *= length;
            if (count > int.MaxValue) throw Trouble(name, "its shape has more elements than a file can hold");
        }
        return count;
    }

    /// <summary>The elements as doubles. A float16 or float is a double without rounding; an integer beyond 2⁵³ is rounded.</summary>
    public static double[] Numbers(TensorMessage tensor)
    {
        ReadOnlySpan<byte> data = tensor.Data.Span;
        int size = SizeOf(tensor.Type);
        var numbers = new double[data.Length / size];
        for (int i = 0; i < numbers.Length; i++)
        {
            ReadOnlySpan<byte> element = data.Slice(i * size, size);
            numbers[i] = tensor.Type switch
            {
                ElementType.Float => BinaryPrimitives.ReadSingleLittleEndian(element),
                ElementType.Double => BinaryPrimitives.ReadDoubleLittleEndian(element),
                ElementType.Half => (double)BinaryPrimitives.ReadHalfLittleEndian(element),
                _ => Integer(tensor.Type, element),
            };
        }
        return numbers;
    }

    public static float[] Singles(List<byte> bytes) => MemoryMarshal.Cast<byte, float>(CollectionsMarshal.AsSpan(bytes)).ToArray();

    private static long Integer(ElementType type, ReadOnlySpan<byte> element) => type switch
    {
        ElementType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(element),
        ElementType.UInt64 => (long)BinaryPrimitives.ReadUInt64LittleEndian(element),
        ElementType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(element),
        ElementType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(element),
        ElementType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(element),
        ElementType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(element),
        ElementType.Int8 => (sbyte)element[0],
        _ => element[0],
    };

    /// <summary>Integers of the typed fields, and float16 numbers, which stand there as their bits, as bytes of their size.</summary>
    private static byte[] Pack(List<long> numbers, int size)
    {
        if (numbers.Count > Array.MaxLength / size) throw new OnnxFileException("A tensor has more data than an array can hold.");
        var bytes = new byte[numbers.Count * size];
        Span<byte> eight = stackalloc byte[sizeof(long)];
        for (int i = 0; i < numbers.Count; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(eight, numbers[i]);
            eight[..size].CopyTo(bytes.AsSpan(i * size));
        }
        return bytes;
    }

    private static int SizeOf(ElementType type) => type switch
    {
        ElementType.Float or ElementType.Int32 or ElementType.UInt32 => 4,
        ElementType.Double or ElementType.Int64 or ElementType.UInt64 => 8,
        ElementType.Half or ElementType.Int16 or ElementType.UInt16 => 2,
        ElementType.UInt8 or ElementType.Int8 or ElementType.Truth => 1,
        _ => throw new OnnxFileException(
            $"A tensor has the element type {(int)type}; float16, float, double, integers, truths and texts are read."),
    };

    private static OnnxFileException WrongCount(string name, long found, long promised) =>
        Trouble(name, $"it has data for {found} elements, and its shape for {promised}");

    private static OnnxFileException Trouble(string name, string trouble) => new($"The tensor \"{name}\" cannot be read: {trouble}.");
}
