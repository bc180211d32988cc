using System.Numerics;
using System.Runtime.Intrinsics;
using NodeNet.Data;
using NodeNet.FastTraining;
using NodeNet.Losses;
using NodeNet.Metrics;
using NodeNet.Steps;
using NodeNet.Training;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>Chooses the version of the fast loops for a precision and a width.</summary>
internal static class FastEngine
{
    /// <summary>Makes the loops of a trainer.</summary>
    /// <param name="network">The network.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="options">How to learn.</param>
    /// <param name="memory">What the optimizer remembers.</param>
    /// <param name="batch">How many examples share a step at most.</param>
    /// <param name="lanes">Room for how many examples there is at a time: a multiple of 16. Null to decide by the network.</param>
    public static IStepper CreateTrainer(Network network, ILoss loss, TrainerOptions options, OptimizerMemory memory, int batch, int? lanes = null) =>
        options.Precision == Precision.Single
            ? Create<float>(network, loss, options, memory, batch, lanes)
            : Create<double>(network, loss, options, memory, batch, lanes);

    private static IStepper Create<T>(Network network, ILoss loss, TrainerOptions options, OptimizerMemory memory, int batch, int? lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Math.Min(FastMode.Bits, batch == 1 && !FastMode.IsForced ? BestForOne<T>(network) : WidestFor<T>(network)) switch
        {
            512 => Create<T, Vector512<T>, Wide512<T>>(network, loss, options, memory, batch, lanes),
            256 => Create<T, Vector256<T>, Wide256<T>>(network, loss, options, memory, batch, lanes),
            128 => Create<T, Vector128<T>, Wide128<T>>(network, loss, options, memory, batch, lanes),
            _ => Create<T, T, One<T>>(network, loss, options, memory, batch, lanes),
        };

    private static IStepper Create<T, TVector, TVectors>(Network network, ILoss loss, TrainerOptions options, OptimizerMemory memory, int batch, int? lanes)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVectors : struct, IVectors<TVector, T> => batch == 1
        ? new OnlineSteps<T, TVector, TVectors>(network, loss, options, memory)
        : new BatchSteps<T, TVector, TVectors>(network, loss, options, memory, batch, lanes);

    /// <summary>The width for steps on one example, where a lane is a target node: hardly wider than the largest layer, measured on small networks.</summary>
    private static int BestForOne<T>(Network network)
        where T : unmanaged
    {
        int largest = network.FastShape.Layers.Max(layer => layer.Count);
        if (largest <= 2) return 0;
        return largest <= 8 ? 4 * System.Runtime.CompilerServices.Unsafe.SizeOf<T>() * 8 : WidestFor<T>(network);
    }

    /// <summary>The widest vectors that fit into the network's rows.</summary>
    private static int WidestFor<T>(Network network)
        where T : unmanaged => network.RowAlignment * System.Runtime.CompilerServices.Unsafe.SizeOf<T>() * 8;

    /// <summary>How many numbers <see cref="Predict(Network, ReadOnlySpan{double}, Span{double}, Span{double})"/> needs room for.</summary>
    public static int WorkspaceOf(Network network) => FastPredictor<double, One<double>>.WorkspaceOf(network.FastShape);

    /// <summary>One row.</summary>
    public static void Predict(Network network, ReadOnlySpan<double> inputs, Span<double> outputs, Span<double> workspace)
    {
        switch (FastMode.Bits)
        {
            case 512: FastPredictor<Vector512<double>, Wide512<double>>.One(network, inputs, outputs, workspace); break;
            case 256: FastPredictor<Vector256<double>, Wide256<double>>.One(network, inputs, outputs, workspace); break;
            case 128: FastPredictor<Vector128<double>, Wide128<double>>.One(network, inputs, outputs, workspace); break;
            default: FastPredictor<double, One<double>>.One(network, inputs, outputs, workspace); break;
        }
    }

    /// <summary>Many rows.</summary>
    public static void Predict(Network network, Rows inputs, double[] outputs, int? threads)
    {
        switch (FastMode.Bits)
        {
            case 512: FastPredictor<Vector512<double>, Wide512<double>>.Many(network, inputs, outputs, threads); break;
            case 256: FastPredictor<Vector256<double>, Wide256<double>>.Many(network, inputs, outputs, threads); break;
            case 128: FastPredictor<Vector128<double>, Wide128<double>>.Many(network, inputs, outputs, threads); break;
            default: FastPredictor<double, One<double>>.Many(network, inputs, outputs, threads); break;
        }
    }

    /// <summary>The loss and accuracy over a data set.</summary>
    public static Evaluation Evaluate(Network network, ILoss loss, DataSet data) => FastMode.Bits switch
    {
        512 => FastPredictor<Vector512<double>, Wide512<double>>.Evaluate(network, loss, data),
        256 => FastPredictor<Vector256<double>, Wide256<double>>.Evaluate(network, loss, data),
        128 => FastPredictor<Vector128<double>, Wide128<double>>.Evaluate(network, loss, data),
        _ => FastPredictor<double, One<double>>.Evaluate(network, loss, data),
    };
}
