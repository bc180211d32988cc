using NodeNet.Fast;

namespace NodeNet;

/// <summary>Tells the fast loops what they need to know of a network.</summary>
internal static class NetworkLayouts
{
    public static NetworkLayout Of(Network network)
    {
        var pushed = new HashSet<Layer>();
        var layers = new LayerLayout[network.ComputedLayers.Length];
        for (int l = layers.Length - 1; l >= 0; l--)
            layers[l] = Of(network.ComputedLayers[l], pushed); // in the order of the backward pass
        bool hidesForeignCode = network.HiddenLayers.Any(IsForeign);
        return new NetworkLayout(layers)
        {
            SlotCount = network.SlotCount,
            InputCount = network.InputLayer.Count,
            MostNodes = network.Layers.Max(layer => layer.Count),
            HidesForeignCode = hidesForeignCode,
            RunsForeignCode = hidesForeignCode || IsForeign(network.OutputLayer),
        };
    }

    private static LayerLayout Of(Layer layer, HashSet<Layer> pushed) => new()
    {
        Slot = layer.FirstSlot,
        Count = layer.Count,
        Stride = layer.Stride,
        BiasStart = layer.BiasStart,
        Blocks = [.. layer.IncomingBlocks.OrderBy(block => block.Source.Index)
            .Select(block => new BlockLayout(block.Source.Index, block.Source.FirstSlot, block.Source.Count, block.Start, pushed.Add(block.Source)))],
        SourceCount = layer.IncomingBlocks.Sum(block => block.Source.Count),
        TargetCount = layer.OutgoingBlocks.Sum(block => block.Target.Count),
        WholeLayer = layer.LayerActivation,
        Shared = layer.LayerActivation is null && !layer.HasOwnActivations ? layer.Activation : null,
        Own = layer.HasOwnActivations ? [.. Enumerable.Range(0, layer.Count).Select(node => layer.ActivationOf(node)!)] : [],
    };

    private static bool IsForeign(Layer layer) => layer.LayerActivation is { } wholeLayer
        ? IsForeign(wholeLayer)
        : Enumerable.Range(0, layer.Count).Any(node => IsForeign(layer.ActivationOf(node)!));

    private static bool IsForeign(object activation) => activation.GetType().Assembly != typeof(Network).Assembly;
}
