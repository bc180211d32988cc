using System.Text;
using NodeNet.Foundation;
using NodeNet.Persistence;

namespace NodeNet.Training;

/// <summary>What a checkpoint starts with: text in JSON that says what the numbers behind it are, and the digest of that text on a line of its own.</summary>
internal sealed class CheckpointHead
{
    public const string Format = "NodeNet checkpoint";
    public const int Version = 1;

    private const int MostBytes = 1 << 20;
    private const int DigitsOfDigest = 16;
    private const int MostText = RunFingerprint.MostText;
    private const int MostArithmetics = 100;

    private static readonly string[] _members =
        [FileHeader.Format, FileHeader.Version, "setUp", "arithmetic", "learningRate", "steps", "random", "history", "parameters", "best",
            "memory", "stepsByParameter"];

    private readonly JsonMembers _root;

    private CheckpointHead(JsonMembers root, ulong digest, long lines)
    {
        _root = root;
        Digest = digest;
        Lines = lines;
    }

    public static string[] RandomNames { get; } = ["s0", "s1", "s2", "s3"];

    /// <summary>The digest of the text.</summary>
    public ulong Digest { get; }

    /// <summary>How many lines there are before the numbers.</summary>
    public long Lines { get; }

    public JsonValue this[string name] => _root[name];

    public JsonValue? Find(string name) => _root.Find(name);

    /// <summary>How many numbers a file holds for each parameter's one: rows without padding, what is missing included.</summary>
    public static long CountOf(Network network) => network.ParameterRows.Sum(row => (long)row.Count);

    public static byte[] ChecksumLine(ulong digest) => Encoding.ASCII.GetBytes(Persistence.Digest.Text(digest) + "\n");

    /// <summary>Reads the head from a stream, and leaves the stream at its end.</summary>
    /// <exception cref="ModelFileException">This is no checkpoint, or its head is damaged.</exception>
    public static CheckpointHead Read(Stream stream, string? file)
    {
        byte[] text = TextOf(stream, file, out long lines);
        Span<byte> line = stackalloc byte[DigitsOfDigest + 1];
        stream.ReadAtLeast(line, line.Length, throwOnEndOfStream: false);
        ulong digest = Persistence.Digest.Of(text);
        JsonText json = JsonText.Parse(text, file);
        FileHeader.Check(json.Root, Format, Version); // before the checksum: a file of another format or version is not damaged
        if (!line.SequenceEqual(ChecksumLine(digest)))
            throw new ModelFileException(file, lines + 1, "$", "The checksum is not that of the lines before it: the checkpoint was cut off or damaged.");
        return new CheckpointHead(json.Root.Members(_members), digest, lines + 1);
    }

    /// <summary>Compares the saved set-up with what the run is now.</summary>
    /// <exception cref="InvalidOperationException">They differ; the message says in what.</exception>
    public void CheckSetUp(RunFingerprint setUp, string checkpoint)
    {
        string[] names = setUp.Names;
        JsonMembers members = this["setUp"].Members(names);
        if (setUp.Difference([.. names.Select(Saved)]) is { } difference)
            throw new InvalidOperationException($"{checkpoint} is of another training: {difference}.");

        string Saved(string name) =>
            RunFingerprint.MayBeMissing(name) && members.Find(name) is null ? RunFingerprint.None : members[name].Text(MostText);
    }

    public List<string> Arithmetics() =>
        [.. this["arithmetic"].Items(1, MostArithmetics, "the loops and machines that the run has had").Select(item => item.Text(MostText))];

    public RandomState Random()
    {
        JsonMembers members = this["random"].Members(RandomNames);
        ulong[] words = [.. RandomNames.Select(name => Word(members[name]))];
        var state = new RandomState(words[0], words[1], words[2], words[3]);
        return state != default ? state : throw this["random"].Trouble("All four words are 0; at least one must not be.");
    }

    private static ulong Word(JsonValue saved)
    {
        string text = saved.Text(DigitsOfDigest);
        return text.Length == DigitsOfDigest && text.All(char.IsAsciiHexDigitLower)
            ? ulong.Parse(text, System.Globalization.NumberStyles.AllowHexSpecifier, System.Globalization.CultureInfo.InvariantCulture)
            : throw saved.Trouble($"This must be {DigitsOfDigest} hexadecimal digits in lower case.");
    }

    /// <summary>The text, up to the first line that is a single }, and nothing of what follows.</summary>
    private static byte[] TextOf(Stream stream, string? file, out long lines)
    {
        using var text = new MemoryStream();
        lines = 0;
        int last = '\n'; // the two characters before
        int beforeLast = 0;
        for (int next = stream.ReadByte(); next >= 0; next = stream.ReadByte())
        {
            text.WriteByte((byte)next);
            if (next == '\n') lines++;
            if (next == '\n' && last == '}' && beforeLast == '\n') return text.ToArray();
            if (text.Length == MostBytes) break;
            (beforeLast, last) = (last, next);
        }
        throw new ModelFileException(
            file, 1 + lines, "$", $"This is no checkpoint, or it was cut off or damaged: its head, of at most {MostBytes} bytes, has no end.");
    }
}
