using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using NodeNet.Foundation;

namespace NodeNet.Persistence;

/// <summary>The content of a JSON file, checked as a whole: UTF-8, well formed, not nested too deeply. What it means is read from <see cref="Root"/>, value by
/// value.</summary>
/// <remarks>
/// <para>Nothing is built from the content but what a caller asks for, and a caller asks for a value only after its limits are checked, so a file takes little
/// more memory than its own size.</para>
/// <para>A byte order mark of UTF-8 at the start is passed over. There are no comments and no commas at the end of a list.</para>
/// </remarks>
internal sealed class JsonText
{
    /// <summary>How deep lists and objects may stand in each other.</summary>
    public const int MostDepth = 32;

    private const int FirstChunk = 1 << 16;

    private static readonly JsonReaderOptions _strict = new() { MaxDepth = MostDepth };

    private readonly ReadOnlyMemory<byte> _content;
    private readonly string? _file;

    private JsonText(ReadOnlyMemory<byte> content, string? file)
    {
        _content = content.Span.StartsWith("\uFEFF"u8) ? content[3..] : content;
        _file = file;
    }

    /// <summary>The value that the whole content is.</summary>
    public JsonValue Root { get; private set; } = null!;

    /// <summary>How many bytes there are.</summary>
    public int Length => _content.Length;

    /// <summary>Reads a file.</summary>
    /// <exception cref="ModelFileException">The file is larger than the limit or is not JSON.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static JsonText Read(string path, long maximumBytes)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete); // a save may replace it meanwhile
        return Read(stream, maximumBytes, path);
    }

    /// <summary>Reads a stream from where it stands to its end.</summary>
    /// <exception cref="ModelFileException">The content is larger than the limit or is not JSON.</exception>
    public static JsonText Read(Stream stream, long maximumBytes, string? file = null)
    {
        int limit = (int)Math.Min(maximumBytes, Array.MaxLength);
        if (stream.CanSeek && stream.Length - stream.Position > limit) throw TooLong(file, limit);

        // Memory is taken as content arrives: a stream may state any length.
        var content = new byte[Math.Min(limit, FirstChunk)];
        int filled = 0;
        while (true)
        {
            filled += stream.ReadAtLeast(content.AsSpan(filled), content.Length - filled, throwOnEndOfStream: false);
            if (filled < content.Length) break;
            if (filled == limit)
            {
                if (stream.ReadByte() >= 0) throw TooLong(file, limit);
                break;
            }
            Array.Resize(ref content, (int)Math.Min(limit, 2L * filled));
        }
        return Parse(content.AsMemory(0, filled), file);
    }

    /// <summary>Checks content that is in memory.</summary>
    /// <exception cref="ModelFileException">The content is not JSON.</exception>
    public static JsonText Parse(ReadOnlyMemory<byte> content, string? file = null)
    {
        var text = new JsonText(content, file);
        text.CheckEncoding();
        text.Root = new JsonValue(text, null, null, 0, text.CheckSyntax());
        return text;
    }

    /// <summary>A reader that stands before the value at an offset. It must not read beyond that value.</summary>
    public Utf8JsonReader ReaderAt(int offset) => new(_content.Span[offset..], _strict);

    /// <summary>The digest of all that the text says besides one member of the object that it is.</summary>
    public ulong DigestWithout(string member)
    {
        var digest = default(ContentDigest);
        var reader = new Utf8JsonReader(_content.Span, _strict);
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.StartObject: digest.BeginObject(); break;
                case JsonTokenType.EndObject: digest.EndObject(); break;
                case JsonTokenType.StartArray: digest.BeginList(); break;
                case JsonTokenType.EndArray: digest.EndList(); break;
                case JsonTokenType.PropertyName when reader.CurrentDepth == 1 && reader.ValueTextEquals(member): reader.Skip(); break;
                case JsonTokenType.PropertyName: digest.AddName(BytesOf(ref reader)); break;
                case JsonTokenType.String: digest.AddText(BytesOf(ref reader)); break;
                case JsonTokenType.Number: digest.AddNumber(reader.TryGetDouble(out double number) ? number : double.NaN); break;
                case JsonTokenType.Null: digest.AddNull(); break;
                default: digest.AddTruth(reader.TokenType == JsonTokenType.True); break;
            }
        }
        return digest.Value;
    }

    public ModelFileException Trouble(int offset, string jsonPath, string trouble, Exception? cause = null) =>
        new(_file, 1 + _content.Span[..Math.Min(offset, Length)].Count((byte)'\n'), jsonPath, trouble, cause);

    private static ReadOnlySpan<byte> BytesOf(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped) return reader.ValueSpan;
        var text = new byte[reader.ValueSpan.Length];
        return text.AsSpan(0, reader.CopyString(text));
    }

    private static ModelFileException TooLong(string? file, int limit) =>
        new(
            file, 1, "$",
            $"The content is longer than the limit of {MessageText.Count(limit, "byte")} ({nameof(ModelFileLimits)}.{nameof(ModelFileLimits.MaximumBytes)}).");

    private void CheckEncoding()
    {
        if (Utf8.IsValid(_content.Span)) return;
        int offset = 0;
        while (Rune.DecodeFromUtf8(_content.Span[offset..], out _, out int consumed) == System.Buffers.OperationStatus.Done)
            offset += consumed;
        throw Trouble(offset, "$", $"Byte {offset} is not UTF-8.");
    }

    /// <summary>Reads the whole content once.</summary>
    /// <returns>Where its value starts.</returns>
    private int CheckSyntax()
    {
        if (!_content.Span.ContainsAnyExcept(" \t\r\n"u8)) throw Trouble(Length, "$", "This is not JSON: the content is empty.");
        var reader = new Utf8JsonReader(_content.Span, _strict);
        var trail = new JsonTrail();
        int start = -1;
        try
        {
            while (reader.Read())
            {
                if (start < 0) start = (int)reader.TokenStartIndex;
                trail.Pass(ref reader);
            }
        }
        catch (JsonException broken)
        {
            throw Trouble((int)reader.BytesConsumed, trail.Path(_content.Span), $"This is not JSON: {Explanation(broken.Message)}", broken);
        }
        return start;
    }

    /// <summary>What the reader says, without the place, which is said here, and with little of a text that it quotes: that may be all the rest of the
    /// file.</summary>
    private static string Explanation(string message)
    {
        int place = message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        string whole = place < 0 ? message : message[..place];
        int quoted = whole.LastIndexOf("' is ", StringComparison.Ordinal);
        return quoted < 0 ? whole : MessageText.Shown(whole[..quoted]) + whole[quoted..];
    }
}
