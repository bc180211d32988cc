using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using NodeNet.Foundation;

namespace NodeNet.Recipes;

/// <summary>One cell of a table: a number, words, yes or no, a date, or nothing.</summary>
/// <remarks>NaN, null and empty words are nothing: <see cref="CellKind.Missing"/>. An infinite number stays one, and is refused where it is used.</remarks>
public readonly struct Cell : IEquatable<Cell>
{
    private readonly string? _text;
    private readonly double _number; // of a date its ticks' bits, of a truth 1 or 0

    /// <summary>A number; NaN is a missing one.</summary>
    public Cell(double number) => (Kind, _number) = double.IsNaN(number) ? (CellKind.Missing, 0.0) : (CellKind.Number, number);

    /// <summary>Words; null or "" is a missing value.</summary>
    public Cell(string? text) => (Kind, _text) = string.IsNullOrEmpty(text) ? (CellKind.Missing, null) : (CellKind.Text, text);

    /// <summary>Yes or no.</summary>
    public Cell(bool truth) => (Kind, _number) = (CellKind.Truth, truth ? 1.0 : 0.0);

    /// <summary>A date, or a date and a time. Its kind (UTC or local) is not looked at: the clock's own reading counts.</summary>
    public Cell(DateTime date) => (Kind, _number) = (CellKind.Date, BitConverter.Int64BitsToDouble(date.Ticks));

    /// <summary>A cell without a value.</summary>
    public static Cell Missing => default;

    /// <summary>What the cell holds.</summary>
    public CellKind Kind { get; }

    /// <summary>Whether it holds nothing.</summary>
    public bool IsMissing => Kind == CellKind.Missing;

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">The cell holds no number.</exception>
    public double Number => Kind == CellKind.Number ? _number : throw Not("number");

    /// <summary>The words.</summary>
    /// <exception cref="InvalidOperationException">The cell holds no words.</exception>
    public string Text => Kind == CellKind.Text ? _text! : throw Not("text");

    /// <summary>Yes or no.</summary>
    /// <exception cref="InvalidOperationException">The cell holds neither.</exception>
    public bool Truth => Kind == CellKind.Truth ? _number != 0.0 : throw Not("yes or no");

    /// <summary>The date.</summary>
    /// <exception cref="InvalidOperationException">The cell holds no date.</exception>
    public DateTime Date => Kind == CellKind.Date ? new DateTime(BitConverter.DoubleToInt64Bits(_number)) : throw Not("date");

    /// <summary>A number as a cell.</summary>
    public static implicit operator Cell(double number) => new(number);

    /// <summary>Words as a cell.</summary>
    public static implicit operator Cell(string? text) => new(text);

    /// <summary>Yes or no as a cell.</summary>
    public static implicit operator Cell(bool truth) => new(truth);

    /// <summary>A date as a cell.</summary>
    public static implicit operator Cell(DateTime date) => new(date);

    /// <summary>Whether two cells hold the same.</summary>
    public static bool operator ==(Cell left, Cell right) => left.Equals(right);

    /// <summary>Whether two cells differ.</summary>
    public static bool operator !=(Cell left, Cell right) => !left.Equals(right);

    /// <summary>A value of a program as a cell: null, numbers of any kind, string, char, bool, an enum (its name), dates and times, a number, string, true,
    /// false or null of JSON.</summary>
    /// <param name="value">The value.</param>
    /// <exception cref="ArgumentException">It is of another type.</exception>
    public static Cell From(object? value) => value switch
    {
        null or DBNull => Missing,
        Cell cell => cell,
        string text => new Cell(text),
        char letter => new Cell(letter.ToString()),
        bool truth => new Cell(truth),
        DateTime date => new Cell(date),
        DateTimeOffset date => new Cell(date.DateTime),
        DateOnly date => new Cell(date.ToDateTime(TimeOnly.MinValue)),
        Enum name => new Cell(name.ToString()),
        IConvertible number when IsNumber(number.GetTypeCode()) => new Cell(number.ToDouble(CultureInfo.InvariantCulture)),
        Guid id => new Cell(id.ToString()),
        JsonElement json => FromJson(json),
        JsonValue json => FromJson(JsonElement.Parse(json.ToJsonString())),
        _ => throw new ArgumentException(
            $"A {value.GetType().Name} is no cell of a table; a cell is a number, a string, a bool, an enum, a date, or null where a value is "
                + "missing.", nameof(value)),
    };

    /// <inheritdoc/>
    public bool Equals(Cell other) => Kind == other.Kind && _number.Equals(other._number) && _text == other._text;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Cell other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, _number, _text);

    /// <summary>The cell as a file would have it: a number in its shortest form, the words, "true" or "false", a date as 2024-03-05 or 2024-03-05T14:30:00, or
    /// "".</summary>
    public override string ToString() => Kind switch
    {
        CellKind.Number => MessageText.Exact(_number),
        CellKind.Text => _text!,
        CellKind.Truth => _number != 0.0 ? "true" : "false",
        CellKind.Date => Date.TimeOfDay == TimeSpan.Zero
            ? Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
            : Date.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
        _ => "",
    };

    private static Cell FromJson(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => Missing,
        JsonValueKind.Number => new Cell(json.GetDouble()),
        JsonValueKind.String => new Cell(json.GetString()),
        JsonValueKind.True or JsonValueKind.False => new Cell(json.GetBoolean()),
        _ => throw new ArgumentException($"A JSON {json.ValueKind.ToString().ToLowerInvariant()} is no cell of a table.", nameof(json)),
    };

    private static bool IsNumber(TypeCode code) => code is >= TypeCode.SByte and <= TypeCode.Decimal;

    private InvalidOperationException Not(string kind) => new($"The cell holds {(IsMissing ? "nothing" : $"\"{this}\"")}, not a {kind}.");
}
