using System.Buffers.Binary;
using System.Text.Json;
using NodeNet.Persistence;

namespace NodeNet.Import;

/// <summary>Files in the safetensors format: a length, a JSON header with names, types, shapes and places, then the numbers.</summary>
/// <remarks>Source: github.com/huggingface/safetensors, "Format". Tensors must not overlap, and each has its numbers within the file, before any memory is
/// taken for them. They are in the order of their numbers in the file: a header is JSON, whose order means nothing.</remarks>
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
            if (json.RootElement.ValueKind != JsonValueKind.Object) throw Damaged("its header is no JSON object");
            JsonProperty[] entries = [.. json.RootElement.EnumerateObject().Where(entry => entry.Name != Metadata)];
            Entry[] inOrder = [.. entries.Select(entry => Read(entry, data.Length)).OrderBy(entry => entry.Start)];
            for (int i = 1; i < inOrder.Length; i++)
            {
                if (inOrder[i].Start < inOrder[i - 1].End)
                    throw Damaged($"its tensors overlap, {TextOf.Shown(inOrder[i - 1].Name)} and {TextOf.Shown(inOrder[i].Name)}");
            }
            return new NamedWeights([.. inOrder.Select(entry => Numbers(entry, data.Span))], IsSorted(inOrder) ? OrderCertainty.None : OrderCertainty.Likely);
        }
        catch (JsonException wrong)
        {
            throw Damaged("its header is no JSON", wrong);
        }
        catch (InvalidOperationException wrong)
        {
            throw Damaged("its header has a text that is no Unicode", wrong);
        }
    }

    /// <summary>A tensor of the header.</summary>
    private sealed record Entry(string Name, string Type, int[] Shape, int Start, int End);

    /// <summary>As the format's own writer has them: by type, then by name. Then their order says nothing of the model's.</summary>
    private static bool IsSorted(Entry[] entries) =>
        entries.Zip(entries.Skip(1)).All(pair => pair.First.Type != pair.Second.Type || string.CompareOrdinal(pair.First.Name, pair.Second.Name) < 0);

    private static Entry Read(JsonProperty entry, int length)
    {
        string name = TextOf.Shown(entry.Name);
        if (entry.Value.ValueKind != JsonValueKind.Object) throw Damaged($"\"{name}\" is not described by dtype, shape and data_offsets");
        string type = entry.Value.TryGetProperty("dtype", out JsonElement named) && named.ValueKind == JsonValueKind.String
            ? named.GetString()!
            : throw Damaged($"\"{name}\" has no dtype");
        int size = StateTensor.SizeOf(type);
        if (size == 0)
            throw new ImportException($"The tensor \"{name}\" has the type {TextOf.Shown(type)}; F64, F32, F16, BF16, I64 and I32 are read.");
        long[] shape = Integers(entry.Value, "shape", name);
        double count = shape.Aggregate(1.0, (all, part) => part < 0 ? throw Damaged($"\"{name}\" has a length of {part}") : all * part);
        long[] places = Integers(entry.Value, "data_offsets", name);
        if (places is not [var start, var end] || start < 0 || end < start || end > length || end - start != count * size)
            throw Damaged(FormattableString.Invariant($"\"{name}\" promises {count} numbers of {size} bytes from {Listed(places, " to ")} of {length}"));
        return shape.All(part => part <= int.MaxValue)
            ? new Entry(entry.Name, type, [.. shape.Select(part => (int)part)], (int)start, (int)end)
            : throw Damaged($"\"{name}\" has the shape [{Listed(shape, ", ")}]");
    }

    private static string Listed(long[] numbers, string separator) =>
        TextOf.List([.. numbers.Select(number => FormattableString.Invariant($"{number}"))], separator);

    /// <summary>A list of whole numbers of a tensor's description.</summary>
    private static long[] Integers(JsonElement described, string part, string name)
    {
        if (!described.TryGetProperty(part, out JsonElement list) || list.ValueKind != JsonValueKind.Array) throw Damaged($"\"{name}\" has no {part}");
        return
        [
            .. list.EnumerateArray().Select(one => one.ValueKind == JsonValueKind.Number && one.TryGetInt64(out long number)
                ? number
                : throw Damaged($"\"{name}\" has {TextOf.Shown(one.GetRawText())} in its {part}, which is no whole number of 64 bits")),
        ];
    }

    private static StateTensor Numbers(Entry entry, ReadOnlySpan<byte> data)
    {
        int size = StateTensor.SizeOf(entry.Type);
        var values = new double[(entry.End - entry.Start) / size];
        for (int i = 0; i < values.Length; i++) values[i] = StateTensor.Number(entry.Type, data.Slice(entry.Start + i * size, size));
        return new StateTensor(entry.Name, entry.Shape, values);
    }

    private static ImportException Damaged(string trouble, Exception? cause = null) => new($"This is no safetensors file, or a damaged one: {trouble}.", cause);
}
