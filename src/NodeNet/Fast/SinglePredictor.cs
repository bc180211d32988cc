using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using NodeNet.Data;
using NodeNet.Foundation;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>Predicting in single precision, from weights that are kept as floats.</summary>
internal sealed class SinglePredictor
{
    // Up to this many numbers a prediction works on the stack.
    private const int MostOnStack = 4096;

    private readonly NetworkLayout _shape;
    private readonly AlignedArray<float> _parameters;
    private readonly PackedWeights<float>? _packed;
    private readonly int _bits;
    private readonly int _needed;

    /// <param name="shape">The network's layout.</param>
    /// <param name="parameters">Its weights and biases.</param>
    /// <param name="alignedAt">Which of them lies at a multiple of 64 bytes.</param>
    /// <param name="rowAlignment">How many numbers rows of weights are filled up to a multiple of; no vector is wider.</param>
    public SinglePredictor(NetworkLayout shape, double[] parameters, int alignedAt, int rowAlignment)
    {
        _shape = shape;
        _parameters = new AlignedArray<float>(parameters.Length, alignedAt);
        FastConvert<float>.FromDouble(parameters, _parameters.Span);
        _bits = Math.Min(FastMode.Bits, rowAlignment * sizeof(float) * 8);
        _packed = _bits switch
        {
            512 => PackedWeights<float>.Of<Vector512<float>, Vectors512<float>>(shape, _parameters),
            256 => PackedWeights<float>.Of<Vector256<float>, Vectors256<float>>(shape, _parameters),
            128 => PackedWeights<float>.Of<Vector128<float>, Vectors128<float>>(shape, _parameters),
            _ => PackedWeights<float>.Of<float, ScalarVectors<float>>(shape, _parameters),
        };
        _needed = FastPredictor<float, float, ScalarVectors<float>>.WorkspaceOf(shape);
    }

    /// <summary>One row.</summary>
    [SkipLocalsInit]
    public void Predict(ReadOnlySpan<double> inputs, Span<double> outputs)
    {
        if (_needed <= MostOnStack)
        {
            Span<float> onStack = stackalloc float[MostOnStack];
            Predict(inputs, outputs, onStack[.._needed]);
            return;
        }
        float[] rented = ArrayPool<float>.Shared.Rent(_needed);
        Predict(inputs, outputs, rented.AsSpan(0, _needed));
        ArrayPool<float>.Shared.Return(rented);
    }

    /// <summary>Many rows, on several threads where that pays.</summary>
    public void Predict(Rows inputs, double[] outputs, int? threads)
    {
        switch (_bits)
        {
            case 512: FastPredictor<float, Vector512<float>, Vectors512<float>>.Many(_shape, _parameters, inputs, outputs, threads, _packed); break;
            case 256: FastPredictor<float, Vector256<float>, Vectors256<float>>.Many(_shape, _parameters, inputs, outputs, threads, _packed); break;
            case 128: FastPredictor<float, Vector128<float>, Vectors128<float>>.Many(_shape, _parameters, inputs, outputs, threads, _packed); break;
            default: FastPredictor<float, float, ScalarVectors<float>>.Many(_shape, _parameters, inputs, outputs, threads, _packed); break;
        }
    }

    /// <summary>Rows one after the other, on the caller's thread. False if an input is not finite; then some rows have no answer.</summary>
    public bool Predict(ReadOnlySpan<float> inputs, Span<float> outputs) => _bits switch
    {
        512 => FastPredictor<float, Vector512<float>, Vectors512<float>>.Many(_shape, _parameters, inputs, outputs, isChecked: false, _packed),
        256 => FastPredictor<float, Vector256<float>, Vectors256<float>>.Many(_shape, _parameters, inputs, outputs, isChecked: false, _packed),
        128 => FastPredictor<float, Vector128<float>, Vectors128<float>>.Many(_shape, _parameters, inputs, outputs, isChecked: false, _packed),
        _ => FastPredictor<float, float, ScalarVectors<float>>.Many(_shape, _parameters, inputs, outputs, isChecked: false, _packed),
    };

    private void Predict(ReadOnlySpan<double> inputs, Span<double> outputs, Span<float> room)
    {
        ref float first = ref _parameters.First;
        switch (_bits)
        {
            case 512: FastPredictor<float, Vector512<float>, Vectors512<float>>.One(_shape, ref first, inputs, outputs, room); break;
            case 256: FastPredictor<float, Vector256<float>, Vectors256<float>>.One(_shape, ref first, inputs, outputs, room); break;
            case 128: FastPredictor<float, Vector128<float>, Vectors128<float>>.One(_shape, ref first, inputs, outputs, room); break;
            default: FastPredictor<float, float, ScalarVectors<float>>.One(_shape, ref first, inputs, outputs, room); break;
        }
    }
}
