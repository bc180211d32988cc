using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Fast;
using NodeNet.Steps;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>Gradient descent with L1 or L2: before + α · (sum − what they pull).</summary>
internal readonly struct PulledEnd<T, TVector, TVectors, TPull>(double rate, WeightPenalty penalty) : ITileEnd<TVector>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
    where TPull : struct, IPull<TVector>
{
    private readonly TVector _rate = TVectors.Broadcast(T.CreateTruncating(rate));
    private readonly TVector _l1 = TVectors.Broadcast(T.CreateTruncating(penalty.L1));
    private readonly TVector _l2 = TVectors.Broadcast(T.CreateTruncating(penalty.L2));

    public static bool LeavesSilent => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TVector Of(TVector sum, TVector before) => TVectors.MultiplyAdd(_rate, TPull.Add(sum, before, _l1, _l2), before);
}
