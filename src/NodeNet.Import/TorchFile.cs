using System.IO.Compression;
using NodeNet.Persistence;

namespace NodeNet.Import;

/// <summary>Weights that PyTorch saved: <c>torch.save(model.state_dict(), "model.pt")</c>, or a checkpoint that holds a state dictionary as "state_dict",
/// "model_state_dict" or "model".</summary>
/// <remarks>The file is a zip archive with a pickle, a program for Python's stack machine. It is read by an allow-list of the few names that a state dictionary
/// needs; nothing is imported or executed, and a file with any other name is refused. Files of PyTorch before 1.6, which are no archives, are not
/// read.</remarks>
public static class TorchFile
{
    private const int MostDimensions = 8;
    private const string Collections = "collections";
    private const string Torch = "torch";
    private const string TorchUtils = "torch._utils";

    private static readonly Dictionary<string, string> _storages = new(StringComparer.Ordinal)
    {
        ["DoubleStorage"] = "F64",
        ["FloatStorage"] = "F32",
        ["HalfStorage"] = "F16",
        ["BFloat16Storage"] = "BF16",
        ["LongStorage"] = "I64",
        ["IntStorage"] = "I32",
    };

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="limits">How large it may be; null takes the defaults.</param>
    /// <exception cref="ImportException">The content is damaged, beyond a limit, or holds more than weights; the message says what.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static NamedWeights Load(string path, ModelFileLimits? limits = null) => Read(FileContent.Read(path, limits));

    /// <summary>As <see cref="Load(string, ModelFileLimits?)"/>, from a stream: from where it stands to its end. The stream stays open.</summary>
    /// <param name="stream">The content.</param>
    /// <param name="limits">How large it may be; null takes the defaults.</param>
    /// <exception cref="ImportException">As with a file.</exception>
    public static NamedWeights Load(Stream stream, ModelFileLimits? limits = null) => Read(FileContent.Read(stream, limits));

    private static NamedWeights Read(byte[] bytes)
    {
        if (IsOld(bytes))
        {
            throw new ImportException(
                "The file is in PyTorch's old format, which it wrote before 1.6 and writes with _use_new_zipfile_serialization=False. Load it in PyTorch, and "
                    + "save it again: torch.save(torch.load(\"old.pt\", map_location=\"cpu\"), \"new.pt\").");
        }
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
            ZipArchiveEntry pickle = archive.Entries.FirstOrDefault(entry => entry.FullName.EndsWith("/data.pkl", StringComparison.Ordinal))
                ?? throw new ImportException("This is no file of PyTorch: the archive has no data.pkl.");
            string folder = pickle.FullName[..^"data.pkl".Length];
            if (archive.GetEntry(folder + "byteorder") is { } order && System.Text.Encoding.ASCII.GetString(Content(order, bytes.Length)) != "little")
                throw new ImportException("The file's numbers are big-endian; little-endian ones are read.");
            var tensors = new TensorMaker(archive, folder, bytes.Length);
            object? root = new Pickle(Content(pickle, bytes.Length), IsAllowed, tensors.Call, tensors.Load).Read();
            return new NamedWeights(Tensors(root), OrderCertainty.Sure);
        }
        catch (InvalidDataException wrong)
        {
            throw new ImportException("This is no file of PyTorch, or a damaged one: it is no zip archive.", wrong);
        }
    }

    /// <summary>Whether the file begins with the old format's magic number, a pickled integer of 10 bytes after the protocol.</summary>
    private static bool IsOld(ReadOnlySpan<byte> bytes) =>
        bytes is [0x80, _, ..] && bytes[2..].StartsWith((ReadOnlySpan<byte>)[0x8a, 0x0a, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19]);

    /// <summary>An entry's bytes. PyTorch stores them as they are, so an entry that is larger than the file is none of its own.</summary>
    private static byte[] Content(ZipArchiveEntry entry, int length)
    {
        if (entry.Length > length || entry.CompressedLength != entry.Length)
            throw new ImportException($"The archive's {entry.FullName} is compressed; PyTorch stores it as it is.");
        var content = new byte[entry.Length];
        using Stream stream = entry.Open();
        stream.ReadExactly(content);
        return content;
    }

    private static bool IsAllowed(PythonName name) => name switch
    {
        (Collections, "OrderedDict") => true,
        (TorchUtils, "_rebuild_tensor_v2" or "_rebuild_parameter") => true,
        (Torch, var storage) => _storages.ContainsKey(storage),
        _ => false,
    };

    private static List<StateTensor> Tensors(object? root)
    {
        if (root is not PythonDictionary dictionary) throw new ImportException("The file holds no dictionary; save model.state_dict().");
        foreach (string key in (string[])["state_dict", "model_state_dict", "model"])
        {
            if (dictionary.Find(key) is PythonDictionary inner) return Tensors(inner);
        }
        var tensors = new List<StateTensor>();
        foreach ((object? key, object? value) in dictionary.Items)
        {
            if (key is not string name || value is not StateTensor tensor)
                throw new ImportException($"The dictionary's \"{TextOf.Shown($"{key}")}\" is no tensor; a state dictionary has nothing else.");
            tensors.Add(new StateTensor(name, tensor.Shape, [.. tensor.Values]));
        }
        return tensors;
    }

    /// <summary>A block of numbers in the archive.</summary>
    private sealed record Storage(string Type, byte[] Bytes);

    /// <summary>Makes tensors of what the pickle says.</summary>
    private sealed class TensorMaker(ZipArchive archive, string folder, int fileLength)
    {
        private readonly Dictionary<string, Storage> _loaded = new(StringComparer.Ordinal);
        private long _numbers;

        /// <summary>("storage", its type, its name, "cpu", how many numbers).</summary>
        public Storage Load(object? id)
        {
            if (id is not object?[] parts || parts is not ["storage", PythonName type, string key, ..] || !_storages.TryGetValue(type.Name, out string? name))
                throw Unknown("a reference");
            if (_loaded.TryGetValue(key, out Storage? known)) return known;
            ZipArchiveEntry entry = archive.GetEntry($"{folder}data/{key}") ?? throw new ImportException($"The archive has no data/{key}.");
            return _loaded[key] = new Storage(name, Content(entry, fileLength));
        }

        public object? Call(PythonName function, object?[] arguments) => (function.Name, arguments) switch
        {
            ("OrderedDict", []) => new PythonDictionary(),
            ("_rebuild_parameter", [StateTensor tensor, ..]) => tensor,
            ("_rebuild_tensor_v2", [Storage storage, long offset, object?[] shape, object?[] strides, ..]) => Tensor(storage, offset, shape, strides),
            _ => throw Unknown($"a call of {function}"),
        };

        /// <summary>A tensor is a view of its storage: element (i, j) stands at offset + i · stride₀ + j · stride₁.</summary>
        private StateTensor Tensor(Storage storage, long offset, object?[] shape, object?[] strides)
        {
            int size = StateTensor.SizeOf(storage.Type);
            bool isShape = shape.Length == strides.Length && shape.Length <= MostDimensions
                && shape.All(part => part is long and >= 0 and <= int.MaxValue) && strides.All(part => part is long and >= 0);
            if (!isShape) throw Unknown("a tensor's shape");
            int[] lengths = [.. shape.Select(part => (int)(long)part!)];
            long[] steps = [.. strides.Select(part => (long)part!)];
            double count = lengths.Aggregate(1.0, (all, length) => all * length);
            if (count * size > storage.Bytes.Length) throw new ImportException("A tensor has more numbers than stand in the archive.");
            _numbers += (long)count;
            if (_numbers > fileLength) throw new ImportException("The tensors use the archive's numbers again and again.");
            var values = new double[(int)count];
            var place = new int[lengths.Length];
            for (int i = 0; i < values.Length; i++)
            {
                decimal at = offset;
                for (int d = 0; d < place.Length; d++) at += (decimal)place[d] * steps[d];
                if (at < 0 || (at + 1) * size > storage.Bytes.Length) throw new ImportException("A tensor reaches beyond its numbers in the archive.");
                values[i] = StateTensor.Number(storage.Type, storage.Bytes.AsSpan((int)at * size, size));
                for (int d = place.Length - 1; d >= 0 && ++place[d] == lengths[d]; d--) place[d] = 0;
            }
            return new StateTensor("", lengths, values);
        }

        private static ImportException Unknown(string what) => new($"The pickle has {what} of a form that state dictionaries do not have.");
    }
}
