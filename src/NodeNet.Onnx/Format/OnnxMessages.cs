using System.Runtime.InteropServices;

namespace NodeNet.Onnx.Format;

/// <summary>The element types that are read or written, by their numbers in the format.</summary>
internal enum ElementType
{
    Undefined = 0,
    Float = 1,
    UInt8 = 2,
    Int8 = 3,
    UInt16 = 4,
    Int16 = 5,
    Int32 = 6,
    Int64 = 7,
    Text = 8,
    Truth = 9,
    Half = 10,
    Double = 11,
    UInt32 = 12,
    UInt64 = 13,
}

/// <summary>A model: a graph and the operators' versions that it was written for.</summary>
internal sealed record ModelMessage(GraphMessage Graph)
{
    public string Producer { get; init; } = "";

    public string ProducerVersion { get; init; } = "";

    /// <summary>The version of the operators, by domain; "" is ONNX's own.</summary>
    public IReadOnlyDictionary<string, long> Opsets { get; init; } = new Dictionary<string, long>();

    public IReadOnlyList<KeyValuePair<string, string>> Properties { get; init; } = [];

    /// <summary>Whether operators are defined in the file itself.</summary>
    public bool HasFunctions { get; init; }
}

/// <summary>A graph: nodes in an order in which they can be computed.</summary>
internal sealed record GraphMessage(
    string Name, IReadOnlyList<NodeMessage> Nodes, IReadOnlyList<TensorMessage> Initializers, IReadOnlyList<ValueMessage> Inputs,
    IReadOnlyList<ValueMessage> Outputs);

/// <summary>A node: an operator with the names of what it takes and makes.</summary>
internal sealed record NodeMessage(string Operator, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs)
{
    public string Name { get; init; } = "";

    public string Domain { get; init; } = "";

    public IReadOnlyList<AttributeMessage> Attributes { get; init; } = [];

    /// <summary>What messages call it.</summary>
    public string Title => Name.Length > 0 ? Name : $"{Operator} → {(Outputs.Count > 0 ? Outputs[0] : "nothing")}";

    public AttributeMessage? Find(string name) => Attributes.FirstOrDefault(attribute => attribute.Name == name);
}

/// <summary>An attribute of a node; only the member of its type is set.</summary>
internal sealed record AttributeMessage(string Name)
{
    public float? Single { get; init; }

    public long? Integer { get; init; }

    public string? Text { get; init; }

    public TensorMessage? Tensor { get; init; }

    public IReadOnlyList<float>? Singles { get; init; }

    public IReadOnlyList<long>? Integers { get; init; }

    public IReadOnlyList<string>? Texts { get; init; }

    /// <summary>Whether it holds a graph, as those of If and Loop.</summary>
    public bool HasGraph { get; init; }
}

/// <summary>A tensor: its data as bytes of its element type, little-endian, or as texts.</summary>
internal sealed record TensorMessage(string Name, ElementType Type, IReadOnlyList<long> Shape, ReadOnlyMemory<byte> Data)
{
    public IReadOnlyList<string> Texts { get; init; } = [];

    public static TensorMessage Of(string name, ReadOnlySpan<double> numbers, bool isDouble, params long[] shape)
    {
        if (isDouble) return new TensorMessage(name, ElementType.Double, shape, MemoryMarshal.AsBytes(numbers).ToArray());
        var singles = new float[numbers.Length];
        for (int i = 0; i < singles.Length; i++) singles[i] = (float)numbers[i];
        return new TensorMessage(name, ElementType.Float, shape, MemoryMarshal.AsBytes<float>(singles).ToArray());
    }

    public static TensorMessage Of(string name, ReadOnlySpan<long> numbers, params long[] shape) =>
        new(name, ElementType.Int64, shape, MemoryMarshal.AsBytes(numbers).ToArray());
}

/// <summary>An input or output of the graph: its element type and its shape, where −1 is any length.</summary>
internal sealed record ValueMessage(string Name, ElementType Type, IReadOnlyList<long> Shape)
{
    /// <summary>Whether it is a sequence or map, as ZipMap makes.</summary>
    public bool IsTensor { get; init; } = true;

    public string Text { get; init; } = "";
}
