using NodeNet.Formulas;

namespace NodeNet.Activations;

/// <summary>The slope of a formula, found by the chain rule instead of by hand: for <see cref="IActivationFormula.Slope"/> of an activation function of your
/// own.</summary>
public static class Derivative
{
    /// <summary>d activation / d net input, by <see cref="Dual{T}"/> numbers: exact, at about twice the cost of the activation.</summary>
    /// <typeparam name="TFormula">The formula.</typeparam>
    /// <typeparam name="T">The kind of number.</typeparam>
    /// <param name="formula">The formula; its <see cref="IActivationFormula.Activate"/> is differentiated.</param>
    /// <param name="netInput">z, where the slope is wanted.</param>
    public static T Of<TFormula, T>(TFormula formula, T netInput)
        where TFormula : struct, IActivationFormula
        where T : IReal<T> =>
        formula.Activate(Dual<T>.Variable(netInput)).Slope;
}
