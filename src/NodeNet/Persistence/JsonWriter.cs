using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using NodeNet.Foundation;

namespace NodeNet.Persistence;

/// <summary>Writes JSON to be read by people and compared line by line: a member a line, but a list of numbers, of text or of nulls on one line.</summary>
/// <remarks>Every double is written in the shortest form that reads back to the same bits, −0 too; the same in every culture; lines end with \n.</remarks>
internal sealed class JsonWriter : IDisposable
{
    private const int FlushAbove = 1 << 16;

    private static readonly JsonWriterOptions _options = new()
    {
        Indented = true,
        IndentSize = 2,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // "δ" and "ü" stay readable; the file is not put into HTML
        MaxDepth = JsonText.MostDepth,
    };

    private readonly Utf8JsonWriter _json;
    private readonly Stream _stream;
    private readonly List<byte> _line = [];

    private readonly ModelFileLimits? _limits;
    private ContentDigest _digest;

    /// <param name="stream">Where to.</param>
    /// <param name="limits">What a reader takes; null where that is not asked.</param>
    public JsonWriter(Stream stream, ModelFileLimits? limits = null)
    {
        _stream = stream;
        _limits = limits;
        _json = new Utf8JsonWriter(stream, _options);
    }

    public void BeginObject()
    {
        _digest.BeginObject();
        _json.WriteStartObject();
    }

    public void BeginObject(string name)
    {
        Name(name);
        BeginObject();
    }

    public void EndObject()
    {
        _digest.EndObject();
        _json.WriteEndObject();
        FlushIfMuch();
    }

    public void BeginList(string name)
    {
        Name(name);
        _digest.BeginList();
        _json.WriteStartArray();
    }

    public void EndList()
    {
        _digest.EndList();
        _json.WriteEndArray();
    }

    public void Name(string name)
    {
        _digest.AddName(name);
        _json.WritePropertyName(name);
    }

    public void Write(string name, string text)
    {
        Name(name);
        _digest.AddText(Checked(text));
        _json.WriteStringValue(text);
    }

    public void Write(string name, long number)
    {
        Name(name);
        _digest.AddNumber(number);
        _json.WriteNumberValue(number);
    }

    public void Write(string name, double number)
    {
        Name(name);
        _digest.AddNumber(Checked(number));
        _json.WriteNumberValue(number);
    }

    public void WriteNull(string name)
    {
        Name(name);
        _digest.AddNull();
        _json.WriteNullValue();
    }

    /// <summary>The checksum of all that the whole object holds besides it: its last member.</summary>
    public void WriteChecksum(string name)
    {
        ContentDigest whole = _digest;
        whole.EndObject();
        _json.WriteString(name, Digest.Text(whole.Value));
    }

    /// <summary>A member that is a list of numbers, on one line; NaN becomes null, as <see cref="JsonValue.Numbers"/> reads it where the caller
    /// allows.</summary>
    public void WriteNumbers(string name, ReadOnlySpan<double> numbers)
    {
        Name(name);
        BeginLine(isItem: false);
        Append(numbers);
        EndLine();
    }

    /// <summary>An item of a list that is itself a list of numbers, on a line of its own.</summary>
    public void WriteNumbers(ReadOnlySpan<double> numbers)
    {
        BeginLine(isItem: true);
        Append(numbers);
        EndLine();
    }

    /// <summary>A member that is a list of text, on one line; null stays null.</summary>
    public void WriteTexts(string name, IEnumerable<string?> texts)
    {
        Name(name);
        BeginLine(isItem: false);
        Append(texts);
        EndLine();
    }

    /// <summary>An item of a list that is itself a list of text, on a line of its own.</summary>
    public void WriteTexts(IEnumerable<string?> texts)
    {
        BeginLine(isItem: true);
        Append(texts);
        EndLine();
    }

    /// <summary>Writes what is left, and an end of line. The stream stays open.</summary>
    public void End()
    {
        CheckLength();
        _json.Flush();
        _stream.WriteByte((byte)'\n');
    }

    /// <summary>Writes nothing: where <see cref="End"/> was not reached, something has gone wrong, and that is to surface and not what follows from
    /// it.</summary>
    public void Dispose()
    {
        _json.Reset(Stream.Null);
        _json.Dispose();
    }

    private void Append(IEnumerable<string?> texts)
    {
        bool isFirst = true;
        foreach (string? text in texts)
        {
            if (!isFirst) _line.AddRange(", "u8);
            isFirst = false;
            if (text is null)
            {
                _digest.AddNull();
                _line.AddRange("null"u8);
                continue;
            }
            _line.Add((byte)'"');
            _digest.AddText(Checked(text));
            _line.AddRange(JsonEncodedText.Encode(text, _options.Encoder).EncodedUtf8Bytes);
            _line.Add((byte)'"');
        }
    }

    private static double Checked(double number) =>
        double.IsFinite(number) ? number : throw new InvalidOperationException($"{MessageText.Exact(number)} cannot be saved; only finite numbers can.");

    /// <summary>Half a pair of surrogates would silently become another character, and a longer text would be refused by a reader.</summary>
    private string Checked(string text)
    {
        if (_limits is not null && text.Length > _limits.MaximumTextLength)
        {
            throw _limits.Beyond(
                $"\"{MessageText.Shown(text)}\"", text.Length, "character", _limits.MaximumTextLength, nameof(ModelFileLimits.MaximumTextLength));
        }
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i])) continue;
            if (!(i + 1 < text.Length && char.IsSurrogatePair(text[i], text[i + 1])))
            {
                throw new InvalidOperationException(
                    $"\"{MessageText.Shown(text)}\" cannot be saved: it holds one half of a pair of surrogates, which is no character.");
            }

            i++;
        }
        return text;
    }

    private void Append(ReadOnlySpan<double> numbers)
    {
        Span<byte> digits = stackalloc byte[32];
        for (int i = 0; i < numbers.Length; i++)
        {
            if (i > 0) _line.AddRange(", "u8);
            if (double.IsNaN(numbers[i]))
            {
                _digest.AddNull();
                _line.AddRange("null"u8);
                continue;
            }
            _digest.AddNumber(Checked(numbers[i]));
            numbers[i].TryFormat(digits, out int length, "R", CultureInfo.InvariantCulture);
            _line.AddRange(digits[..length]);
        }
    }

    /// <summary>A list is put together here and handed on as it is: Utf8JsonWriter would put each number on a line of its own, and an item that is handed on so
    /// on no new line.</summary>
    private void BeginLine(bool isItem)
    {
        _digest.BeginList();
        _line.Clear();
        if (isItem)
        {
            _line.Add((byte)'\n');
            for (int i = 0; i < _json.CurrentDepth * _options.IndentSize; i++)
                _line.Add((byte)' ');
        }
        _line.Add((byte)'[');
    }

    private void EndLine()
    {
        _digest.EndList();
        _line.Add((byte)']');
        _json.WriteRawValue(CollectionsMarshal.AsSpan(_line), skipInputValidation: true);
        FlushIfMuch();
    }

    private void FlushIfMuch()
    {
        if (_json.BytesPending <= FlushAbove) return;
        CheckLength();
        _json.Flush();
    }

    private void CheckLength()
    {
        long length = _json.BytesCommitted + _json.BytesPending + 1; // and the end of the last line
        if (_limits is not null && length > _limits.MaximumBytes)
            throw _limits.Beyond("it", length, "byte", _limits.MaximumBytes, nameof(ModelFileLimits.MaximumBytes));
    }
}
