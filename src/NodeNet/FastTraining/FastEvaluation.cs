using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>Measuring on the fast loops.</summary>
internal static class FastEvaluation
{
    /// <summary>The loss and, if the targets name classes, the accuracy over a data set.</summary>
    public static (double Loss, double? Accuracy) Of(Network network, ILoss loss, DataSet data) => FastMode.Bits switch
    {
        512 => Of<Vector512<double>, Vectors512<double>>(network, loss, data),
        256 => Of<Vector256<double>, Vectors256<double>>(network, loss, data),
        128 => Of<Vector128<double>, Vectors128<double>>(network, loss, data),
        _ => Of<double, ScalarVectors<double>>(network, loss, data),
    };

    /// <summary>The loss and, if the targets name classes, the accuracy over a data set.</summary>
    internal static (double Loss, double? Accuracy) Of<TVector, TVectors>(Network network, ILoss loss, DataSet data)
        where TVectors : struct, IVectors<TVector, double>
    {
        LayerLayout output = network.NetworkLayout.Output;
        using var batch = new FastBatch<double, TVector, TVectors>(
            network.NetworkLayout, new AlignedArray<double>(network.Parameters), data.Count, FastPredictor<double, TVector, TVectors>.MostLanes);
        var fastLoss = new FastLoss<double, TVector, TVectors>(loss, network.OutputLayer, output, batch.Lanes);
        int size = output.Count * batch.Lanes;
        double[] rented = ArrayPool<double>.Shared.Rent(size);
        ref double targets = ref MemoryMarshal.GetArrayDataReference(rented);

        double sum = 0.0;
        int right = 0;
        for (int start = 0; start < data.Count; start += batch.Lanes)
        {
            ref double first = ref Unsafe.Add(ref MemoryMarshal.GetReference(data.Inputs.Values), (nint)start * data.Inputs.Width);
            int examples = batch.Forward(ref first, data.Count - start);
            ref double wanted = ref Unsafe.Add(ref MemoryMarshal.GetReference(data.Targets.Values), (nint)start * output.Count);
            FastLayout<double>.Gather(ref wanted, output.Count, batch.Rows, ref targets, batch.Lanes);
            right += RightCount<double, TVector, TVectors>.Of(ref batch.Outputs, ref targets, output.Count, batch.Lanes, examples);
            sum += fastLoss.Batch(ref targets, ref batch.NetOutputs, ref batch.Outputs, ref Unsafe.NullRef<double>(), examples, 1.0);
        }
        ArrayPool<double>.Shared.Return(rented);
        return (sum / data.Count, data.IsClassification ? (double)right / data.Count : null);
    }
}
