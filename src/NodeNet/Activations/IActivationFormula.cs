using NodeNet.Formulas;

namespace NodeNet.Activations;

/// <summary>The mathematics of an activation function, written once for every kind of number. <see cref="Activation{TFormula}"/> makes an activation function
/// of it.</summary>
/// <remarks>Implement it as a readonly struct: then the compiler makes a loop of its own for every width of vector.</remarks>
public interface IActivationFormula
{
    /// <summary>The node's activation.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="netInput">z, the node's net input.</param>
    T Activate<T>(T netInput)
        where T : IReal<T>;

    /// <summary>How fast the activation grows with the net input: d activation / d net input.</summary>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="netInput">z, the node's net input.</param>
    /// <param name="activation">a, what <see cref="Activate"/> made of it.</param>
    T Slope<T>(T netInput, T activation)
        where T : IReal<T>;
}
