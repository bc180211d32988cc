using NodeNet.Formulas;

namespace NodeNet.Losses;

/// <summary>The mathematics of a loss, written once for every kind of number. <see cref="Loss{TFormula}"/> makes a loss of it.</summary>
/// <remarks>Implement it as a readonly struct: then the compiler makes a loop of its own for every width of vector.</remarks>
public interface ILossFormula
{
    /// <summary>One output node's part of the loss, before any averaging over outputs.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="output">ŷ, the output node's activation.</param>
    /// <param name="target">y, what it should have been.</param>
    T Term<T>(T output, T target)
        where T : IReal<T>;

    /// <summary>How fast the term grows with the output: ∂term/∂ŷ.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="output">ŷ, the output node's activation.</param>
    /// <param name="target">y, what it should have been.</param>
    T Slope<T>(T output, T target)
        where T : IReal<T>;
}

/// <summary>The mathematics of a loss together with one activation function: the term and δ from the net input, exact when the node is saturated.</summary>
public interface IFusedFormula
{
    /// <summary>The loss's term of a node.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="netInput">z, the node's net input.</param>
    /// <param name="target">y, what its activation should have been.</param>
    T FusedTerm<T>(T netInput, T target)
        where T : IReal<T>;

    /// <summary>The node's δ, −∂term/∂net input, in the form that loses no digits.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="netInput">z, the node's net input.</param>
    /// <param name="target">y, what its activation should have been.</param>
    T FusedDelta<T>(T netInput, T target)
        where T : IReal<T>;

    /// <summary>The same δ as it is taught, from the activation.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="activation">a, the node's activation.</param>
    /// <param name="target">y, what it should have been.</param>
    T TaughtDelta<T>(T activation, T target)
        where T : IReal<T>;
}
