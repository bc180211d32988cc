using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Fast;
using NodeNet.Foundation;
using NodeNet.Optimizers;
using NodeNet.Vectors;

namespace NodeNet.FastTraining;

/// <content>The second phase of a step where a rule changes the weights piece by piece, as soon as the piece's sums over the examples are made.</content>
internal sealed partial class BatchSteps<T, TVector, TVectors>
{
    // Sums wait in the nearest cache for the rule. Of a larger batch each sum takes so long that a larger piece, which the tiles like better, costs less.
    private const int BytesOfPiece = 1 << 14;
    private const int BytesOfLargePiece = 1 << 16;
    private const int LargeBatch = 32;

    // The tiles take rows by six or four, threads by 16.
    private const int LeastRows = 24;

    private RowRule<T, TVector, TVectors>? _rule; // of this run; null where passes change the weights
    private AlignedArray<T> _room; // for a piece's sums, by thread

    private void MakeRoom()
    {
        if (_room.Length == 0) _room = new AlignedArray<T>((long)_threads * RoomOfPart);
    }

    /// <summary>Whether the rule needs so little beside a sum, gradient descent with L1 or L2, that it is done while the sum is in a register.</summary>
    private bool IsRuleOfTiles(int examples) => Options.Optimizer is GradientDescent && examples <= TileLoop<T, TVector, TVectors>.Block;

    private void PulledSums(in BlockLayout block, int from, int to, ref T weights)
    {
        if (Options.Penalty.L1 == 0.0) PulledSums<PullOfL2<T, TVector, TVectors>>(block, from, to, ref weights);
        else if (Options.Penalty.L2 == 0.0) PulledSums<PullOfL1<T, TVector, TVectors>>(block, from, to, ref weights);
        else PulledSums<Pull<T, TVector, TVectors>>(block, from, to, ref weights);
    }

    private void PulledSums<TPull>(in BlockLayout block, int from, int to, ref T weights)
        where TPull : struct, IPull<TVector> =>
        Sums(new PulledEnd<T, TVector, TVectors, TPull>(_rate, Options.Penalty), ends: true, block, from, to, ref weights);

    private int RowsOfPiece(int stride)
    {
        int bytes = _examples < LargeBatch ? BytesOfPiece : BytesOfLargePiece;
        return Math.Max(LeastRows, bytes / (stride * Unsafe.SizeOf<T>()) / 12 * 12);
    }

    private int RoomOfPart => Math.Max(LeastRows * Shape.LargestStride, BytesOfLargePiece / Unsafe.SizeOf<T>());

    private void ChangeByRule(in BlockLayout block, int from, int to, int part)
    {
        int rows = RowsOfPiece(_layer.Stride);
        ref T sums = ref _room[part * RoomOfPart];
        for (int first = from; first < to; first += rows)
        {
            int end = Math.Min(first + rows, to);
            Sums(block, first, end, ref sums);
            _rule!.Update(ref sums, block.Start + first * _layer.Stride, (nint)(end - first) * _layer.Stride);
        }
    }

    /// <summary>The changes from the whole way downhill, which had to be known first: to clip it, or because the batch came in pieces.</summary>
    private void ChangeByRule(double rate)
    {
        _rule!.Scale = Options.ClipNorm is { } largest ? T.CreateTruncating(Update.ClipFactor(largest)) : T.One;
        _rule.Begin(rate, Memory.NextStep());
        foreach (LayerLayout layer in Shape.Layers)
        {
            _layer = layer;
            Share(Phase.Changes, _changes, layer.SourceCount, layer.Count);
            _rule.UpdateBiases(layer.BiasStart, ref Update.Downhill[layer.BiasStart], layer.Vectors(TVectors.Width));
        }
    }

    private void Changes(int part, int parts)
    {
        foreach (ref readonly BlockLayout block in _layer.Blocks.AsSpan())
        {
            (int from, int to) = Part(block.SourceCount, part, parts);
            int start = block.Start + from * _layer.Stride;
            if (from < to) _rule!.Update(ref Update.Downhill[start], start, (nint)(to - from) * _layer.Stride);
        }
    }
}
