using NodeNet.Activations;
using NodeNet.Formulas;

namespace NodeNet.Losses;

/// <summary>How wrong an output is: the number that training makes small. The loss of an example is the sum of its outputs' terms, or their mean.</summary>
/// <remarks>
/// <para>To add your own, derive from <see cref="Loss{TFormula}"/>, which states the mathematics once for every kind of number: then it trains on the vector
/// loops and shows its formula. Or implement <see cref="Name"/>, <see cref="Term"/> and <see cref="Slope"/> with doubles alone. An instance holds no changing
/// state and may be shared by any number of threads. <see cref="Verification.GradientCheck"/> tells whether the two formulas agree.</para>
/// <para>The loss of a batch is the mean over its examples.</para>
/// </remarks>
public interface ILoss
{
    /// <summary>The name that summaries and files use, in lower case with its parameters, as in <c>huber(1)</c>.</summary>
    string Name { get; }

    /// <summary>One output node's part of the loss, before any averaging over outputs.</summary>
    /// <param name="output">ŷ, the output node's activation.</param>
    /// <param name="target">y, what it should have been.</param>
    /// <returns>The term; +∞ where the output is outside the loss's domain.</returns>
    double Term(double output, double target);

    /// <summary>How fast <see cref="Term"/> grows with the output: ∂term/∂ŷ.</summary>
    /// <param name="output">ŷ, the output node's activation.</param>
    /// <param name="target">y, what it should have been.</param>
    /// <returns>The slope; at a kink, 0 or the one-sided slope that the implementation documents.</returns>
    double Slope(double output, double target);

    /// <summary>Whether the loss of an example is the mean of its outputs' terms; otherwise it is their sum. Default: the sum.</summary>
    bool IsMeanOverOutputs => false;

    /// <summary>Whether a target makes sense for this loss. Data with another one is refused. Default: any finite number does.</summary>
    /// <param name="target">A target value.</param>
    bool AcceptsTarget(double target) => true;

    /// <summary>Whether an output node's activation function gives outputs that make sense for this loss. Training with another one is refused. Default: any
    /// does.</summary>
    /// <param name="activation">The activation function; its <see cref="IActivation.Range"/> says what it can give.</param>
    bool AcceptsOutputs(IActivation activation) => true;

    /// <summary>Whether an output layer whose activation function is the whole layer's gives outputs that make sense for this loss. Training with another one
    /// is refused. Default: any does.</summary>
    /// <param name="activation">The layer's activation function.</param>
    /// <param name="nodes">How many nodes the layer has.</param>
    bool AcceptsOutputs(ILayerActivation activation, int nodes) => true;

    /// <summary>The outputs that this loss takes, in words for an error message.</summary>
    string OutputRange => "any finite number";

    /// <summary>What to use where the outputs are others, in a sentence for an error message.</summary>
    string OutputAdvice => "";

    /// <summary>The targets that <see cref="AcceptsTarget"/> allows, in words for an error message.</summary>
    string TargetRange => "any finite number";

    /// <summary>The term as a formula, for ledgers, worksheets and exports. Default: none, and the loss is shown by its name.</summary>
    /// <param name="output">ŷ: a number, a variable or a formula.</param>
    /// <param name="target">y, likewise.</param>
    Expression? TermExpression(Expression output, Expression target) => null;

    /// <summary>The slope as a formula. Default: none, and the loss is shown by its name.</summary>
    /// <param name="output">ŷ: a number, a variable or a formula.</param>
    /// <param name="target">y, likewise.</param>
    Expression? SlopeExpression(Expression output, Expression target) => null;
}
