using System.Numerics;
using System.Runtime.Intrinsics;
using NodeNet.Losses;
using NodeNet.Training;

namespace NodeNet.Fast;

/// <summary>Chooses the version of the fast loops for a precision and a width.</summary>
internal static class FastEngine
{
    public static IStepper CreateTrainer(Network network, ILoss loss, TrainerOptions options, OptimizerMemory memory, int batch) =>
        options.Precision == Precision.Single
            ? Create<float>(network, loss, options, memory, batch)
            : Create<double>(network, loss, options, memory, batch);

    private static IStepper Create<T>(Network network, ILoss loss, TrainerOptions options, OptimizerMemory memory, int batch)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => FastMode.Bits switch
    {
        512 => new FastTrainer<T, Vector512<T>, Wide512<T>>(network, loss, options, memory, batch),
        256 => new FastTrainer<T, Vector256<T>, Wide256<T>>(network, loss, options, memory, batch),
        128 => new FastTrainer<T, Vector128<T>, Wide128<T>>(network, loss, options, memory, batch),
        _ => new FastTrainer<T, T, One<T>>(network, loss, options, memory, batch),
    };
}
