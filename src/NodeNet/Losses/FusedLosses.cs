using NodeNet.Activations;
using NodeNet.Formulas;

namespace NodeNet.Losses;

/// <summary>A loss that, on nodes of one particular activation function, is computed from the net input: the same numbers, exact when the node is
/// saturated.</summary>
/// <remarks>A loss of your own gets this by deriving from <see cref="FusedLoss{TFormula}"/>.</remarks>
public interface INodeFusedLoss
{
    /// <summary>Whether the two are computed together.</summary>
    /// <param name="activation">The node's activation function.</param>
    bool FusesWith(IActivation activation);

    /// <summary>The loss's term of a node.</summary>
    /// <param name="netInput">z, the node's net input.</param>
    /// <param name="target">y, what its activation should have been.</param>
    double Term(double netInput, double target);

    /// <summary>The node's δ, −∂term/∂net input.</summary>
    /// <param name="netInput">z, the node's net input.</param>
    /// <param name="target">y, what its activation should have been.</param>
    double Delta(double netInput, double target);

    /// <summary>The term as a formula.</summary>
    /// <param name="netInput">z.</param>
    /// <param name="target">y.</param>
    Expression TermExpression(Expression netInput, Expression target);

    /// <summary>δ as a formula, in the form that loses no digits.</summary>
    /// <param name="netInput">z.</param>
    /// <param name="target">y.</param>
    Expression DeltaExpression(Expression netInput, Expression target);

    /// <summary>δ as a formula, as it is taught.</summary>
    /// <param name="activation">a.</param>
    /// <param name="target">y.</param>
    Expression TaughtDeltaExpression(Expression activation, Expression target);
}

/// <summary>As <see cref="INodeFusedLoss"/>, for an activation function of a whole layer.</summary>
public interface ILayerFusedLoss
{
    /// <summary>Whether the two are computed together.</summary>
    /// <param name="activation">The layer's activation function.</param>
    bool FusesWith(ILayerActivation activation);

    /// <summary>The loss's terms, one a node; the loss is their sum, in this order.</summary>
    /// <param name="netInputs">z of each node.</param>
    /// <param name="targets">y of each node.</param>
    /// <param name="terms">Receives the terms.</param>
    void Terms(ReadOnlySpan<double> netInputs, ReadOnlySpan<double> targets, Span<double> terms);

    /// <summary>Each node's δ, −∂Loss/∂net input.</summary>
    /// <param name="activations">a of each node.</param>
    /// <param name="targets">y of each node.</param>
    /// <param name="deltas">Receives δ.</param>
    void Deltas(ReadOnlySpan<double> activations, ReadOnlySpan<double> targets, Span<double> deltas);

    /// <summary>A node's term as a formula.</summary>
    /// <param name="node">The node's place in its layer.</param>
    /// <param name="netInputs">z of each node.</param>
    /// <param name="targets">y of each node.</param>
    Expression TermExpression(int node, IReadOnlyList<Expression> netInputs, IReadOnlyList<Expression> targets);

    /// <summary>The whole loss as a formula that cannot overflow.</summary>
    /// <param name="netInputs">z of each node.</param>
    /// <param name="targets">y of each node.</param>
    Expression LossExpression(IReadOnlyList<Expression> netInputs, IReadOnlyList<Expression> targets);

    /// <summary>A node's δ as a formula.</summary>
    /// <param name="node">The node's place in its layer.</param>
    /// <param name="activations">a of each node.</param>
    /// <param name="targets">y of each node.</param>
    Expression DeltaExpression(int node, IReadOnlyList<Expression> activations, IReadOnlyList<Expression> targets);
}

/// <summary>The mathematics of an <see cref="ILayerFusedLoss"/>, written once for every kind of number that a loop computes with.</summary>
public interface ILayerFusedFormula
{
    /// <summary>The loss's terms, one a node.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="netInputs">z of each node.</param>
    /// <param name="targets">y of each node.</param>
    /// <param name="terms">Receives the terms.</param>
    void FusedTerms<T>(ReadOnlySpan<T> netInputs, ReadOnlySpan<T> targets, Span<T> terms)
        where T : IReal<T>;

    /// <summary>Each node's δ, −∂Loss/∂net input.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="activations">a of each node.</param>
    /// <param name="targets">y of each node.</param>
    /// <param name="deltas">Receives δ.</param>
    void FusedDeltas<T>(ReadOnlySpan<T> activations, ReadOnlySpan<T> targets, Span<T> deltas)
        where T : IReal<T>;
}

/// <summary>A loss that can hand out the mathematics of its form over a whole layer by type, so that loops can be made for it.</summary>
internal interface ILayerFusedFormulaSource
{
    /// <summary>Hands the formula to a reader.</summary>
    TResult HandTo<TResult>(ILayerFusedFormulaReader<TResult> reader);
}

/// <inheritdoc cref="ILossFormulaReader{TResult}"/>
internal interface ILayerFusedFormulaReader<out TResult>
{
    /// <summary>Makes it.</summary>
    TResult Read<TFormula>(TFormula formula)
        where TFormula : struct, ILayerFusedFormula;
}
