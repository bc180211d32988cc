using System.Collections;
using System.Numerics;
using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <summary>A column of values that a program or a database hands over. It is of the kind of its first value; another kind is refused, not converted.</summary>
/// <param name="name">What it is called.</param>
/// <param name="placeOf">Where a row stands, for messages; null: "row 4".</param>
internal sealed class CellColumn(string name, Func<int, string>? placeOf = null)
{
    private ColumnBuilder? _builder;

    /// <summary>How many values there are.</summary>
    public int Count { get; private set; }

    /// <summary>Says of what kind the values are, where some came before; <see cref="CellKind.Missing"/>: that is not known.</summary>
    public void Expect(CellKind kind)
    {
        if (kind != CellKind.Missing) _builder = ColumnBuilder.Of(kind);
    }

    /// <exception cref="ArgumentException">The value is of a type that no cell has, or of another kind than those before it.</exception>
    public void Add(object? value)
    {
        Cell cell;
        try
        {
            cell = value is BigInteger large ? new Cell((double)large) : Cell.From(value);
        }
        catch (ArgumentException trouble)
        {
            throw new ArgumentException($"{Place()}: {TableText.MessageOf(trouble)}", nameof(value));
        }
        Add(cell);
    }

    public void Add(Cell cell)
    {
        if (cell.IsMissing)
        {
            _builder?.AddMissing();
        }
        else
        {
            if (_builder is null)
            {
                _builder = ColumnBuilder.Of(cell.Kind);
                _builder.AddMissing(Count);
            }
            if (_builder.Kind != cell.Kind)
            {
                throw new ArgumentException(
                    $"{Place()}: \"{TableText.Shown(cell.ToString())}\" is none of the {Table.NameOf(_builder.Kind)} that the rows before it have.",
                    nameof(cell));
            }
            _builder.Add(cell);
        }
        Count++;
    }

    public void AddAll(IEnumerable values)
    {
        foreach (object? value in values)
            Add(value);
    }

    public Column ToColumn() => _builder?.ToColumn() ?? EmptyColumn.Instance;

    private string Place() => $"{placeOf?.Invoke(Count) ?? FormattableString.Invariant($"row {Count + 1}")}, column {name}";
}
