using System.Buffers.Binary;
using System.Text;
using NodeNet.Foundation;
using NodeNet.History;
using NodeNet.Persistence;

namespace NodeNet.Training;

/// <summary>Checkpoint files, as docs/checkpoint-format.md describes them.</summary>
internal static class CheckpointFile
{
    public const string Format = "NodeNet checkpoint";
    public const int Version = 1;

    private const string NoChecksum = "0000000000000000";
    private const int ChunkLength = 1 << 16; // how many numbers share a text: a JSON reader need not hold all at once
    private const int MostText = 1 << 24;
    private const int HistoryWidth = 7;

    private static readonly byte[] _tail = "\"\n}\n"u8.ToArray();
    private static readonly string[] _members = [FileHeader.Format, FileHeader.Version, "setUp", "learningRate", "steps", "random", "history", "parameters", "before", "best", "memory", "checksum"];
    private static readonly string[] _randomNames = ["s0", "s1", "s2", "s3"];

    /// <summary>Saves a run, whole or not at all.</summary>
    /// <exception cref="IOException">The file cannot be written; an old one stays.</exception>
    /// <exception cref="UnauthorizedAccessException">The file or its folder may not be written.</exception>
    public static void Write(string path, Network network, RunSetUp setUp, TrainingState state)
    {
        using var content = new MemoryStream();
        using (var json = new JsonWriter(content))
        {
            Write(json, network, setUp, state);
            json.End();
        }

        Span<byte> bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        int end = bytes.Length - _tail.Length - NoChecksum.Length;
        Encoding.ASCII.GetBytes(Digest.Text(Digest.Of(bytes[..end])), bytes[end..]);
        AtomicFile.Write(path, file => file.Write(content.GetBuffer(), 0, (int)content.Length));
    }

    /// <summary>Reads a run.</summary>
    /// <param name="path">The file.</param>
    /// <param name="network">The network that is to go on; it stays as it is.</param>
    /// <param name="setUp">What the run must have been set up as.</param>
    /// <param name="memoryLength">How many numbers the optimizer remembers for each parameter.</param>
    /// <exception cref="ModelFileException">The content is damaged or no checkpoint.</exception>
    /// <exception cref="InvalidOperationException">The set-up differs; the message says in what.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static TrainingState Read(string path, Network network, RunSetUp setUp, int memoryLength)
    {
        byte[] content = File.ReadAllBytes(path);
        CheckWhole(content, path);
        JsonText text = JsonText.Parse(content, path);
        FileHeader.Check(text.Root, Format, Version);
        JsonMembers root = text.Root.Members(_members);
        CheckSetUp(root["setUp"], setUp, path);

        var state = new TrainingState
        {
            History = History(root["history"]),
            Before = Parameters(root["before"], network),
            Parameters = Parameters(root["parameters"], network),
            Best = root["best"].IsNull ? null : Parameters(root["best"], network),
            LearningRate = root["learningRate"].Number(),
            Steps = root["steps"].Int64(0),
            Random = Random(root["random"]),
            Memory = [.. root["memory"].Items(memoryLength, memoryLength, "as many numbers as the optimizer remembers for a parameter").Select(plane => Vector(plane, network))],
        };
        if (state.LearningRate < 0.0) throw root["learningRate"].Trouble("This is below 0; a learning rate is 0 or above.");
        return state;
    }

    private static void Write(JsonWriter json, Network network, RunSetUp setUp, TrainingState state)
    {
        json.BeginObject();
        FileHeader.Write(json, Format, Version);
        json.BeginObject("setUp");
        foreach ((string name, string value) in setUp.Items)
            json.Write(name, value);
        json.EndObject();
        json.Write("learningRate", state.LearningRate);
        json.Write("steps", state.Steps);
        json.BeginObject("random");
        (ulong s0, ulong s1, ulong s2, ulong s3) = state.Random;
        foreach ((string name, ulong word) in _randomNames.Zip([s0, s1, s2, s3]))
            json.Write(name, Digest.Text(word));
        json.EndObject();
        json.BeginList("history");
        foreach (EpochReport report in state.History)
        {
            json.WriteNumbers([
                report.LearningRate, report.TrainingLoss, report.TrainingAccuracy ?? double.NaN, report.ValidationLoss ?? double.NaN,
                report.ValidationAccuracy ?? double.NaN, report.Penalty, report.Elapsed.Ticks]);
        }
        json.EndList();
        json.WriteTexts("parameters", Texts(network, state.Parameters));
        json.WriteTexts("before", Texts(network, state.Before));
        if (state.Best is { } best) json.WriteTexts("best", Texts(network, best));
        else json.WriteNull("best");
        json.BeginList("memory");
        foreach (double[] plane in state.Memory)
            json.WriteTexts(Texts(network, plane));
        json.EndList();
        json.Write("checksum", NoChecksum);
        json.EndObject();
    }

    private static void CheckWhole(ReadOnlySpan<byte> content, string path)
    {
        int end = content.Length - _tail.Length - NoChecksum.Length;
        if (end < 0 || !content.EndsWith(_tail) || !content.Slice(end, NoChecksum.Length).SequenceEqual(Encoding.ASCII.GetBytes(Digest.Text(Digest.Of(content[..end])))))
            throw new ModelFileException(path, 1 + content.Count((byte)'\n'), "$", "The checksum at the end is not that of the content: this is no checkpoint, or it was cut off or damaged.");
    }

    private static void CheckSetUp(JsonValue saved, RunSetUp setUp, string path)
    {
        string[] names = setUp.Names;
        JsonMembers members = saved.Members(names);
        if (setUp.Difference([.. names.Select(name => members[name].Text(MostText))]) is { } difference)
            throw new InvalidOperationException($"The checkpoint {path} is of another training: {difference}.");
    }

    private static TrainingHistory History(JsonValue list)
    {
        var history = new TrainingHistory();
        foreach (JsonValue item in list.Items(0, int.MaxValue, "one for each epoch"))
        {
            double[] numbers = item.Numbers(HistoryWidth, "the numbers of an epoch", orNull: true);
            if (double.IsNaN(numbers[0]) || double.IsNaN(numbers[1]) || double.IsNaN(numbers[5]) || !(numbers[6] >= 0.0 && numbers[6] < 1L << 53))
                throw item.Trouble("The rate, the training loss, the penalty and the time (in ticks, 0 or above) of an epoch must be numbers.");
            history.Add(new EpochReport
            {
                Epoch = history.Count + 1,
                LearningRate = numbers[0],
                TrainingLoss = numbers[1],
                TrainingAccuracy = OrNull(numbers[2]),
                ValidationLoss = OrNull(numbers[3]),
                ValidationAccuracy = OrNull(numbers[4]),
                Penalty = numbers[5],
                Elapsed = TimeSpan.FromTicks((long)numbers[6]),
            });
        }
        return history;

        static double? OrNull(double number) => double.IsNaN(number) ? null : number;
    }

    private static RandomState Random(JsonValue saved)
    {
        JsonMembers members = saved.Members(_randomNames);
        ulong[] words = [.. _randomNames.Select(name => Word(members[name]))];
        var state = new RandomState(words[0], words[1], words[2], words[3]);
        return state != default ? state : throw saved.Trouble("All four words are 0; at least one must not be.");
    }

    private static ulong Word(JsonValue saved) =>
        ulong.TryParse(saved.Text(NoChecksum.Length), System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture, out ulong word)
            ? word : throw saved.Trouble("This must be 16 hexadecimal digits.");

    /// <summary>Weights and biases: finite, and 0 where there is none.</summary>
    private static double[] Parameters(JsonValue saved, Network network)
    {
        double[] parameters = Vector(saved, network);
        int odd = Array.FindIndex(parameters, value => !double.IsFinite(value));
        if (odd >= 0) throw saved.Trouble($"{network.NameOfParameter(odd)} is {Naming.Exact(parameters[odd])}; a weight or bias must be finite.");
        for (int p = 0; p < parameters.Length; p++)
        {
            if (!network.Exists(p)) parameters[p] = 0.0;
        }
        return parameters;
    }

    /// <summary>One number a parameter as texts in base64: in the order of the rows, without padding, each number as its 8 bytes, the lowest first.</summary>
    private static IEnumerable<string> Texts(Network network, double[] numbers)
    {
        var bytes = new byte[ChunkLength * sizeof(double)];
        int filled = 0;
        foreach (ParameterRow row in network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++)
            {
                // Numbers from before a block of connections was added end before it.
                BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(filled), p < numbers.Length ? numbers[p] : 0.0);
                filled += sizeof(double);
                if (filled < bytes.Length) continue;
                yield return Convert.ToBase64String(bytes);
                filled = 0;
            }
        }
        if (filled > 0) yield return Convert.ToBase64String(bytes.AsSpan(0, filled));
    }

    private static double[] Vector(JsonValue saved, Network network)
    {
        int count = network.ParameterRows.Sum(row => row.Count);
        int chunks = (count + ChunkLength - 1) / ChunkLength;
        IReadOnlyList<JsonValue> texts = saved.Items(chunks, chunks, $"the numbers of the network's {Naming.Count(count, "parameter")}, {ChunkLength} to a text");
        var numbers = new double[network.Parameters.Length];
        byte[] bytes = [];
        int at = 0;
        int read = 0;
        foreach (ParameterRow row in network.ParameterRows)
        {
            for (int p = row.Start; p < row.End; p++, read++, at += sizeof(double))
            {
                if (read % ChunkLength == 0)
                {
                    bytes = Bytes(texts[read / ChunkLength], sizeof(double) * Math.Min(ChunkLength, count - read));
                    at = 0;
                }
                numbers[p] = BinaryPrimitives.ReadDoubleLittleEndian(bytes.AsSpan(at));
            }
        }
        return numbers;
    }

    private static byte[] Bytes(JsonValue text, int length)
    {
        var bytes = new byte[length + 1]; // one more, to notice a text that is too long
        bool isBase64 = Convert.TryFromBase64String(text.Text((length + 2) / 3 * 4), bytes, out int written);
        return isBase64 && written == length ? bytes : throw text.Trouble($"This must be {Naming.Count(length, "byte")} in base64.");
    }
}
