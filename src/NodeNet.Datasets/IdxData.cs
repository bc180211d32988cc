using System.Buffers.Binary;
using System.Globalization;
using NodeNet.Data;

namespace NodeNet.Datasets;

/// <summary>What an IDX file holds: a table of numbers with one or more dimensions. Immutable.</summary>
/// <remarks>The numbers are kept in as few bytes as in the file, and become doubles when they are read: every IDX type fits into a double exactly.</remarks>
public sealed class IdxData
{
    private readonly int[] _dimensions;
    private readonly byte[] _numbers; // big-endian, as in the file
    private readonly int _size; // bytes of a number
    private readonly string? _file;

    internal IdxData(IdxType type, int[] dimensions, byte[] numbers, string? file)
    {
        Type = type;
        _dimensions = dimensions;
        _numbers = numbers;
        _size = SizeOf(type);
        _file = file;
    }

    /// <summary>What kind of numbers the file holds.</summary>
    public IdxType Type { get; }

    /// <summary>How many positions each dimension has: 60000, 28, 28 for the images of MNIST, 60000 for their labels.</summary>
    public IReadOnlyList<int> Dimensions => Array.AsReadOnly(_dimensions);

    /// <summary>How many numbers there are: the product of <see cref="Dimensions"/>.</summary>
    public int Count => _numbers.Length / _size;

    /// <summary>One number.</summary>
    /// <param name="position">An index for each dimension, each from 0; as <c>images[17, 0, 5]</c>.</param>
    /// <exception cref="ArgumentException">There are not as many indices as dimensions.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is beyond its dimension.</exception>
    public double this[params ReadOnlySpan<int> position]
    {
        get
        {
            if (position.Length != _dimensions.Length)
            {
                throw new ArgumentException(
                    $"{position.Length} indices were given; the data have {_dimensions.Length} dimensions ({Shape}).", nameof(position));
            }

            int index = 0;
            for (int dimension = 0; dimension < position.Length; dimension++)
            {
                if ((uint)position[dimension] >= (uint)_dimensions[dimension])
                {
                    throw new ArgumentOutOfRangeException(
                        nameof(position),
                        position[dimension],
                        $"Index {dimension} is {position[dimension]}; it must be at least 0 and below {_dimensions[dimension]}.");
                }

                index = index * _dimensions[dimension] + position[dimension];
            }
            return NumberAt(index);
        }
    }

    /// <summary>All numbers in the order of the file, the last dimension fastest: a copy.</summary>
    public double[] ToArray()
    {
        var numbers = new double[Count];
        for (int i = 0; i < numbers.Length; i++)
            numbers[i] = NumberAt(i);
        return numbers;
    }

    /// <summary>The numbers as a table: a row for each position of the first dimension, with all further dimensions one after the other. Unsigned bytes
    /// are kept as bytes; single precision and integers of up to two bytes as floats, where <paramref name="scale"/> is 1 (see
    /// <see cref="Rows.Compact"/>).</summary>
    /// <param name="scale">What every number is multiplied by; 1/255 brings bytes to 0 to 1.</param>
    /// <exception cref="DataFormatException">There is no number at all, or a number times <paramref name="scale"/> is not finite; the message names the
    /// byte.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="scale"/> is not finite.</exception>
    public Rows ToRows(double scale = 1.0)
    {
        if (!double.IsFinite(scale)) throw new ArgumentOutOfRangeException(nameof(scale), scale, "scale must be a finite number.");
        if (Count == 0) throw new DataFormatException(_file, Idx.HeaderStart, $"The data hold no numbers ({Shape}).");
        if (Type == IdxType.UnsignedByte && double.IsFinite(scale * byte.MaxValue)) return Rows.FromBytes(_numbers, Count / _dimensions[0], scale);
        if (scale == 1.0 && Type is (IdxType.SignedByte or IdxType.TwoByteInteger or IdxType.SinglePrecision)) return FloatRows();
        double[] numbers = ToArray();
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] *= scale;
            if (!double.IsFinite(numbers[i])) throw NotFinite(i, scale);
        }
        return Rows.From(numbers, Count / _dimensions[0]);
    }

    private Rows FloatRows()
    {
        var numbers = new float[Count];
        for (int i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (float)NumberAt(i);
            if (!float.IsFinite(numbers[i])) throw NotFinite(i, 1.0);
        }
        return Rows.FromFloats(numbers, Count / _dimensions[0]);
    }

    /// <summary>"60000 × 28 × 28 of UnsignedByte".</summary>
    public override string ToString() => $"{Shape} of {Type}";

    /// <summary>How many bytes a number of a type takes; 0 if there is no such type.</summary>
    internal static int SizeOf(IdxType type) => type switch
    {
        IdxType.UnsignedByte or IdxType.SignedByte => 1,
        IdxType.TwoByteInteger => 2,
        IdxType.FourByteInteger or IdxType.SinglePrecision => 4,
        IdxType.DoublePrecision => 8,
        _ => 0,
    };

    internal double NumberAt(int index)
    {
        ReadOnlySpan<byte> bytes = _numbers.AsSpan(index * _size, _size);
        return Type switch
        {
            IdxType.UnsignedByte => bytes[0],
            IdxType.SignedByte => (sbyte)bytes[0],
            IdxType.TwoByteInteger => BinaryPrimitives.ReadInt16BigEndian(bytes),
            IdxType.FourByteInteger => BinaryPrimitives.ReadInt32BigEndian(bytes),
            IdxType.SinglePrecision => BinaryPrimitives.ReadSingleBigEndian(bytes),
            _ => BinaryPrimitives.ReadDoubleBigEndian(bytes),
        };
    }

    /// <summary>An exception about one number, naming its byte.</summary>
    internal DataFormatException Trouble(int index, string trouble) =>
        new DataFormatException(_file, Idx.HeaderStart + 4L * _dimensions.Length + (long)index * _size, trouble);

    private DataFormatException NotFinite(int index, double scale) =>
        Trouble(index, $"{Exact(NumberAt(index))} times {Exact(scale)} is not a finite number.");

    internal static string Exact(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private string Shape => string.Join(" × ", _dimensions.Select(length => length.ToString(CultureInfo.InvariantCulture)));
}
