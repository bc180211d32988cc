using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>Chooses the version of the fast predictions for a width.</summary>
internal static class FastEngine
{
    /// <summary>How many numbers a prediction of one row needs room for.</summary>
    public static int WorkspaceOf(NetworkLayout shape) => FastPredictor<double, double, ScalarVectors<double>>.WorkspaceOf(shape);

    /// <summary>One row.</summary>
    public static void Predict(NetworkLayout shape, double[] parameters, ReadOnlySpan<double> inputs, Span<double> outputs, Span<double> workspace)
    {
        ref double first = ref MemoryMarshal.GetArrayDataReference(parameters);
        switch (FastMode.Bits)
        {
            case 512: FastPredictor<double, Vector512<double>, Vectors512<double>>.One(shape, ref first, inputs, outputs, workspace); break;
            case 256: FastPredictor<double, Vector256<double>, Vectors256<double>>.One(shape, ref first, inputs, outputs, workspace); break;
            case 128: FastPredictor<double, Vector128<double>, Vectors128<double>>.One(shape, ref first, inputs, outputs, workspace); break;
            default: FastPredictor<double, double, ScalarVectors<double>>.One(shape, ref first, inputs, outputs, workspace); break;
        }
    }

    /// <summary>Many rows.</summary>
    public static void Predict(NetworkLayout shape, double[] parameters, Rows inputs, double[] outputs, int? threads)
    {
        var all = new AlignedArray<double>(parameters);
        switch (FastMode.Bits)
        {
            case 512: FastPredictor<double, Vector512<double>, Vectors512<double>>.Many(shape, all, inputs, outputs, threads); break;
            case 256: FastPredictor<double, Vector256<double>, Vectors256<double>>.Many(shape, all, inputs, outputs, threads); break;
            case 128: FastPredictor<double, Vector128<double>, Vectors128<double>>.Many(shape, all, inputs, outputs, threads); break;
            default: FastPredictor<double, double, ScalarVectors<double>>.Many(shape, all, inputs, outputs, threads); break;
        }
    }
}
