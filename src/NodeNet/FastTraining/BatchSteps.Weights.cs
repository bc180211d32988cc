using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using NodeNet.Fast;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <content>The second phase of a step: the sums over the examples.</content>
internal sealed partial class BatchSteps<T, TVector, TVectors>
{
    /// <summary>What becomes of the sums.</summary>
    private enum WeightWork
    {
        Stored, // as the way downhill
        Scaled, // plain gradient descent: α · sum is added to the weight at once
        Pulled, // gradient descent with L1 or L2, at once, too
        ByRule, // piece by piece
    }

    /// <summary>The second phase: Σ δ · activation of every weight, and what becomes of it.</summary>
    private void Weights(double rate, WeightWork work, bool goesOn)
    {
        if (work == WeightWork.Stored) Update.MakeDownhill(); // before threads share it
        if (work is WeightWork.ByRule or WeightWork.Pulled) MakeRoom();
        _work = work;
        _goesOn = goesOn;
        _rate = rate;
        foreach (LayerLayout layer in Shape.Layers)
        {
            _layer = layer;
            Share(Phase.Transpose, _transpose, layer.Count, 1);
            Share(Phase.Weights, _weights, layer.SourceCount, layer.Count);
            Biases(layer);
        }
    }

    private void Biases(LayerLayout layer)
    {
        switch (_work)
        {
            case WeightWork.Stored:
                AddBiases(default(ScaledEnd<T, TVector, TVectors>), ends: false, layer, ref Update.Downhill[layer.BiasStart]);
                break;
            case WeightWork.Scaled:
                AddBiases(new ScaledEnd<T, TVector, TVectors>(T.CreateTruncating(_rate)), ends: true, layer, ref Parameters[layer.BiasStart]);
                break;
            default:
                AddBiases(default(ScaledEnd<T, TVector, TVectors>), ends: false, layer, ref _room.First);
                _rule!.UpdateBiases(layer.BiasStart, ref _room.First, layer.Vectors(TVectors.Width));
                break;
        }
    }

    private void Weights(int part, int parts)
    {
        foreach (ref readonly BlockLayout block in _layer.Blocks.AsSpan())
        {
            (int from, int to) = Part(block.SourceCount, part, parts);
            if (from >= to) continue;
            int start = block.Start + from * _layer.Stride;
            switch (_work)
            {
                case WeightWork.Stored:
                    Sums(block, from, to, ref Update.Downhill[start]);
                    break;
                case WeightWork.Scaled:
                    Sums(new ScaledEnd<T, TVector, TVectors>(T.CreateTruncating(_rate)), ends: true, block, from, to, ref Parameters[start]);
                    break;
                case WeightWork.Pulled:
                    PulledSums(block, from, to, ref Parameters[start]);
                    break;
                default:
                    ChangeByRule(block, from, to, part);
                    break;
            }
        }
    }

    /// <summary>Σ δ · activation of the weights that leave some sources, stored.</summary>
    private void Sums(in BlockLayout block, int from, int to, ref T sums) =>
        Sums(default(ScaledEnd<T, TVector, TVectors>), ends: false, block, from, to, ref sums);

    /// <summary>Σ δ · activation of the weights that leave some sources.</summary>
    private void Sums<TEnd>(in TEnd end, bool ends, in BlockLayout block, int from, int to, ref T sums)
        where TEnd : struct, ITileEnd<TVector>
    {
        if (block.SourceLayer == 0 && _hasRows)
        {
            SumsOfRows(end, ends, ref sums, from, to);
            return;
        }
        TileLoop<T, TVector, TVectors>.Run(
            new TileShape(FactorRow: Lanes, FactorStep: 1, ValuesStep: _layer.Stride, OutputRow: _layer.Stride, _goesOn, ends), end,
            ref Act[(block.SourceSlot + from) * Lanes], to - from, ref _byExample.First, _layer.Vectors(TVectors.Width), _examples, ref sums);
    }

    private void SumsOfRows<TEnd>(in TEnd end, bool ends, ref T sums, int from, int to)
        where TEnd : struct, ITileEnd<TVector>
    {
        nint stride = _layer.Stride;
        var shape = new TileShape(FactorRow: 1, FactorStep: Shape.InputCount, ValuesStep: stride, OutputRow: stride, _goesOn, ends);
        int done = from;
        foreach (ActiveRun run in _runs.AsSpan(0, _runCount))
        {
            int first = Math.Max(run.From, done);
            int last = Math.Min(run.To, to);
            if (first >= last) continue;
            SilentRows(end, ends, ref Unsafe.Add(ref sums, (done - from) * stride), first - done);
            TileLoop<T, TVector, TVectors>.Run(
                shape, end, ref Unsafe.Add(ref FirstInput, first), last - first, ref _byExample.First, _layer.Vectors(TVectors.Width), _examples,
                ref Unsafe.Add(ref sums, (first - from) * stride));
            done = last;
        }
        SilentRows(end, ends, ref Unsafe.Add(ref sums, (done - from) * stride), to - done);
    }

    /// <summary>Some silent inputs: the sums of the weights that leave them are 0.</summary>
    private void SilentRows<TEnd>(in TEnd end, bool ends, ref T rows, int count)
        where TEnd : struct, ITileEnd<TVector>
    {
        if (count <= 0) return;
        if (!ends && !_goesOn) MemoryMarshal.CreateSpan(ref rows, count * _layer.Stride).Clear();
        if (ends && !TEnd.LeavesSilent) EndSilent(end, ref rows, (nint)count * _layer.Stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void EndSilent<TEnd>(in TEnd end, ref T numbers, nint count)
        where TEnd : struct, ITileEnd<TVector>
    {
        for (nint at = 0; at < count; at += TVectors.Width)
            TVectors.Store(end.Of(TVectors.Zero, TVectors.Load(ref numbers, at)), ref numbers, at);
    }

    private void AddBiases<TEnd>(in TEnd end, bool ends, LayerLayout layer, ref T biases)
        where TEnd : struct, ITileEnd<TVector>
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
            for (int e = 0; e < _examples; e++)
            {
                ref T row = ref Unsafe.Add(ref rows, (nint)e * layer.Stride + at);
                first = TVectors.Add(first, TVectors.Load(ref row, 0));
                second = TVectors.Add(second, TVectors.Load(ref row, width));
                third = TVectors.Add(third, TVectors.Load(ref row, 2 * width));
                fourth = TVectors.Add(fourth, TVectors.Load(ref row, 3 * width));
            }
            StoreBias(end, ends, first, ref sums, 0);
            StoreBias(end, ends, second, ref sums, width);
            StoreBias(end, ends, third, ref sums, 2 * width);
            StoreBias(end, ends, fourth, ref sums, 3 * width);
        }
        for (; at < layer.Count; at += TVectors.Width)
        {
            TVector sum = _goesOn ? TVectors.Load(ref biases, at) : TVectors.Zero;
            for (int e = 0; e < _examples; e++)
                sum = TVectors.Add(sum, TVectors.Load(ref Unsafe.Add(ref rows, (nint)e * layer.Stride), at));
            StoreBias(end, ends, sum, ref biases, at);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreBias<TEnd>(in TEnd end, bool ends, TVector sum, ref T biases, nint at)
        where TEnd : struct, ITileEnd<TVector> =>
        TVectors.Store(ends ? end.Of(sum, TVectors.Load(ref biases, at)) : sum, ref biases, at);

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
