using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodeNet.Fast;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <content>The second phase of a step: the sums over the examples.</content>
internal sealed partial class BatchSteps<T, TVector, TVectors>
{
    /// <summary>The second phase: Σ δ · activation of every weight, stored, or added to the weight at once.</summary>
    private void Weights(T rate, bool fused, bool goesOn)
    {
        if (!fused) Update.MakeDownhill(); // before threads share it
        _fused = fused;
        _goesOn = goesOn;
        _scale = fused ? rate : T.Zero;
        foreach (LayerLayout layer in Shape.Layers)
        {
            _layer = layer;
            Share(Phase.Transpose, _transpose, layer.Count, 1);
            Share(Phase.Weights, _weights, layer.SourceCount, layer.Count);
            AddBiases(layer, _examples, ref Unsafe.Add(ref Downhill, layer.BiasStart), _scale);
        }
    }

    private ref T Downhill => ref _fused ? ref Parameters.First : ref Update.Downhill.First;

    private void Weights(int part, int parts)
    {
        foreach (ref readonly BlockLayout block in _layer.Blocks.AsSpan())
        {
            (int from, int to) = Part(block.SourceCount, part, parts);
            if (from >= to) continue;
            if (_room.Length > 0) ChangeByRule(block, from, to, part);
            else Sums(block, from, to, ref Unsafe.Add(ref Downhill, block.Start + (nint)from * _layer.Stride));
        }
    }

    /// <summary>Σ δ · activation of the weights that leave some sources.</summary>
    private void Sums(in BlockLayout block, int from, int to, ref T sums)
    {
        if (block.SourceLayer == 0 && _hasRows)
        {
            SumsOfRows(ref sums, from, to);
            return;
        }
        TileLoop<T, TVector, TVectors>.Run(
            new TileShape<T>(FactorRow: Lanes, FactorStep: 1, ValuesStep: _layer.Stride, OutputRow: _layer.Stride, _goesOn, _scale),
            ref Act[(block.SourceSlot + from) * Lanes], to - from, ref _byExample.First, _layer.Vectors(TVectors.Width), _examples, ref sums);
    }

    private void SumsOfRows(ref T sums, int from, int to)
    {
        nint stride = _layer.Stride;
        var shape = new TileShape<T>(FactorRow: 1, FactorStep: Shape.InputCount, ValuesStep: stride, OutputRow: stride, _goesOn, _scale);
        int done = from;
        foreach (ActiveRun run in _runs.AsSpan(0, _runCount))
        {
            int first = Math.Max(run.From, done);
            int end = Math.Min(run.To, to);
            if (first >= end) continue;
            if (!_fused && !_goesOn) ClearRows(ref Unsafe.Add(ref sums, (done - from) * stride), first - done);
            TileLoop<T, TVector, TVectors>.Run(
                shape, ref Unsafe.Add(ref FirstInput, first), end - first, ref _byExample.First, _layer.Vectors(TVectors.Width), _examples,
                ref Unsafe.Add(ref sums, (first - from) * stride));
            done = end;
        }
        if (!_fused && !_goesOn) ClearRows(ref Unsafe.Add(ref sums, (done - from) * stride), to - done);
    }

    /// <summary>No change of the weights that leave some silent inputs.</summary>
    private void ClearRows(ref T rows, int count)
    {
        if (count > 0) MemoryMarshal.CreateSpan(ref rows, count * _layer.Stride).Clear();
    }

    private void AddBiases(LayerLayout layer, int examples, ref T biases, T scale)
    {
        ref T rows = ref _byExample.First;
        nint at = 0;
        for (nint width = TVectors.Width; at + 3 * width < layer.Count; at += 4 * width) // four sums at a time: one alone waits for each of its additions
        {
            ref T sums = ref Unsafe.Add(ref biases, at);
            TVector first = _goesOn ? TVectors.Load(ref sums, 0) : TVectors.Zero;
            TVector second = _goesOn ? TVectors.Load(ref sums, width) : TVectors.Zero;
            TVector third = _goesOn ? TVectors.Load(ref sums, 2 * width) : TVectors.Zero;
            TVector fourth = _goesOn ? TVectors.Load(ref sums, 3 * width) : TVectors.Zero;
            for (int e = 0; e < examples; e++)
            {
                ref T row = ref Unsafe.Add(ref rows, (nint)e * layer.Stride + at);
                first = TVectors.Add(first, TVectors.Load(ref row, 0));
                second = TVectors.Add(second, TVectors.Load(ref row, width));
                third = TVectors.Add(third, TVectors.Load(ref row, 2 * width));
                fourth = TVectors.Add(fourth, TVectors.Load(ref row, 3 * width));
            }
            StoreBias(first, ref sums, 0, scale);
            StoreBias(second, ref sums, width, scale);
            StoreBias(third, ref sums, 2 * width, scale);
            StoreBias(fourth, ref sums, 3 * width, scale);
        }
        for (; at < layer.Count; at += TVectors.Width)
        {
            TVector sum = _goesOn ? TVectors.Load(ref biases, at) : TVectors.Zero;
            for (int e = 0; e < examples; e++)
                sum = TVectors.Add(sum, TVectors.Load(ref Unsafe.Add(ref rows, (nint)e * layer.Stride), at));
            StoreBias(sum, ref biases, at, scale);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreBias(TVector sum, ref T biases, nint at, T scale) =>
        TVectors.Store(scale == T.Zero ? sum : TVectors.MultiplyAdd(TVectors.Broadcast(scale), sum, TVectors.Load(ref biases, at)), ref biases, at);

    /// <summary>The layer's δs with those of an example side by side, for the sums over examples.</summary>
    private void DeltasByExample(int part, int parts)
    {
        (int first, int last) = Part(_layer.Count, part, parts);
        nint stride = _layer.Stride;
        ref T from = ref Delta[_layer.Slot * Lanes];
        ref T to = ref _byExample.First;
        if (first < last)
            FastLayout<T>.Transpose(ref Unsafe.Add(ref from, (nint)first * Lanes), Lanes, last - first, _examples, ref Unsafe.Add(ref to, first), stride);
        if (part > 0) return;
        for (nint e = 0; e < _examples; e++)
        {
            for (nint node = _layer.Count; node < stride; node++)
                Unsafe.Add(ref to, e * stride + node) = T.Zero;
        }
    }
}
