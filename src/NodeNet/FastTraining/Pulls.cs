using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Fast;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>What L1 and L2 add to the way downhill.</summary>
internal interface IPull<TVector>
{
    static abstract TVector Add(TVector downhill, TVector weight, TVector l1, TVector l2);
}

/// <summary>Neither.</summary>
internal readonly struct NoPull<T, TVector, TVectors> : IPull<TVector>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add(TVector downhill, TVector weight, TVector l1, TVector l2) => downhill;
}

/// <summary>L2 alone.</summary>
internal readonly struct PullOfL2<T, TVector, TVectors> : IPull<TVector>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add(TVector downhill, TVector weight, TVector l1, TVector l2) =>
        WeightPenalty.WithoutL2<Lanes<T, TVector, TVectors>>(new(downhill), new(weight), new(l2)).Value;
}

/// <summary>L1 alone.</summary>
internal readonly struct PullOfL1<T, TVector, TVectors> : IPull<TVector>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add(TVector downhill, TVector weight, TVector l1, TVector l2) =>
        WeightPenalty.WithoutL1<Lanes<T, TVector, TVectors>>(new(downhill), new(weight), new(l1)).Value;
}

/// <summary>L1 and L2.</summary>
internal readonly struct Pull<T, TVector, TVectors> : IPull<TVector>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Add(TVector downhill, TVector weight, TVector l1, TVector l2) =>
        PullOfL2<T, TVector, TVectors>.Add(PullOfL1<T, TVector, TVectors>.Add(downhill, weight, l1, l2), weight, l1, l2);
}
