using NodeNet.Activations;
using NodeNet.Initializers;

namespace NodeNet;

/// <summary>What a layer is to be, before there is a network.</summary>
internal sealed record LayerPlan(int Count, IActivation? Activation, ILayerActivation? LayerActivation)
{
    public string Name { get; init; } = "";

    /// <summary>By node, where nodes have an activation function of their own.</summary>
    public IReadOnlyList<IActivation?>? OwnActivations { get; init; }

    public bool HasBias { get; init; } = true;

    public IInitializer? Weights { get; init; }

    public IInitializer? Biases { get; init; }

    /// <summary>The indices of the layers that feed this one, in order.</summary>
    public IReadOnlyList<int> From { get; init; } = [];

    /// <summary>x1, h1, h1.2, y1: the kind of layer, the node's number in it, and from the second hidden layer on the layer's.</summary>
    public string NodeName(int node) => Name switch
    {
        "input" => $"x{node + 1}",
        "output" => $"y{node + 1}",
        "hidden 1" => $"h{node + 1}",
        _ => $"h{node + 1}.{Name["hidden ".Length..]}",
    };

    /// <summary>How the weights into one node start.</summary>
    public IInitializer WeightsInto(int node) =>
        Weights ?? LayerActivation?.DefaultInitializer ?? (OwnActivations?[node] ?? Activation)!.DefaultInitializer;
}
