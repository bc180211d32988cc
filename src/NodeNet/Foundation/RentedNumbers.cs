using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NodeNet.Foundation;

/// <summary>Numbers for a while, of any value at first, that start at a multiple of 64 bytes. Where an array lies by itself is chance: half of the vectors may
/// lie across two cache lines, which costs a large network a quarter of its speed.</summary>
internal readonly struct RentedNumbers<T> : IDisposable
    where T : unmanaged
{
    private readonly T[] _array;
    private readonly PinnedGCHandle<T[]> _pin; // or it could be moved
    private readonly int _first;

    public unsafe RentedNumbers(int length)
    {
        Length = length;
        _array = ArrayPool<T>.Shared.Rent(ArraySize.Checked((long)length + AlignedMemory.Bytes / Unsafe.SizeOf<T>()));
        _pin = new PinnedGCHandle<T[]>(_array);
        _first = AlignedMemory.FirstOfLine((T*)_pin.GetAddressOfArrayData());
    }

    public int Length { get; }

    /// <summary>The first number.</summary>
    public ref T First => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _first);

    /// <summary>All numbers.</summary>
    public Span<T> Span => _array.AsSpan(_first, Length);

    public void Dispose()
    {
        PinnedGCHandle<T[]> pin = _pin;
        pin.Dispose();
        ArrayPool<T>.Shared.Return(_array);
    }
}
