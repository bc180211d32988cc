using System.Numerics;
using NodeNet.Activations;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>What the fast loops need to know of a network besides its numbers, in a form that costs nothing to read.</summary>
internal sealed class NetworkLayout
{
    /// <param name="layers">All layers but the input layer.</param>
    public NetworkLayout(LayerLayout[] layers)
    {
        Layers = layers;
        Output = layers[^1];
        LargestStride = layers.Max(layer => layer.Stride);
    }

    /// <summary>The length of an array over all nodes.</summary>
    public required int SlotCount { get; init; }

    public required int InputCount { get; init; }

    /// <summary>All layers but the input layer.</summary>
    public LayerLayout[] Layers { get; }

    public LayerLayout Output { get; }

    public int LargestStride { get; }

    public required int MostNodes { get; init; }

    /// <summary>Whether a hidden layer has an activation function that is not NodeNet's own, and so might throw.</summary>
    public required bool HidesForeignCode { get; init; }

    /// <summary>Whether any layer has one.</summary>
    public required bool RunsForeignCode { get; init; }
}

/// <summary>A computed layer, for the fast loops.</summary>
internal sealed class LayerLayout
{
    // The loops made last for each precision: made once, as a rule, since a process works with one width. Threads may make them twice; any will do.
    private object? _double;
    private object? _single;
    private object? _doubleAlone; // for one example, where a whole layer's function needs no lanes
    private object? _singleAlone;

    public required int Slot { get; init; }

    public required int Count { get; init; }

    public required int Stride { get; init; }

    public required int BiasStart { get; init; }

    /// <summary>What feeds the layer, by the place of the source layers: the inputs come first.</summary>
    public required BlockLayout[] Blocks { get; init; }

    /// <summary>How many nodes feed each of the layer's nodes, at most.</summary>
    public required int SourceCount { get; init; }

    /// <summary>How many nodes each of the layer's nodes feeds, at most.</summary>
    public required int TargetCount { get; init; }

    public required ILayerActivation? WholeLayer { get; init; }

    /// <summary>The activation function of all the layer's nodes, if there is one for all.</summary>
    public required IActivation? Shared { get; init; }

    /// <summary>Each node's activation function, where nodes have their own; otherwise empty.</summary>
    public required IActivation[] Own { get; init; }

    /// <summary>The activation function of a node; null if it is the whole layer's.</summary>
    public IActivation? ActivationOf(int node) => Own.Length > 0 ? Own[node] : Shared;

    /// <summary>How many vectors the layer's nodes fill.</summary>
    public int Vectors(int width) => (Count + width - 1) / width;

    /// <summary>Whether activations of exactly 0 are to be expected, so that listing the others pays.</summary>
    public bool IsOftenSilent => Shared?.IsOftenZero == true;

    /// <summary>The loops of the layer's activation function; null if its mathematics is not written over any kind of number, or nodes have their
    /// own.</summary>
    public ArrayActivation<T, TVector, TVectors>? Function<T, TVector, TVectors>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVectors : struct, IVectors<TVector, T>
    {
        object? made = typeof(T) == typeof(double) ? _double : _single;
        return made as ArrayActivation<T, TVector, TVectors> ?? (Shared is null ? null : MakeFunction<T, TVector, TVectors>(Shared));
    }

    /// <summary>As <see cref="Function"/>, of an activation function that is the whole layer's.</summary>
    public ArrayLayerActivation<T, TVector, TVectors>? WholeFunction<T, TVector, TVectors>()
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVectors : struct, IVectors<TVector, T>
    {
        object? made = TVectors.Width == 1 ? (typeof(T) == typeof(double) ? _doubleAlone : _singleAlone) : typeof(T) == typeof(double) ? _double : _single;
        return made as ArrayLayerActivation<T, TVector, TVectors> ?? (WholeLayer is null ? null : MakeWhole<T, TVector, TVectors>(WholeLayer));
    }

    private ArrayActivation<T, TVector, TVectors>? MakeFunction<T, TVector, TVectors>(IActivation activation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVectors : struct, IVectors<TVector, T>
    {
        var made = ArrayActivation<T, TVector, TVectors>.Of(activation);
        Keep<T>(made);
        return made;
    }

    private ArrayLayerActivation<T, TVector, TVectors>? MakeWhole<T, TVector, TVectors>(ILayerActivation activation)
        where T : unmanaged, IBinaryFloatingPointIeee754<T>
        where TVectors : struct, IVectors<TVector, T>
    {
        var made = ArrayLayerActivation<T, TVector, TVectors>.Of(activation);
        if (TVectors.Width > 1) Keep<T>(made);
        else if (typeof(T) == typeof(double)) _doubleAlone = made;
        else _singleAlone = made;
        return made;
    }

    private void Keep<T>(object? made)
    {
        if (typeof(T) == typeof(double)) _double = made;
        else _single = made;
    }
}

/// <summary>A block of connections, for the fast loops.</summary>
/// <param name="SourceLayer">The source layer's place in the network; 0 is the input layer.</param>
/// <param name="SourceSlot">Where the source layer's values start.</param>
/// <param name="SourceCount">How many nodes it has.</param>
/// <param name="Start">Where the block's weights start.</param>
/// <param name="IsFirstPush">Whether the backward pass comes to this block first of all that leave its source layer.</param>
internal readonly record struct BlockLayout(int SourceLayer, int SourceSlot, int SourceCount, int Start, bool IsFirstPush);
