using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace NodeNet.Fast;

/// <summary>From the double precision of data and networks to the working precision and back.</summary>
internal static class FastConvert<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public static void FromDouble(ReadOnlySpan<double> source, Span<T> target)
    {
        if (typeof(T) == typeof(double))
        {
            source.CopyTo(MemoryMarshal.Cast<T, double>(target));
            return;
        }
        int i = 0;
        if (typeof(T) == typeof(float) && Vector.IsHardwareAccelerated)
        {
            ref double from = ref MemoryMarshal.GetReference(source);
            ref float to = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(target));
            for (; i + Vector<float>.Count <= source.Length; i += Vector<float>.Count)
            {
                Vector<double> low = Vector.LoadUnsafe(ref from, (nuint)i);
                Vector<double> high = Vector.LoadUnsafe(ref from, (nuint)(i + Vector<double>.Count));
                Vector.Narrow(low, high).StoreUnsafe(ref to, (nuint)i);
            }
        }
        for (; i < source.Length; i++)
            target[i] = T.CreateTruncating(source[i]);
    }

    public static void FromFloat(ReadOnlySpan<float> source, Span<T> target)
    {
        if (typeof(T) == typeof(float))
        {
            source.CopyTo(MemoryMarshal.Cast<T, float>(target));
            return;
        }
        int i = typeof(T) == typeof(double) ? Widen(source, MemoryMarshal.Cast<T, double>(target)) : 0;
        for (; i < source.Length; i++)
            target[i] = T.CreateTruncating(source[i]);
    }

    public static void ToDouble(ReadOnlySpan<T> source, Span<double> target)
    {
        if (typeof(T) == typeof(double))
        {
            MemoryMarshal.Cast<T, double>(source).CopyTo(target);
            return;
        }
        int i = typeof(T) == typeof(float) ? Widen(MemoryMarshal.Cast<T, float>(source), target) : 0;
        for (; i < source.Length; i++)
            target[i] = double.CreateTruncating(source[i]);
    }

    /// <summary>Floats as doubles, as many as fill whole vectors; returns how many.</summary>
    private static int Widen(ReadOnlySpan<float> source, Span<double> target)
    {
        if (!Vector.IsHardwareAccelerated) return 0;
        ref float from = ref MemoryMarshal.GetReference(source);
        ref double to = ref MemoryMarshal.GetReference(target[..source.Length]);
        int i = 0;
        for (; i + Vector<float>.Count <= source.Length; i += Vector<float>.Count)
        {
            Vector.Widen(Vector.LoadUnsafe(ref from, (nuint)i), out Vector<double> low, out Vector<double> high);
            low.StoreUnsafe(ref to, (nuint)i);
            high.StoreUnsafe(ref to, (nuint)(i + Vector<double>.Count));
        }
        return i;
    }

    /// <summary>Back to double, but only what has changed: a number that is still the source rounded keeps all the digits of its double.</summary>
    public static void ToDoubleWhereChanged(ReadOnlySpan<T> source, Span<double> target)
    {
        int i = 0;
        if (typeof(T) == typeof(float) && Vector.IsHardwareAccelerated)
        {
            ref float from = ref Unsafe.As<T, float>(ref MemoryMarshal.GetReference(source));
            ref double to = ref MemoryMarshal.GetReference(target);
            for (; i + Vector<float>.Count <= source.Length; i += Vector<float>.Count)
            {
                Vector<double> oldLow = Vector.LoadUnsafe(ref to, (nuint)i);
                Vector<double> oldHigh = Vector.LoadUnsafe(ref to, (nuint)(i + Vector<double>.Count));
                Vector<float> now = Vector.LoadUnsafe(ref from, (nuint)i);
                Vector.Widen(Vector.Equals(Vector.Narrow(oldLow, oldHigh), now), out Vector<long> isSameLow, out Vector<long> isSameHigh);
                Vector.Widen(now, out Vector<double> low, out Vector<double> high);
                Vector.ConditionalSelect(isSameLow, oldLow, low).StoreUnsafe(ref to, (nuint)i);
                Vector.ConditionalSelect(isSameHigh, oldHigh, high).StoreUnsafe(ref to, (nuint)(i + Vector<double>.Count));
            }
        }
        for (; i < source.Length; i++)
        {
            if (T.CreateTruncating(target[i]) != source[i]) target[i] = double.CreateTruncating(source[i]);
        }
    }
}
