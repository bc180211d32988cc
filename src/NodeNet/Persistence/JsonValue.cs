using System.Globalization;
using System.Text;
using System.Text.Json;
using NodeNet.Foundation;

namespace NodeNet.Persistence;

/// <summary>One value of a <see cref="JsonText"/>, and where it stands. Each method reads it as what it must be, or throws a <see cref="ModelFileException"/>
/// that names its line and path.</summary>
internal sealed class JsonValue
{
    private readonly JsonText _text;
    private readonly JsonValue? _parent;
    private readonly string? _name; // of a member; null for an item of a list
    private readonly int _index;
    private readonly int _offset;

    internal JsonValue(JsonText text, JsonValue? parent, string? name, int index, int offset)
    {
        _text = text;
        _parent = parent;
        _name = name;
        _index = index;
        _offset = offset;
    }

    /// <summary>"$.network.layers[1].biases".</summary>
    public string Path
    {
        get
        {
            if (_parent is null) return "$";
            return _name is null ? string.Create(CultureInfo.InvariantCulture, $"{_parent.Path}[{_index}]") : $"{_parent.Path}.{_name}";
        }
    }

    public bool IsNull => Reader().TokenType == JsonTokenType.Null;

    /// <summary>An object: its members, each at most once, and none but those named.</summary>
    public JsonMembers Members(params ReadOnlySpan<string> names)
    {
        Utf8JsonReader reader = Reader(JsonTokenType.StartObject, "an object");
        var values = new JsonValue?[names.Length];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            string name = TextOf(ref reader);
            int known = names.IndexOf(name);
            if (known < 0) throw At(ref reader, $"There is no member \"{MessageText.Shown(name)}\" here; there are {MessageText.List([.. names], most: 40)}.");
            if (values[known] is not null) throw At(ref reader, $"The member \"{name}\" is here twice.");
            reader.Read();
            values[known] = new JsonValue(_text, this, name, 0, OffsetIn(ref reader));
            reader.Skip();
        }
        return new JsonMembers(this, [.. names], values);
    }

    /// <summary>One member of an object, whatever others there are.</summary>
    public JsonValue Member(string name) => FindMember(name) ?? throw Trouble($"The member \"{name}\" is missing.");

    /// <summary>One member of an object, or null if it has none of that name.</summary>
    public JsonValue? FindMember(string name)
    {
        Utf8JsonReader reader = Reader(JsonTokenType.StartObject, "an object");
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            bool isIt = TextOf(ref reader) == name;
            reader.Read();
            if (isIt) return new JsonValue(_text, this, name, 0, OffsetIn(ref reader));
            reader.Skip();
        }
        return null;
    }

    /// <summary>A list of so many values, as objects, lists or text. For many numbers <see cref="Numbers"/> is cheaper.</summary>
    /// <param name="least">How many there are at least.</param>
    /// <param name="most">How many there are at most. Reading stops there, so a list may be longer than memory holds.</param>
    /// <param name="why">What decides the number: "one for each node of hidden 1".</param>
    public IReadOnlyList<JsonValue> Items(int least, int most, string why)
    {
        Utf8JsonReader reader = Reader(JsonTokenType.StartArray, "a list");
        var items = new List<JsonValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (items.Count == most) throw WrongCount($"more than {MessageText.Count(most, "item")}", least, most, why);
            items.Add(new JsonValue(_text, this, null, items.Count, OffsetIn(ref reader)));
            reader.Skip();
        }
        if (items.Count < least) throw WrongCount(MessageText.Count(items.Count, "item"), least, most, why);
        return items;
    }

    /// <summary>A list of exactly so many numbers.</summary>
    /// <param name="count">How many.</param>
    /// <param name="why">What decides that: "one for each node of hidden 1".</param>
    /// <param name="orNull">Whether null may stand for a number; it reads as NaN, which no number in a file can be.</param>
    public double[] Numbers(int count, string why, bool orNull = false)
    {
        Utf8JsonReader reader = Reader(JsonTokenType.StartArray, "a list of numbers");
        // A number and its comma are two bytes or more: what cannot be there is not given room.
        var numbers = new double[Math.Min(count, (_text.Length - _offset) / 2)];
        int filled = 0;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (filled == count) throw WrongCount($"more than {MessageText.Count(count, "number")}", count, count, why);
            numbers[filled] = reader.TokenType == JsonTokenType.Null && orNull ? double.NaN : NumberOf(ref reader, filled, orNull);
            filled++;
        }
        return filled == count ? numbers : throw WrongCount(MessageText.Count(filled, "number"), count, count, why);
    }

    /// <summary>A finite number that a double can hold: not one that is too large for it or, without being 0, too small.</summary>
    public double Number()
    {
        Utf8JsonReader reader = Reader();
        return NumberOf(ref reader, null, orNull: false);
    }

    /// <summary>A whole number, written without point and exponent.</summary>
    public int Int32(int least, int most) => (int)Int64(least, most);

    /// <inheritdoc cref="Int32"/>
    public long Int64(long least = long.MinValue, long most = long.MaxValue)
    {
        Utf8JsonReader reader = Reader();
        if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt64(out long value) && value >= least && value <= most) return value;
        throw Wrong(ref reader, string.Create(CultureInfo.InvariantCulture, $"a whole number from {least} to {most}"));
    }

    /// <summary>A name or label: text within <see cref="ModelFileLimits.MaximumTextLength"/>.</summary>
    public string Text(ModelFileLimits limits) => Text(limits.MaximumTextLength, $" ({nameof(ModelFileLimits)}.{nameof(ModelFileLimits.MaximumTextLength)})");

    /// <summary>Text of at most so many UTF-16 characters.</summary>
    public string Text(int mostLength, string nameOfLimit = "")
    {
        Utf8JsonReader reader = Reader();
        if (reader.TokenType != JsonTokenType.String) throw Wrong(ref reader, "text");
        if (reader.ValueSpan.Length <= 6L * mostLength) // "\u00e4" is the longest way to write a character
        {
            string text = TextOf(ref reader);
            if (text.Length <= mostLength) return text;
        }
        throw Trouble($"The text is longer than the limit of {MessageText.Count(mostLength, "character")}{nameOfLimit}.");
    }

    public ModelFileException Trouble(string trouble, Exception? cause = null) => _text.Trouble(_offset, Path, trouble, cause);

    /// <summary>A problem with one item of this list of numbers or text.</summary>
    public ModelFileException TroubleAt(int item, string trouble)
    {
        Utf8JsonReader reader = Reader();
        reader.Read();
        for (int i = 0; i < item; i++)
        {
            reader.Skip();
            reader.Read();
        }
        return _text.Trouble(OffsetIn(ref reader), ItemPath(item), trouble);
    }

    internal static ReadOnlySpan<byte> Shortened(ReadOnlySpan<byte> text) => text.Length <= MessageText.MostShown ? text : text[..MessageText.MostShown];

    private Utf8JsonReader Reader()
    {
        Utf8JsonReader reader = _text.ReaderAt(_offset);
        reader.Read();
        return reader;
    }

    private Utf8JsonReader Reader(JsonTokenType expected, string what)
    {
        Utf8JsonReader reader = Reader();
        return reader.TokenType == expected ? reader : throw Wrong(ref reader, what);
    }

    private int OffsetIn(ref Utf8JsonReader reader) => _offset + (int)reader.TokenStartIndex;

    private string ItemPath(int? item) => item is null ? Path : string.Create(CultureInfo.InvariantCulture, $"{Path}[{item}]");

    private double NumberOf(ref Utf8JsonReader reader, int? item, bool orNull)
    {
        if (reader.TokenType != JsonTokenType.Number) throw Wrong(ref reader, orNull ? "a number or null" : "a number", item);
        double number = reader.GetDouble();
        // 1e400 is not infinity, and 1e-400 is not 0.
        if (!double.IsFinite(number) || (number == 0.0 && HasDigitAboveZero(reader.ValueSpan)))
        {
            throw Wrong(ref reader, "a number that a double can hold", item);
        }
        return number;
    }

    private static bool HasDigitAboveZero(ReadOnlySpan<byte> number)
    {
        int exponent = number.IndexOfAny((byte)'e', (byte)'E');
        return (exponent < 0 ? number : number[..exponent]).ContainsAnyInRange((byte)'1', (byte)'9');
    }

    private string TextOf(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException broken)
        {
            throw _text.Trouble(OffsetIn(ref reader), Path, "The text holds one half of a pair of surrogates, which is no character.", broken);
        }
    }

    private ModelFileException At(ref Utf8JsonReader reader, string trouble) => _text.Trouble(OffsetIn(ref reader), Path, trouble);

    private ModelFileException Wrong(ref Utf8JsonReader reader, string expected, int? item = null)
    {
        string found = reader.TokenType switch
        {
            JsonTokenType.StartObject => "an object",
            JsonTokenType.StartArray => "a list",
            JsonTokenType.String => "the text \"" + MessageText.Shown(Encoding.UTF8.GetString(Shortened(reader.ValueSpan))) + "\"",
            JsonTokenType.Number => Encoding.UTF8.GetString(Shortened(reader.ValueSpan)),
            JsonTokenType.True => "true",
            JsonTokenType.False => "false",
            _ => "null",
        };
        return _text.Trouble(OffsetIn(ref reader), ItemPath(item), $"This is {found}; it must be {expected}.");
    }

    private ModelFileException WrongCount(string found, int least, int most, string why)
    {
        string right = string.Create(CultureInfo.InvariantCulture, $"{(least == most ? "" : least == 0 ? "at most " : $"{least} to ")}{most}");
        return Trouble($"There {(found.StartsWith("1 ", StringComparison.Ordinal) ? "is" : "are")} {found}; there must be {right}, {why}.");
    }
}
