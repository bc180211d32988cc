using System.Runtime.CompilerServices;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.Steps;

namespace NodeNet.FastTraining;

/// <content>Noise on inputs, and nodes that are left out.</content>
internal sealed partial class BatchSteps<T, TVector, TVectors>
{
    private readonly Disturbance? _disturbance;
    private AlignedArray<T> _factors; // of every node's activations, by example
    private int[] _examplesOfBatch = [];
    private ulong[] _keys = [];
    private int _place; // of the current layer in the network
    private bool _isThinned; // whether nodes of the current layer are left out

    private void MakeRoomForThinning()
    {
        _examplesOfBatch = new int[Lanes];
        _keys = new ulong[Lanes];
        _factors = new AlignedArray<T>((long)Shape.SlotCount * Lanes);
        Whole = new AlignedArray<T>((long)Shape.SlotCount * Lanes);
    }

    /// <summary>Begins a batch: its inputs, where they lie side by side.</summary>
    private void Disturb(ReadOnlySpan<int> batch)
    {
        batch.CopyTo(_examplesOfBatch);
        if (_hasRows || !_disturbance!.TouchesInputs) return;
        FindKeys(layer: 0, batch.Length);
        for (int input = 0; input < Shape.InputCount; input++)
        {
            ref T values = ref Act[input * Lanes];
            for (int e = 0; e < batch.Length; e++)
            {
                ref T value = ref Unsafe.Add(ref values, e);
                value = T.CreateTruncating(_disturbance.Input(_keys[e], input, double.CreateTruncating(value)));
            }
        }
    }

    /// <summary>The inputs of a batch, where they are rows.</summary>
    private void DisturbRows(ReadOnlySpan<int> batch)
    {
        int width = Shape.InputCount;
        for (int e = 0; e < batch.Length; e++)
        {
            ulong key = _disturbance!.Key(Memory.Steps, NumberOf(batch[e]), layer: 0);
            Span<T> row = _rows.Span.Slice(e * width, width);
            for (int input = 0; input < width; input++)
                row[input] = T.CreateTruncating(_disturbance.Input(key, input, double.CreateTruncating(row[input])));
        }
    }

    private void BeginLayer(LayerLayout layer)
    {
        _place = Array.IndexOf(Shape.Layers, layer) + 1;
        _isThinned = _disturbance!.Drops(_place);
        if (_isThinned) FindKeys(_place, _examples);
    }

    private void FindKeys(int layer, int examples)
    {
        for (int e = 0; e < examples; e++)
            _keys[e] = _disturbance!.Key(Memory.Steps, NumberOf(_examplesOfBatch[e]), layer);
    }

    /// <summary>activation = factor · f(net input), of some of a layer's nodes.</summary>
    private void Thin(LayerLayout layer, int from, int to)
    {
        for (int node = from; node < to; node++)
        {
            nint start = (nint)(layer.Slot + node) * Lanes;
            ref T factors = ref Unsafe.Add(ref _factors.First, start);
            for (int e = 0; e < _examples; e++)
                Unsafe.Add(ref factors, e) = T.CreateTruncating(_disturbance!.Factor(_keys[e], _place, node));
            ref T act = ref Unsafe.Add(ref Act.First, start);
            ref T whole = ref Unsafe.Add(ref Whole.First, start);
            for (nint at = 0; at < Lanes; at += TVectors.Width)
            {
                TVector a = TVectors.Load(ref act, at);
                TVectors.Store(a, ref whole, at);
                TVectors.Store(TVectors.Multiply(a, TVectors.Load(ref factors, at)), ref act, at);
            }
        }
    }

    /// <summary>How much the loss falls as f(net input) grows: factor · push.</summary>
    private void ThinPushes(LayerLayout layer, int from, int to)
    {
        nint end = (nint)(layer.Slot + to) * Lanes;
        for (nint at = (nint)(layer.Slot + from) * Lanes; at < end; at += TVectors.Width)
            TVectors.Store(TVectors.Multiply(TVectors.Load(ref Delta.First, at), TVectors.Load(ref _factors.First, at)), ref Delta.First, at);
    }
}
