using System.Runtime.CompilerServices;

namespace NodeNet.Foundation;

/// <summary>Arrays that start, or have a place that starts, at a multiple of 64 bytes: a vector then never lies across two cache lines.</summary>
internal static class AlignedMemory
{
    public const int Bytes = 64;

    /// <summary>Allocates an array that does not move, with room to spare, and says at which of its elements a cache line starts.</summary>
    /// <param name="length">How many elements are needed from there on.</param>
    /// <param name="first">The first element at a multiple of 64 bytes.</param>
    /// <returns>An array of zeros.</returns>
    /// <exception cref="InvalidOperationException">They are more than an array can hold.</exception>
    public static unsafe T[] Allocate<T>(long length, out int first)
        where T : unmanaged
    {
        int perLine = Bytes / Unsafe.SizeOf<T>();
        T[] array = GC.AllocateArray<T>(ArraySize.Checked(length) + perLine, pinned: true);
        first = FirstOfLine((T*)Unsafe.AsPointer(ref array[0]));
        return array;
    }

    /// <summary>The first of numbers that follow each other from an address on that is at a multiple of 64 bytes.</summary>
    public static unsafe int FirstOfLine<T>(T* address)
        where T : unmanaged =>
        (int)((Bytes - (nuint)address % Bytes) % Bytes) / Unsafe.SizeOf<T>();
}

/// <summary>Numbers that start at a multiple of 64 bytes.</summary>
internal readonly struct AlignedArray<T>
    where T : unmanaged
{
    private readonly T[] _array;
    private readonly int _first;

    public AlignedArray(long length)
    {
        _array = AlignedMemory.Allocate<T>(length, out _first);
        Length = (int)length;
    }

    /// <summary>A view of an array as it is.</summary>
    public AlignedArray(T[] array)
    {
        _array = array;
        Length = array.Length;
    }

    /// <summary>Numbers of which that at <paramref name="alignedAt"/> is at a multiple of 64 bytes.</summary>
    public AlignedArray(int length, int alignedAt)
    {
        int perLine = AlignedMemory.Bytes / Unsafe.SizeOf<T>();
        _array = AlignedMemory.Allocate<T>((long)length + perLine, out int first);
        _first = (first - alignedAt % perLine + perLine) % perLine;
        Length = length;
    }

    public int Length { get; }

    /// <summary>The first number.</summary>
    public ref T First => ref _array[_first];

    /// <summary>A number; not checked beyond the array's own bounds.</summary>
    public ref T this[int index] => ref _array[_first + index];

    /// <summary>All numbers.</summary>
    public Span<T> Span => _array.AsSpan(_first, Length);
}
