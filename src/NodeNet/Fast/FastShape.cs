using System.Numerics;
using NodeNet.Activations;
using NodeNet.Vectors;

namespace NodeNet.Fast;

/// <summary>What the fast loops need to know of a network besides its numbers, in a form that costs nothing to read.</summary>
internal sealed class FastShape
{
    public FastShape(Network network)
    {
        SlotCount = network.SlotCount;
        InputCount = network.InputLayer.Count;
        var pushed = new HashSet<Layer>();
        FastLayer[] layers = new FastLayer[network.ComputedLayers.Length];
        for (int l = layers.Length - 1; l >= 0; l--)
            layers[l] = new FastLayer(network.ComputedLayers[l], pushed); // in the order of the backward pass
        Layers = layers;
        Output = Layers[^1];
        LargestStride = Layers.Max(layer => layer.Stride);
        MostNodes = network.Layers.Max(layer => layer.Count);
        HidesForeignCode = network.HiddenLayers.Any(IsForeign);
        RunsForeignCode = HidesForeignCode || IsForeign(network.OutputLayer);
    }

    /// <summary>The length of an array over all nodes.</summary>
    public int SlotCount { get; }

    public int InputCount { get; }

    /// <summary>All layers but the input layer.</summary>
    public FastLayer[] Layers { get; }

    public FastLayer Output { get; }

    public int LargestStride { get; }

    public int MostNodes { get; }

    /// <summary>Whether a hidden layer has an activation function that is not NodeNet's own, and so might throw.</summary>
    public bool HidesForeignCode { get; }

    /// <summary>Whether any layer has one.</summary>
    public bool RunsForeignCode { get; }

    private static bool IsForeign(Layer layer) => layer.LayerActivation is { } wholeLayer
        ? IsForeign(wholeLayer)
        : Enumerable.Range(0, layer.Count).Any(node => IsForeign(layer.ActivationOf(node)!));

    private static bool IsForeign(object activation) => activation.GetType().Assembly != typeof(Network).Assembly;
}

/// <summary>A computed layer, for the fast loops.</summary>
internal sealed class FastLayer
{
    // The loops made last for each precision: made once, as a rule, since a process works with one width. Threads may make them twice; any will do.
    private object? _double;
    private object? _single;
    private object? _doubleAlone; // for one example, where a whole layer's function needs no lanes
    private object? _singleAlone;

    public FastLayer(Layer layer, HashSet<Layer> pushed)
    {
        Layer = layer;
        Slot = layer.FirstSlot;
        Count = layer.Count;
        Stride = layer.Stride;
        BiasStart = layer.BiasStart;
        Blocks = [.. layer.IncomingBlocks.OrderBy(block => block.Source.Index).Select(block => new FastBlock(block, pushed.Add(block.Source)))];
        SourceCount = layer.IncomingBlocks.Sum(block => block.Source.Count);
        TargetCount = layer.OutgoingBlocks.Sum(block => block.Target.Count);
        WholeLayer = layer.LayerActivation;
        Shared = WholeLayer is null && !layer.HasOwnActivations ? layer.Activation : null;
    }

    public Layer Layer { get; }

    public int Slot { get; }

    public int Count { get; }

    public int Stride { get; }

    public int BiasStart { get; }

    /// <summary>What feeds the layer, by the place of the source layers: the inputs come first.</summary>
    public FastBlock[] Blocks { get; }

    /// <summary>How many nodes feed each of the layer's nodes, at most.</summary>
    public int SourceCount { get; }

    /// <summary>How many nodes each of the layer's nodes feeds, at most.</summary>
    public int TargetCount { get; }

    public ILayerActivation? WholeLayer { get; }

    /// <summary>The activation function of all the layer's nodes, if there is one for all.</summary>
    public IActivation? Shared { get; }

    /// <summary>How many vectors the layer's nodes fill.</summary>
    public int Vectors(int width) => (Count + width - 1) / width;

    /// <summary>Whether activations of exactly 0 are to be expected, so that listing the others pays.</summary>
    public bool IsOftenSilent => Shared?.IsOftenZero == true;

    /// <summary>The loops of the layer's activation function; null if its mathematics is not written over any kind of number, or nodes have their own.</summary>
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
internal readonly struct FastBlock(ConnectionBlock block, bool isFirstPush)
{
    /// <summary>The source layer's place in the network; 0 is the input layer.</summary>
    public readonly int SourceLayer = block.Source.Index;
    public readonly int SourceSlot = block.Source.FirstSlot;
    public readonly int SourceCount = block.Source.Count;
    public readonly int Start = block.Start;

    /// <summary>Whether the backward pass comes to this block first of all that leave its source layer.</summary>
    public readonly bool IsFirstPush = isFirstPush;
}
