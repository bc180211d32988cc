using NodeNet.Formulas;
using NodeNet.Foundation;
using NodeNet.Initializers;

namespace NodeNet.Activations;

/// <summary>An activation function whose mathematics is written once, over any kind of number. It trains on the vector loops and shows its formula in ledgers
/// and worksheets.</summary>
/// <typeparam name="TFormula">The mathematics.</typeparam>
/// <example><code>
/// public sealed class Mish() : Activation&lt;Mish.Formula&gt;("mish", new Formula())
/// {
///     public readonly struct Formula : IActivationFormula
///     {
///         public T Activate&lt;T&gt;(T z) where T : IReal&lt;T&gt; =&gt; z * T.Tanh(T.Softplus(z));
///         public T Slope&lt;T&gt;(T z, T a) where T : IReal&lt;T&gt; =&gt; Derivative.Of(this, z);
///     }
/// }
/// </code></example>
public abstract class Activation<TFormula> : IActivation, IActivationFormulaSource
    where TFormula : struct, IActivationFormula
{
    private readonly TFormula _formula;

    /// <summary>Creates the function.</summary>
    /// <param name="name">The name that summaries and files use, in lower case with its parameters, as in <c>leaky_relu(0.01)</c>.</param>
    /// <param name="formula">The mathematics.</param>
    protected Activation(string name, TFormula formula)
    {
        Guard.NotNull(name);
        Name = name;
        _formula = formula;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public virtual IInitializer DefaultInitializer => GlorotUniform.Instance;

    /// <inheritdoc/>
    public virtual (double Low, double High)? Range => null;

    /// <inheritdoc/>
    public virtual bool IsOftenZero => false;

    /// <inheritdoc/>
    public double Activate(double netInput) => _formula.Activate(new Scalar(netInput)).Value;

    /// <inheritdoc/>
    public double Slope(double netInput, double activation) => _formula.Slope(new Scalar(netInput), new Scalar(activation)).Value;

    /// <inheritdoc/>
    public Expression ActivationExpression(Expression netInput) => _formula.Activate(netInput);

    /// <inheritdoc/>
    public Expression SlopeExpression(Expression netInput, Expression activation) => _formula.Slope(netInput, activation);

    TResult IActivationFormulaSource.HandTo<TResult>(IActivationFormulaReader<TResult> reader) => reader.Read(_formula);
}

/// <summary>An activation function that can hand out its mathematics by type, so that loops can be made for it.</summary>
internal interface IActivationFormulaSource
{
    /// <summary>Hands the formula to a reader.</summary>
    TResult HandTo<TResult>(IActivationFormulaReader<TResult> reader);
}

/// <summary>What makes something of a formula whose type it learns only now.</summary>
internal interface IActivationFormulaReader<out TResult>
{
    /// <summary>Makes it.</summary>
    TResult Read<TFormula>(TFormula formula)
        where TFormula : struct, IActivationFormula;
}
