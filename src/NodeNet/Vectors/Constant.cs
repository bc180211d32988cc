using System.Numerics;
using System.Runtime.CompilerServices;

namespace NodeNet.Vectors;

/// <summary>Constants of formulas in the working precision.</summary>
internal static class Constant<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>The constant: as <c>T.CreateTruncating</c>, of which the compiler has to look into a dozen methods. It looks into so many for each loop, and
    /// leaves the rest as calls.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static T Of(double value)
    {
        if (typeof(T) == typeof(double)) return (T)(object)value;
        return typeof(T) == typeof(float) ? (T)(object)(float)value : T.CreateTruncating(value);
    }
}
