using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using NodeNet.Data;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.Losses;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <summary>Measures a small network on the same few examples again and again, as a training does after each epoch: room, loss and examples laid side by side
/// are made once. The numbers are those of <see cref="FastEvaluation"/>, to the bit.</summary>
internal abstract class RepeatedEvaluation
{
    // Of more numbers, making room and laying out the examples is next to nothing beside the passes.
    private const long MostNumbers = 1 << 17;

    /// <summary>Measures the network as it is now.</summary>
    public abstract (double Loss, double? Accuracy) Measure();

    /// <summary>The loops of a network and its examples; null where there is nothing to be gained, or a user's own part has a say.</summary>
    /// <param name="network">The network. The loops are good as long as its layout is the same.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="data">The examples.</param>
    /// <param name="isSingle">Whether to compute in single precision.</param>
    public static RepeatedEvaluation? Of(Network network, ILoss loss, DataSet data, bool isSingle)
    {
        NetworkLayout shape = network.NetworkLayout;
        bool isSmall = shape.InputCount < InputRows<double>.Least
            && (long)data.Count * (data.Inputs.Width + data.Targets.Width) + shape.SlotCount * 128L <= MostNumbers;
        if (!isSmall || shape.RunsForeignCode || loss.GetType().Assembly != typeof(ILoss).Assembly) return null;
        return isSingle ? Of<float>(network, loss, data) : Of<double>(network, loss, data);
    }

    private static RepeatedEvaluation Of<T>(Network network, ILoss loss, DataSet data)
        where T : unmanaged, IBinaryFloatingPointIeee754<T> => Math.Min(FastMode.Bits, network.RowAlignment * Unsafe.SizeOf<T>() * 8) switch
        {
            512 => new RepeatedEvaluation<T, Vector512<T>, Vectors512<T>>(network, loss, data),
            256 => new RepeatedEvaluation<T, Vector256<T>, Vectors256<T>>(network, loss, data),
            128 => new RepeatedEvaluation<T, Vector128<T>, Vectors128<T>>(network, loss, data),
            _ => new RepeatedEvaluation<T, T, ScalarVectors<T>>(network, loss, data),
        };
}

/// <summary>As <see cref="RepeatedEvaluation"/>, at one precision and one width.</summary>
internal sealed class RepeatedEvaluation<T, TVector, TVectors> : RepeatedEvaluation
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TVectors : struct, IVectors<TVector, T>
{
    private readonly Network _network;
    private readonly ILoss _loss;
    private readonly DataSet _data;
    private readonly NetworkLayout _shape;
    private readonly int _lanes;
    private readonly FastLoss<T, TVector, TVectors> _fastLoss;
    private readonly AlignedArray<T> _parameters;
    private readonly AlignedArray<T> _net;
    private readonly AlignedArray<T> _act;
    private readonly T[] _inputs; // batch by batch, each laid side by side
    private readonly T[] _targets;

    public RepeatedEvaluation(Network network, ILoss loss, DataSet data)
    {
        (_network, _loss, _data, _shape) = (network, loss, data, network.NetworkLayout);
        _lanes = FastBatch<T, TVector, TVectors>.LanesFor(_shape, data.Count, FastPredictor<T, TVector, TVectors>.MostLanes);
        _fastLoss = new FastLoss<T, TVector, TVectors>(loss, network.OutputLayer, _shape.Output, _lanes);
        _parameters = typeof(T) == typeof(double)
            ? new AlignedArray<T>((T[])(object)network.Parameters)
            : new AlignedArray<T>(network.Parameters.Length, network.ParameterSegments[0].Start);
        _net = new AlignedArray<T>((long)_shape.SlotCount * _lanes);
        _act = new AlignedArray<T>((long)_shape.SlotCount * _lanes);
        _inputs = SideBySide(data.Inputs);
        _targets = SideBySide(data.Targets);
    }

    /// <inheritdoc/>
    public override (double Loss, double? Accuracy) Measure()
    {
        if (typeof(T) != typeof(double)) FastConvert<T>.FromDouble(_network.Parameters, _parameters.Span);
        int width = _data.Inputs.Width * _lanes;
        int targets = _shape.Output.Count * _lanes;
        double sum = 0.0;
        double right = 0.0;
        for (int start = 0, batch = 0; start < _data.Count; start += _lanes, batch++)
        {
            int examples = Math.Min(_lanes, _data.Count - start);
            _inputs.AsSpan(batch * width, width).CopyTo(_act.Span);
            FastBatch<T, TVector, TVectors>.Layers(_shape, ref _parameters.First, ref _net.First, ref _act.First, default, _lanes, examples);
            ref T wanted = ref _targets[batch * targets];
            ref T net = ref _net[_shape.Output.Slot * _lanes];
            ref T outputs = ref _act[_shape.Output.Slot * _lanes];
            _fastLoss.Weigh(_data.RowWeights, start, examples);
            right += _fastLoss.Right(ref outputs, ref wanted, examples);
            sum += _fastLoss.Batch(ref wanted, ref net, ref outputs, ref Unsafe.NullRef<T>(), examples, T.One);
        }
        double mean = sum / _data.TotalWeight;
        if (typeof(T) != typeof(double) && !double.IsFinite(mean)) // it may be too large for a float alone
            return FastEvaluation.Of(_network, _loss, _data, isSingle: false, threads: 1);
        return (mean, _data.IsClassification ? right / _data.TotalWeight : null);
    }

    private T[] SideBySide(Rows rows)
    {
        int batches = (_data.Count - 1) / _lanes + 1;
        var laid = new T[batches * rows.Width * _lanes];
        var reader = new RowReader<T>(rows);
        var room = new T[_lanes * rows.Width];
        int[] places = [.. Enumerable.Range(0, _lanes)];
        for (int batch = 0; batch < batches; batch++)
        {
            int start = batch * _lanes;
            int examples = Math.Min(_lanes, _data.Count - start);
            reader.Read(start, room.AsSpan(0, examples * rows.Width));
            FastLayout<T>.Gather(ref room[0], rows.Width, places.AsSpan(0, examples), ref laid[batch * rows.Width * _lanes], _lanes);
        }
        return laid;
    }
}
