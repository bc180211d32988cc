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

    public static void ToDouble(ReadOnlySpan<T> source, Span<double> target)
    {
        for (int i = 0; i < source.Length; i++)
            target[i] = double.CreateTruncating(source[i]);
    }
}
