using System.Buffers.Binary;

namespace NodeNet.Import;

/// <summary>A named array of numbers of a state dictionary. Immutable.</summary>
public sealed class StateTensor
{
    private readonly double[] _values;

    internal StateTensor(string name, IReadOnlyList<int> shape, double[] values) => (Name, Shape, _values) = (name, [.. shape], values);

    /// <summary>Its name, as "0.weight".</summary>
    public string Name { get; }

    /// <summary>Its lengths, from the first dimension to the last.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Its numbers, the last dimension's side by side. Float16, bfloat16 and float numbers are doubles without rounding.</summary>
    public IReadOnlyList<double> Values => _values;

    /// <summary>"0.weight [16, 4]".</summary>
    public override string ToString() => $"{TextOf.Shown(Name)} [{string.Join(", ", Shape)}]";

    /// <summary>How many bytes a number of a type has; 0 for a type that is not read.</summary>
    internal static int SizeOf(string type) => type switch
    {
        "F64" or "I64" => 8,
        "F32" or "I32" => 4,
        "F16" or "BF16" => 2,
        _ => 0,
    };

    internal static double Number(string type, ReadOnlySpan<byte> bytes) => type switch
    {
        "F64" => BinaryPrimitives.ReadDoubleLittleEndian(bytes),
        "F32" => BinaryPrimitives.ReadSingleLittleEndian(bytes),
        "F16" => (double)BinaryPrimitives.ReadHalfLittleEndian(bytes),
        "BF16" => BitConverter.Int32BitsToSingle(BinaryPrimitives.ReadUInt16LittleEndian(bytes) << 16),
        "I64" => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        _ => BinaryPrimitives.ReadInt32LittleEndian(bytes),
    };
}
