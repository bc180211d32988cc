using NodeNet.Formulas;
using NodeNet.Initializers;

namespace NodeNet.Activations;

/// <summary>An activation function that needs its whole layer, as <see cref="Softmax"/> does: every activation depends on every net input.</summary>
public interface ILayerActivation
{
    /// <summary>The name that summaries and files use.</summary>
    string Name { get; }

    /// <summary>The activations of all the layer's nodes.</summary>
    /// <param name="netInputs">One net input a node.</param>
    /// <param name="activations">Receives one activation a node; as long as <paramref name="netInputs"/>.</param>
    void Activate(ReadOnlySpan<double> netInputs, Span<double> activations);

    /// <summary>The δ of all the layer's nodes: δᵢ = Σⱼ pushⱼ · ∂activationⱼ/∂net inputᵢ.</summary>
    /// <param name="netInputs">One net input a node.</param>
    /// <param name="activations">What <see cref="Activate"/> made of them.</param>
    /// <param name="pushes">−∂Loss/∂activation of each node.</param>
    /// <param name="deltas">Receives one δ a node; may be the same memory as <paramref name="pushes"/>.</param>
    void Deltas(ReadOnlySpan<double> netInputs, ReadOnlySpan<double> activations, ReadOnlySpan<double> pushes, Span<double> deltas);

    /// <summary>How the weights into such a layer start unless the builder is told otherwise. Default: <see cref="GlorotUniform"/>.</summary>
    IInitializer DefaultInitializer => GlorotUniform.Instance;

    /// <summary>The activations as formulas, one a node. Default: none, and the function is shown by its name.</summary>
    /// <param name="netInputs">z of each node: numbers, variables or formulas.</param>
    IReadOnlyList<Expression>? ActivationExpressions(IReadOnlyList<Expression> netInputs) => null;

    /// <summary>The δs as formulas, one a node. Default: none, and the function is shown by its name.</summary>
    /// <param name="netInputs">z of each node: numbers, variables or formulas.</param>
    /// <param name="activations">a of each node, likewise.</param>
    /// <param name="pushes">−∂Loss/∂a of each node, likewise.</param>
    IReadOnlyList<Expression>? DeltaExpressions(
        IReadOnlyList<Expression> netInputs, IReadOnlyList<Expression> activations, IReadOnlyList<Expression> pushes) => null;
}
