using System.Numerics;
using System.Runtime.Intrinsics;
using NodeNet.Fast;
using NodeNet.Losses;
using NodeNet.Steps;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>Chooses the version of the fast steps for a precision and a width.</summary>
internal static class FastTrainer
{
    /// <summary>Makes the loops of a trainer.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="options">How to learn.</param>
    /// <param name="memory">What the optimizer remembers.</param>
    /// <param name="batch">How many examples share a step at most.</param>
    /// <param name="lanes">Room for how many examples there is at a time: a multiple of 16. Null to decide by the network.</param>
    public static IStepper Create(Network network, ILoss loss, StepOptions options, OptimizerMemory memory, int batch, int? lanes = null) =>
        FastMode.IsPlain && PlainSteps.Fit(network, options) ? new PlainSteps(network, loss, options, memory)
            : options.IsSingle
            ? Create<float>(network, loss, options, memory, batch, lanes)
            : Create<double>(network, loss, options, memory, batch, lanes);

    private static IStepper Create<T>(Network network, ILoss loss, StepOptions options, OptimizerMemory memory, int batch, int? lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Math.Min(
            FastMode.Bits, batch == 1 && !options.NeedsMore && !FastMode.IsForced ? BestForOne<T>(network) : WidestFor<T>(network)) switch
        {
            512 => Create<T, Vector512<T>, Vectors512<T>>(network, loss, options, memory, batch, lanes),
            256 => Create<T, Vector256<T>, Vectors256<T>>(network, loss, options, memory, batch, lanes),
            128 => Create<T, Vector128<T>, Vectors128<T>>(network, loss, options, memory, batch, lanes),
            _ => Create<T, T, ScalarVectors<T>>(network, loss, options, memory, batch, lanes),
        };

    private static IStepper Create<T, TVector, TVectors>(Network network, ILoss loss, StepOptions options, OptimizerMemory memory, int batch, int? lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVectors : struct, IVectors<TVector, T> => batch == 1 && !options.NeedsMore
        ? new OnlineSteps<T, TVector, TVectors>(network, loss, options, memory)
        : new BatchSteps<T, TVector, TVectors>(network, loss, options, memory, batch, lanes);

    /// <summary>The width for steps on one example, where a lane is a target node: hardly wider than the largest layer, measured on small networks.</summary>
    private static int BestForOne<T>(Network network)
        where T : unmanaged
    {
        int largest = network.NetworkLayout.Layers.Max(layer => layer.Count);
        if (largest <= 2) return 0;
        return largest <= 8 ? 4 * System.Runtime.CompilerServices.Unsafe.SizeOf<T>() * 8 : WidestFor<T>(network);
    }

    /// <summary>The widest vectors that fit into the network's rows.</summary>
    private static int WidestFor<T>(Network network)
        where T : unmanaged => network.RowAlignment * System.Runtime.CompilerServices.Unsafe.SizeOf<T>() * 8;
}
