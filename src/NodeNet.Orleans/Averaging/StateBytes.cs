using System.Runtime.InteropServices;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Training;

namespace NodeNet.Orleans.Averaging;

/// <summary>Where a shard stands after a round, and its rows, as bytes and back, to the bit.</summary>
internal static class StateBytes
{
    private const int Version = 1;

    public static byte[] Write(TrainerState state)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(Version);
        writer.Write(state.Steps);
        writer.Write(state.LearningRate);
        foreach (ulong word in (ulong[])[state.Random.S0, state.Random.S1, state.Random.S2, state.Random.S3]) writer.Write(word);
        writer.Write(state.Parameters.Length);
        writer.Write(state.Memory.Count);
        writer.Write(state.StepCounts is not null);
        Write(writer, state.Parameters.Span);
        foreach (ReadOnlyMemory<double> plane in state.Memory) Write(writer, plane.Span);
        if (state.StepCounts is { } counts) Write<long>(writer, [.. counts]);
        writer.Flush();
        return stream.ToArray();
    }

    /// <exception cref="InvalidDataException">These are no such bytes, or of a later version of NodeNet.</exception>
    public static TrainerState Read(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        CheckVersion(reader.ReadInt32());
        long steps = reader.ReadInt64();
        double rate = reader.ReadDouble();
        var random = new RandomState(reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64(), reader.ReadUInt64());
        int parameters = reader.ReadInt32();
        int planes = reader.ReadInt32();
        bool hasCounts = reader.ReadBoolean();
        return new TrainerState
        {
            Steps = steps,
            LearningRate = rate,
            Random = random,
            Parameters = Numbers<double>(reader, parameters),
            Memory = [.. Enumerable.Range(0, planes).Select(_ => (ReadOnlyMemory<double>)Numbers<double>(reader, parameters))],
            StepCounts = hasCounts ? Numbers<long>(reader, parameters) : null,
        };
    }

    /// <summary>Rows: inputs, targets, weights. Names are left out, by which nothing is learned.</summary>
    /// <exception cref="ArgumentException">They are too many to be sent.</exception>
    public static byte[] WriteRows(DataSet data)
    {
        long length = 13L + sizeof(double) * (long)data.Count * (data.Inputs.Width + data.Targets.Width + (data.Weights is null ? 0 : 1));
        if (length > Array.MaxLength)
        {
            throw new ArgumentException(
                $"A shard of {data} is more than the {Array.MaxLength} bytes that can be sent: take more shards, or let silos name rows of their own "
                    + "(NodeNetSiloBuilder.AddShard).", nameof(data));
        }
        using var stream = new MemoryStream((int)length);
        using var writer = new BinaryWriter(stream);
        writer.Write(data.Count);
        writer.Write(data.Inputs.Width);
        writer.Write(data.Targets.Width);
        writer.Write(data.Weights is not null);
        for (int row = 0; row < data.Count; row++)
        {
            Write(writer, data.Inputs[row]);
            Write(writer, data.Targets[row]);
        }
        if (data.Weights is { } weights) Write<double>(writer, weights.ToArray());
        writer.Flush();
        return stream.ToArray();
    }

    public static DataSet ReadRows(byte[] bytes)
    {
        using var reader = new BinaryReader(new MemoryStream(bytes));
        int count = reader.ReadInt32();
        int inputs = reader.ReadInt32();
        int targets = reader.ReadInt32();
        bool hasWeights = reader.ReadBoolean();
        var x = new double[count][];
        var y = new double[count][];
        for (int row = 0; row < count; row++) (x[row], y[row]) = (Numbers<double>(reader, inputs), Numbers<double>(reader, targets));
        DataSet data = DataSet.From(x, y);
        return hasWeights ? data.WithWeights(Numbers<double>(reader, count)) : data;
    }

    private static void CheckVersion(int version)
    {
        if (version != Version) throw new InvalidDataException("What a shard has kept in the cluster was written by another version of NodeNet.");
    }

    private static void Write<T>(BinaryWriter writer, ReadOnlySpan<T> numbers)
        where T : unmanaged => writer.Write(MemoryMarshal.AsBytes(numbers));

    private static T[] Numbers<T>(BinaryReader reader, int count)
        where T : unmanaged
    {
        var numbers = new T[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(numbers.AsSpan()));
        return numbers;
    }
}
