using System.Runtime.Intrinsics;
using NodeNet.Data;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>Chooses the version of the fast predictions for a width.</summary>
internal static class FastEngine
{
    /// <summary>How many numbers <see cref="Predict(NetworkLayout, double[], ReadOnlySpan{double}, Span{double}, Span{double})"/> needs room for.</summary>
    public static int WorkspaceOf(NetworkLayout shape) => FastPredictor<double, ScalarVectors<double>>.WorkspaceOf(shape);

    /// <summary>One row.</summary>
    public static void Predict(NetworkLayout shape, double[] parameters, ReadOnlySpan<double> inputs, Span<double> outputs, Span<double> workspace)
    {
        switch (FastMode.Bits)
        {
            case 512: FastPredictor<Vector512<double>, Vectors512<double>>.One(shape, parameters, inputs, outputs, workspace); break;
            case 256: FastPredictor<Vector256<double>, Vectors256<double>>.One(shape, parameters, inputs, outputs, workspace); break;
            case 128: FastPredictor<Vector128<double>, Vectors128<double>>.One(shape, parameters, inputs, outputs, workspace); break;
            default: FastPredictor<double, ScalarVectors<double>>.One(shape, parameters, inputs, outputs, workspace); break;
        }
    }

    /// <summary>Many rows.</summary>
    public static void Predict(NetworkLayout shape, double[] parameters, Rows inputs, double[] outputs, int? threads)
    {
        switch (FastMode.Bits)
        {
            case 512: FastPredictor<Vector512<double>, Vectors512<double>>.Many(shape, parameters, inputs, outputs, threads); break;
            case 256: FastPredictor<Vector256<double>, Vectors256<double>>.Many(shape, parameters, inputs, outputs, threads); break;
            case 128: FastPredictor<Vector128<double>, Vectors128<double>>.Many(shape, parameters, inputs, outputs, threads); break;
            default: FastPredictor<double, ScalarVectors<double>>.Many(shape, parameters, inputs, outputs, threads); break;
        }
    }
}
