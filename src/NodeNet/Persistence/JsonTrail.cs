using System.Globalization;
using System.Text;
using System.Text.Json;

namespace NodeNet.Persistence;

/// <summary>Follows a reader through a JSON text, so that broken syntax can be placed by its path too.</summary>
internal sealed class JsonTrail
{
    // A list or object that is open: where the name of the member at hand starts and how long it is, or the number of the item at hand.
    private readonly (bool IsList, int Index, int NameStart, int NameLength)[] _open = new (bool, int, int, int)[JsonText.MostDepth];
    private int _depth;

    public void Pass(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                NextItem();
                _open[_depth++] = (reader.TokenType == JsonTokenType.StartArray, -1, 0, 0);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _depth--;
                break;
            case JsonTokenType.PropertyName:
                _open[_depth - 1] = (false, 0, (int)reader.TokenStartIndex + 1, reader.ValueSpan.Length);
                break;
            default:
                NextItem();
                break;
        }
    }

    /// <summary>The path of the member or item that was passed last, whole or as far as it goes.</summary>
    public string Path(ReadOnlySpan<byte> content)
    {
        var path = new StringBuilder("$");
        for (int i = 0; i < _depth; i++)
        {
            (bool isList, int index, int start, int length) = _open[i];
            if (isList && index >= 0) path.Append(CultureInfo.InvariantCulture, $"[{index}]");
            else if (!isList && length > 0) path.Append('.').Append(Encoding.UTF8.GetString(JsonValue.Shortened(content.Slice(start, length))));
        }
        return path.ToString();
    }

    private void NextItem()
    {
        if (_depth > 0 && _open[_depth - 1].IsList) _open[_depth - 1].Index++;
    }
}
