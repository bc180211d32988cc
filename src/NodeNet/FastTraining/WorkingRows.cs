using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodeNet.Data;
using NodeNet.Fast;

namespace NodeNet.FastTraining;

/// <summary>A table of data in the working precision: the table's own numbers, if they have it, and otherwise a copy, which is made once and serves every
/// epoch. What is kept as bytes, or as floats for double precision, stays so: a row is widened when it is needed, and the last two stay.</summary>
internal sealed class WorkingRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private const int Beyond = 64; // numbers behind a widened row that whole vectors may read

    private readonly int[] _held = [-1, -1];
    private Rows? _rows;
    private RowReader<T>? _reader;
    private T[] _copy = []; // or the table's own floats, in single precision
    private bool _isOwn; // whether it is a copy
    private int _last;

    /// <summary>How many numbers a row has.</summary>
    public int Width => _rows!.Width;

    /// <summary>How many numbers there are.</summary>
    public int Length { get; private set; }

    /// <summary>Whether rows are widened one by one, so that they do not lie behind each other.</summary>
    public bool IsCompact { get; private set; }

    /// <summary>The first row's first number; the others follow, row after row. Not where <see cref="IsCompact"/>.</summary>
    public ref T First =>
        ref typeof(T) == typeof(double) && _copy.Length == 0
            ? ref Unsafe.As<double, T>(ref MemoryMarshal.GetReference(_rows!.Values))
            : ref MemoryMarshal.GetArrayDataReference(_copy);

    /// <summary>A row's first number. Where <see cref="IsCompact"/> it stays there until the second next row is asked for.</summary>
    public ref T this[int row]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref IsCompact ? ref Held(row) : ref Unsafe.Add(ref First, (nint)row * Width);
    }

    /// <summary>Takes a table.</summary>
    /// <param name="rows">The table.</param>
    /// <param name="wholly">Whether all rows are to lie behind each other.</param>
    public void Take(Rows rows, bool wholly)
    {
        if (ReferenceEquals(_rows, rows)) return;
        _rows = null; // until the copy is whole
        _reader = new RowReader<T>(rows);
        IsCompact = rows.IsCompact && !_reader.IsThere && !wholly;
        Length = rows.Count * rows.Width;
        if (_reader.IsThere)
        {
            _copy = rows.Floats as T[] ?? [];
            _isOwn = false;
        }
        else if (IsCompact)
        {
            _held.AsSpan().Fill(-1);
            _copy = new T[2 * (rows.Width + Beyond)];
            _isOwn = true;
        }
        else
        {
            if (!_isOwn || _copy.Length < Length) _copy = new T[Length];
            _isOwn = true;
            _reader.Read(0, _copy.AsSpan(0, Length));
        }
        _rows = rows;
    }

    /// <summary>Reads a row to a place of the caller's.</summary>
    public void Read(int row, Span<T> into)
    {
        if (IsCompact) _reader!.Read(row, into);
        else MemoryMarshal.CreateReadOnlySpan(ref this[row], into.Length).CopyTo(into);
    }

    /// <summary>Lets go of the table and the copy.</summary>
    public void Release()
    {
        _rows = null;
        _reader = null;
        _copy = [];
    }

    private ref T Held(int row)
    {
        if (_held[_last] != row)
        {
            _last ^= 1;
            if (_held[_last] != row) _reader!.Read(row, _copy.AsSpan(_last * (Width + Beyond), Width));
            _held[_last] = row;
        }
        return ref _copy[_last * (Width + Beyond)];
    }
}
