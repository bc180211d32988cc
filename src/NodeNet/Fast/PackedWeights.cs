using System.Numerics;
using NodeNet.Foundation;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>A large network's weights a second time, in the order in which the loops over many rows take them: what training copies side by side for every
/// batch, since its weights change, a snapshot that only predicts copies once.</summary>
internal sealed class PackedWeights<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    // Smaller blocks stay in the nearest caches as they are.
    private const int LeastBytes = 1 << 16;

    private readonly AlignedArray<T>?[][] _blocks;

    private PackedWeights(AlignedArray<T>?[][] blocks)
    {
        _blocks = blocks;
    }

    /// <summary>The blocks of a layer, by its place among the computed ones; null where a block stays as it is.</summary>
    public ReadOnlySpan<AlignedArray<T>?> Of(int layer) => _blocks[layer];

    /// <summary>Packs what is large enough; null if nothing is.</summary>
    public static PackedWeights<T>? Of<TVector, TVectors>(NetworkLayout shape, AlignedArray<T> parameters)
        where TVectors : struct, IVectors<TVector, T>
    {
        AlignedArray<T>?[] Packed(LayerLayout layer) => [.. layer.Blocks.Select(block => Pack<TVector, TVectors>(shape, layer, block, parameters))];
        AlignedArray<T>?[][] blocks = [.. shape.Layers.Select(Packed)];
        return blocks.Any(layer => layer.Any(block => block is not null)) ? new PackedWeights<T>(blocks) : null;
    }

    private static unsafe AlignedArray<T>? Pack<TVector, TVectors>(NetworkLayout shape, LayerLayout layer, BlockLayout block, AlignedArray<T> parameters)
        where TVectors : struct, IVectors<TVector, T>
    {
        if ((long)block.SourceCount * layer.Stride * sizeof(T) < LeastBytes) return null;
        ref T weights = ref parameters[block.Start];
        return block.SourceLayer == 0 && shape.InputCount >= InputRows<T>.Least
            ? TileLoop<T, TVector, TVectors>.PackValues(ref weights, layer.Stride, block.SourceCount, layer.Vectors(TVectors.Width))
            : TileLoop<T, TVector, TVectors>.PackFactors(ref weights, layer.Stride, block.SourceCount, layer.Count);
    }
}
