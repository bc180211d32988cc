using NodeNet.Activations;

namespace NodeNet.Losses;

/// <summary>A loss that, on nodes of one particular activation function, is computed from the net input: the same numbers, exact when saturated.</summary>
internal interface INodeFusedLoss
{
    /// <summary>Whether the two are computed together.</summary>
    bool FusesWith(IActivation activation);

    /// <summary>The loss's term of a node with this net input.</summary>
    double Term(double netInput, double target);

    /// <summary>The node's δ, −∂term/∂net input.</summary>
    double Delta(double netInput, double target);
}

/// <summary>As <see cref="INodeFusedLoss"/>, for an activation function of a whole layer.</summary>
internal interface ILayerFusedLoss
{
    /// <summary>Whether the two are computed together.</summary>
    bool FusesWith(ILayerActivation activation);

    /// <summary>The sum of the loss's terms over the layer's nodes.</summary>
    double SumOfTerms(ReadOnlySpan<double> netInputs, ReadOnlySpan<double> targets);

    /// <summary>The loss's terms, which <see cref="SumOfTerms"/> adds up in this order.</summary>
    void Terms(ReadOnlySpan<double> netInputs, ReadOnlySpan<double> targets, Span<double> terms);

    /// <summary>Each node's δ, −∂Loss/∂net input.</summary>
    void Deltas(ReadOnlySpan<double> activations, ReadOnlySpan<double> targets, Span<double> deltas);
}
