using System.Numerics;
using System.Runtime.CompilerServices;
using NodeNet.Fast;
using NodeNet.Foundation;
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
    private AlignedArray<T> _room; // for a piece's sums, by thread; none where they go into one large array
    private AlignedArray<T> _roomOfRule;

    private void WeightsByRule()
    {
        if (_roomOfRule.Length == 0) _roomOfRule = new AlignedArray<T>((long)_threads * RoomOfPart);
        _room = _roomOfRule;
        _fused = false;
        _goesOn = false;
        _scale = T.Zero;
        foreach (LayerLayout layer in Shape.Layers)
        {
            _layer = layer;
            Share(Phase.Transpose, _transpose, layer.Count, 1);
            Share(Phase.Weights, _weights, layer.SourceCount, layer.Count);
            AddBiases(layer, _examples, ref _room.First, T.Zero);
            _rule!.UpdateBiases(layer.BiasStart, ref _room.First, layer.Vectors(TVectors.Width));
        }
        _room = default;
    }

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
