using NodeNet.Recipes;

namespace NodeNet.Tables;

/// <summary>A column that grows cell by cell; each kind has its own.</summary>
internal abstract class ColumnBuilder
{
    public abstract CellKind Kind { get; }

    /// <summary>Adds a cell by its text.</summary>
    /// <returns>False if the text is of another kind; nothing is added then.</returns>
    public abstract bool TryAdd(ReadOnlySpan<char> text, CellForms forms);

    /// <summary>Adds a cell of the same kind.</summary>
    public abstract void Add(Cell cell);

    public abstract void AddMissing(int count = 1);

    public abstract Column ToColumn();

    /// <param name="kind">What the column holds.</param>
    /// <param name="isNamed">Whether the caller said so.</param>
    public static ColumnBuilder Of(CellKind kind, bool isNamed = false) => kind switch
    {
        CellKind.Number => new NumberBuilder(),
        CellKind.Date => new DateBuilder(),
        CellKind.Truth => new TruthBuilder(),
        _ => new TextBuilder(isNamed),
    };
}

/// <summary>Values in pieces, so that growing never copies many.</summary>
internal abstract class ColumnBuilder<T>(T missing) : ColumnBuilder
{
    private const int PieceLength = 1 << 14;

    private T[] _piece = new T[1];
    private int _count; // in the last piece
    private List<T[]>? _full;

    public sealed override void AddMissing(int count = 1)
    {
        for (int i = 0; i < count; i++)
            Push(missing);
    }

    protected void Push(T value)
    {
        if (_count == _piece.Length) Grow();
        _piece[_count++] = value;
    }

    protected T[] ToArray()
    {
        var all = new T[(_full?.Count ?? 0) * PieceLength + _count];
        for (int i = 0; i < _full?.Count; i++)
        {
            _full[i].CopyTo(all, i * PieceLength);
            _full[i] = [];
        }
        _piece.AsSpan(0, _count).CopyTo(all.AsSpan(all.Length - _count));
        (_piece, _full) = ([], null);
        return all;
    }

    private void Grow()
    {
        if (_count < PieceLength)
        {
            Array.Resize(ref _piece, Math.Min(_count * 2, PieceLength));
            return;
        }
        (_full ??= []).Add(_piece);
        (_piece, _count) = (new T[PieceLength], 0);
    }
}

internal sealed class NumberBuilder() : ColumnBuilder<double>(double.NaN)
{
    public override CellKind Kind => CellKind.Number;

    public override bool TryAdd(ReadOnlySpan<char> text, CellForms forms)
    {
        if (!forms.TryReadNumber(text, out double number)) return false;
        Push(number);
        return true;
    }

    public void Add(double number) => Push(number);

    public override void Add(Cell cell) => Push(cell.Number);

    public override Column ToColumn() => new NumberColumn(ToArray());
}

internal sealed class DateBuilder() : ColumnBuilder<long>(DateColumn.None)
{
    public override CellKind Kind => CellKind.Date;

    public override bool TryAdd(ReadOnlySpan<char> text, CellForms forms)
    {
        if (!forms.TryReadDate(text, out DateTime date)) return false;
        Push(date.Ticks);
        return true;
    }

    public override void Add(Cell cell) => Push(cell.Date.Ticks);

    public override Column ToColumn() => new DateColumn(ToArray());
}

internal sealed class TruthBuilder() : ColumnBuilder<sbyte>(TruthColumn.None)
{
    public override CellKind Kind => CellKind.Truth;

    public override bool TryAdd(ReadOnlySpan<char> text, CellForms forms)
    {
        if (!forms.TryReadTruth(text, out bool truth)) return false;
        Push((sbyte)(truth ? 1 : 0));
        return true;
    }

    public override void Add(Cell cell) => Push((sbyte)(cell.Truth ? 1 : 0));

    public override Column ToColumn() => new TruthColumn(ToArray());
}

internal sealed class TextBuilder(bool isNamed) : ColumnBuilder<int>(TextColumn.None)
{
    private readonly Dictionary<string, int> _codes = new(StringComparer.Ordinal);
    private readonly List<string> _words = [];

    public override CellKind Kind => CellKind.Text;

    /// <summary>The last word that was not there before; null if the last one was.</summary>
    public string? New { get; private set; }

    public override bool TryAdd(ReadOnlySpan<char> text, CellForms forms)
    {
        Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> codes = _codes.GetAlternateLookup<ReadOnlySpan<char>>();
        New = null;
        if (!codes.TryGetValue(text, out int code)) code = Learn(text.ToString());
        Push(code);
        return true;
    }

    public override void Add(Cell cell)
    {
        if (!_codes.TryGetValue(cell.Text, out int code)) code = Learn(cell.Text);
        Push(code);
    }

    public override Column ToColumn() => new TextColumn(ToArray(), [.. _words], isNamed);

    private int Learn(string word)
    {
        int code = _words.Count;
        _codes.Add(word, code);
        _words.Add(word);
        New = word;
        return code;
    }
}
