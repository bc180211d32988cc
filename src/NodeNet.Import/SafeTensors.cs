using System.Buffers.Binary;
using System.Text.Json;
using NodeNet.Persistence;

namespace NodeNet.Import;

/// <summary>Files in the safetensors format: a length, a JSON header with names, types, shapes and places, then the numbers.</summary>
/// <remarks>Source: github.com/huggingface/safetensors, "Format". Tensors must not overlap, and each has its numbers within the file, before any memory is
/// taken
/// for them.</remarks>
public static class SafeTensors
{
    private const string Metadata = "__metadata__";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How large it may be; null takes the defaults.</param>
    /// <exception cref="ImportException">The content is damaged, or beyond a limit.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static NamedWeights Load(string path, ModelFileLimits? limits = null) => Read(FileContent.Read(path, limits));

    /// <summary>As <see cref="Load(string, ModelFileLimits?)"/>, from a stream: from where it stands to its end. The stream stays open.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="limits">How large it may be; null takes the defaults.</param>
    /// <exception cref="ImportException">As with a file.</exception>
    public static NamedWeights Load(Stream stream, ModelFileLimits? limits = null) => Read(FileContent.Read(stream, limits));

    private static NamedWeights Read(byte[] bytes)
    {
        if (bytes.Length < sizeof(long)) throw Damaged("it is too short");
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        if (length > (ulong)(bytes.Length - sizeof(long))) throw Damaged($"its header would have {length} bytes, and the file has {bytes.Length}");
        ReadOnlyMemory<byte> header = bytes.AsMemory(sizeof(long), (int)length);
        ReadOnlyMemory<byte> data = bytes.AsMemory(sizeof(long) + (int)length);
        try
        {
            using JsonDocument json = JsonDocument.Parse(header, new JsonDocumentOptions { MaxDepth = 8 });
            JsonProperty[] entries = [.. json.RootElement.EnumerateObject().Where(entry => entry.Name != Metadata)];
            return new NamedWeights(ReadAll(entries, data));
        }
        catch (Exception wrong) when (wrong is not ImportException
            && (wrong is JsonException or InvalidOperationException or KeyNotFoundException or OverflowException or FormatException))
        {
            throw Damaged($"its header is not as it must be ({wrong.Message})", wrong);
        }
    }

    private static List<StateTensor> ReadAll(JsonProperty[] entries, ReadOnlyMemory<byte> data)
    {
        long taken = 0;
        var tensors = new List<StateTensor>();
        foreach (JsonProperty entry in entries) tensors.Add(Read(entry, data, ref taken));
        return tensors;
    }

    private static StateTensor Read(JsonProperty entry, ReadOnlyMemory<byte> data, ref long taken)
    {
        string type = entry.Value.GetProperty("dtype").GetString() ?? "";
        int size = StateTensor.SizeOf(type);
        if (size == 0) throw new ImportException($"The tensor \"{entry.Name}\" has the type {type}; F64, F32, F16, BF16, I64 and I32 are read.");
        int[] shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(part => part.GetInt32())];
        long count = 1;
        foreach (int part in shape) count = part < 0 ? throw Damaged($"\"{entry.Name}\" has a length of {part}") : checked(count * part);
        long[] places = [.. entry.Value.GetProperty("data_offsets").EnumerateArray().Select(part => part.GetInt64())];
        if (places is not [var start, var end] || start < 0 || end < start || end > data.Length || end - start != checked(count * size))
            throw Damaged($"\"{entry.Name}\" promises {count} numbers of {size} bytes from {string.Join(" to ", places)} of {data.Length}");
        taken += end - start;
        if (taken > data.Length) throw Damaged("its tensors overlap");
        var values = new double[count];
        ReadOnlySpan<byte> numbers = data.Span[(int)start..(int)end];
        for (int i = 0; i < values.Length; i++) values[i] = StateTensor.Number(type, numbers.Slice(i * size, size));
        return new StateTensor(entry.Name, shape, values);
    }

    private static ImportException Damaged(string trouble, Exception? cause = null) => new($"This is no safetensors file, or a damaged one: {trouble}.", cause);
}
