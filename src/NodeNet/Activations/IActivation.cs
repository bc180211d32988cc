using NodeNet.Formulas;
using NodeNet.Initializers;

namespace NodeNet.Activations;

/// <summary>What a single node does with its net input: one number in, one number out.</summary>
/// <remarks>
/// <para>To add your own, derive from <see cref="Activation{TFormula}"/>, which states the mathematics once for every kind of number: then it trains on the
/// vector loops and shows its formula. Or implement <see cref="Name"/>, <see cref="Activate"/> and <see cref="Slope"/> with doubles alone. Hand an instance to
/// the builder or to a node. An instance holds no changing state and may be shared by any number of nodes and threads.</para>
/// <para><see cref="Verification.GradientCheck"/> tells whether the two formulas agree.</para>
/// </remarks>
public interface IActivation
{
    /// <summary>The name that summaries and files use, in lower case with its parameters, as in <c>leaky_relu(0.01)</c>.</summary>
    string Name { get; }

    /// <summary>The node's activation.</summary>
    /// <param name="netInput">The weighted sum of the node's inputs plus its bias; any finite number.</param>
    /// <returns>The activation; finite for any finite net input.</returns>
    double Activate(double netInput);

    /// <summary>How fast the activation grows with the net input: d activation / d net input.</summary>
    /// <param name="netInput">The node's net input.</param>
    /// <param name="activation">What <see cref="Activate"/> returned for it; many slopes are simplest in terms of it, as sigmoid's a·(1 − a).</param>
    /// <returns>The slope; finite for any finite net input.</returns>
    double Slope(double netInput, double activation);

    /// <summary>How the weights into nodes of this function start unless the builder is told otherwise. Default: <see cref="GlorotUniform"/>.</summary>
    IInitializer DefaultInitializer => GlorotUniform.Instance;

    /// <summary>Between which numbers every activation lies; −∞ and +∞ where there is no end. Null if that is not known, and then nothing is refused because of
    /// it. Default: null.</summary>
    (double Low, double High)? Range => null;

    /// <summary>Whether activations of exactly 0 are common, so that the loops do well to skip the connections that they leave through. Default: no.</summary>
    bool IsOftenZero => false;

    /// <summary>The activation as a formula, for ledgers, worksheets and exports. Default: none, and the function is shown by its name.</summary>
    /// <param name="netInput">z: a number, a variable or a formula.</param>
    Expression? ActivationExpression(Expression netInput) => null;

    /// <summary>The slope as a formula. Default: none, and the function is shown by its name.</summary>
    /// <param name="netInput">z: a number, a variable or a formula.</param>
    /// <param name="activation">a, likewise.</param>
    Expression? SlopeExpression(Expression netInput, Expression activation) => null;
}
