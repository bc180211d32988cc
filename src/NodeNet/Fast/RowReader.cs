using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodeNet.Data;

namespace NodeNet.Fast;

/// <summary>Brings rows of data to the working precision, a few at a time.</summary>
internal sealed class RowReader<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Rows _rows;
    private readonly T[]? _meanings; // of bytes

    public RowReader(Rows rows)
    {
        _rows = rows;
        if (rows.Meanings.IsEmpty) return;
        _meanings = new T[rows.Meanings.Length];
        FastConvert<T>.FromDouble(rows.Meanings, _meanings);
    }

    /// <summary>Whether the rows can be used where they are.</summary>
    public bool IsThere => typeof(T) == typeof(double) ? !_rows.IsCompact : _rows.Floats is not null;

    /// <summary>The rows where they are, from one on. Not to be written to.</summary>
    public ref T Row(int row)
    {
        nint start = (nint)row * _rows.Width;
        return ref typeof(T) == typeof(double)
            ? ref Unsafe.As<double, T>(ref Unsafe.Add(ref MemoryMarshal.GetReference(_rows.Values), start))
            : ref Unsafe.As<float, T>(ref _rows.Floats![start]);
    }

    /// <summary>Reads whole rows.</summary>
    /// <param name="row">The first.</param>
    /// <param name="into">Receives the numbers; as many rows as fit.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public void Read(int row, Span<T> into)
    {
        if (_rows.Floats is { } floats)
        {
            FastConvert<T>.FromFloat(floats.AsSpan(row * _rows.Width, into.Length), into);
            return;
        }
        if (_meanings is null)
        {
            FastConvert<T>.FromDouble(_rows.Values.Slice(row * _rows.Width, into.Length), into);
            return;
        }
        ref byte from = ref Unsafe.Add(ref MemoryMarshal.GetReference(_rows.Bytes), (nint)row * _rows.Width);
        ref T to = ref MemoryMarshal.GetReference(into);
        ref T meanings = ref MemoryMarshal.GetArrayDataReference(_meanings);
        for (nint i = 0; i < into.Length; i++)
            Unsafe.Add(ref to, i) = Unsafe.Add(ref meanings, Unsafe.Add(ref from, i));
    }
}
