using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <summary>A column while its file is read. Its kind is that of its first cell, until a cell is of another kind: then the column is read again as the next
/// kind that may be, in the end as words, which everything is. So no text has to be kept that a number, a date or a truth stands for.</summary>
internal struct CsvColumn
{
    // What is tried first comes first: a word for yes may be a number, a date with a format of its own too.
    private static readonly CellKind[] _order = [CellKind.Truth, CellKind.Date, CellKind.Number, CellKind.Text];

    private ColumnBuilder? _builder; // null: no cell had a value yet
    private int _missing;            // how many cells came before the first with a value
    private sbyte _first;            // the first kind of the order that may still be
    private bool _isNamed;

    /// <summary>Whether a cell did not fit, so that the column must be read again.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Whether all of it has been read.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Its numbers, while it holds numbers.</summary>
    public readonly NumberBuilder? Numbers => _builder as NumberBuilder;

    /// <summary>The word that the last cell brought, if it is one that was not there before.</summary>
    public readonly string? NewWord => (_builder as TextBuilder)?.New;

    /// <summary>The kind that the caller named and the last cell is not of.</summary>
    public readonly CellKind Kind => _builder?.Kind ?? CellKind.Missing;

    public readonly bool IsNamed => _isNamed;

    public void Name(CellKind kind)
    {
        _isNamed = true;
        _builder = ColumnBuilder.Of(kind, isNamed: true);
    }

    public void AddMissing()
    {
        if (_builder is null) _missing++;
        else _builder.AddMissing();
    }

    /// <summary>Adds a cell that has a value.</summary>
    /// <returns>False if the caller named a kind, and the cell is not of it.</returns>
    public bool Add(ReadOnlySpan<char> cell, CellForms forms)
    {
        if (_builder is null)
        {
            while (!forms.Is(_order[_first], cell)) _first++;
            _builder = ColumnBuilder.Of(_order[_first]);
            _builder.AddMissing(_missing);
        }
        if (_builder.TryAdd(cell, forms)) return true;
        if (_isNamed) return false;
        (_builder, _missing, HasFailed) = (null, 0, true);
        _first++;
        return true;
    }

    /// <summary>Ends a reading of the file.</summary>
    public void End()
    {
        IsDone = !HasFailed;
        HasFailed = false;
    }

    /// <summary>Lets go of the cells and keeps the kind.</summary>
    public void Forget()
    {
        if (_builder is not null) _builder = ColumnBuilder.Of(_builder.Kind, _isNamed);
        _missing = 0;
    }

    /// <summary>Begins another reading of a column whose kind is known.</summary>
    public void Begin()
    {
        Forget();
        IsDone = false;
    }

    /// <summary>The cells so far; the next are those of another piece.</summary>
    public Column ToPiece()
    {
        Column column = _builder?.ToColumn() ?? EmptyColumn.Instance;
        if (_builder is not null) _builder = ColumnBuilder.Of(_builder.Kind, _isNamed);
        return column;
    }

    public Column ToColumn()
    {
        Column column = _builder?.ToColumn() ?? EmptyColumn.Instance;
        _builder = null;
        return column;
    }
}
