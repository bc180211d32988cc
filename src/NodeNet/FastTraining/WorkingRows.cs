using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodeNet.Data;
using NodeNet.Fast;

namespace NodeNet.FastTraining;

/// <summary>A table of data in the working precision: the table's own numbers in double precision, a copy in single. The copy is made once and serves every
/// epoch.</summary>
internal sealed class WorkingRows<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private Rows? _rows;
    private T[] _copy = [];

    /// <summary>How many numbers a row has.</summary>
    public int Width => _rows!.Width;

    /// <summary>How many numbers there are.</summary>
    public int Length => _rows!.Values.Length;

    /// <summary>The first row's first number; the others follow, row after row.</summary>
    public ref T First =>
        ref typeof(T) == typeof(double)
            ? ref Unsafe.As<double, T>(ref MemoryMarshal.GetReference(_rows!.Values))
            : ref MemoryMarshal.GetArrayDataReference(_copy);

    /// <summary>A row's first number.</summary>
    public ref T this[int row] => ref Unsafe.Add(ref First, (nint)row * Width);

    /// <summary>Takes a table.</summary>
    public void Take(Rows rows)
    {
        if (ReferenceEquals(_rows, rows)) return;
        _rows = null; // until the copy is whole
        if (typeof(T) != typeof(double))
        {
            if (_copy.Length < rows.Values.Length) _copy = new T[rows.Values.Length];
            FastConvert<T>.FromDouble(rows.Values, _copy);
        }
        _rows = rows;
    }

    /// <summary>Lets go of the table and the copy.</summary>
    public void Release()
    {
        _rows = null;
        _copy = [];
    }
}
