using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>before + scale · sum.</summary>
internal readonly struct ScaledEnd<T, TVector, TVectors>(T scale) : ITileEnd<TVector>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    private readonly TVector _scale = TVectors.Broadcast(scale);

    public static bool LeavesSilent => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Of(TVector sum, TVector before) => TVectors.MultiplyAdd(_scale, sum, before);
}
