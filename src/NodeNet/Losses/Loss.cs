using NodeNet.Activations;
using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Losses;

/// <summary>A loss whose mathematics is written once, over any kind of number. It trains on the vector loops and shows its formula in ledgers and
/// worksheets.</summary>
/// <typeparam name="TFormula">The mathematics.</typeparam>
public abstract class Loss<TFormula> : ILoss, ILossFormulaSource
    where TFormula : struct, ILossFormula
{
    /// <summary>Creates the loss.</summary>
    /// <param name="name">The name that summaries and files use, in lower case with its parameters, as in <c>huber(1)</c>.</param>
    /// <param name="formula">The mathematics.</param>
    protected Loss(string name, TFormula formula)
    {
        Guard.NotNull(name);
        Name = name;
        Mathematics = formula;
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public virtual bool IsMeanOverOutputs => false;

    /// <inheritdoc/>
    public virtual string TargetRange => "any finite number";

    /// <inheritdoc/>
    public virtual string OutputRange => "any finite number";

    /// <inheritdoc/>
    public virtual string OutputAdvice => "";

    /// <summary>The formula.</summary>
    private protected TFormula Mathematics { get; }

    /// <inheritdoc/>
    public double Term(double output, double target) => Mathematics.Term(new Scalar(output), new Scalar(target)).Value;

    /// <inheritdoc/>
    public double Slope(double output, double target) => Mathematics.Slope(new Scalar(output), new Scalar(target)).Value;

    /// <inheritdoc/>
    public virtual bool AcceptsTarget(double target) => true;

    /// <inheritdoc/>
    public virtual bool AcceptsOutputs(IActivation activation) => true;

    /// <inheritdoc/>
    public virtual bool AcceptsOutputs(ILayerActivation activation, int nodes) => true;

    /// <inheritdoc/>
    public Expression TermExpression(Expression output, Expression target) => Mathematics.Term(output, target);

    /// <inheritdoc/>
    public Expression SlopeExpression(Expression output, Expression target) => Mathematics.Slope(output, target);

    TResult ILossFormulaSource.HandTo<TResult>(ILossFormulaReader<TResult> reader) => reader.Read(Mathematics);
}

/// <summary>A loss that, on nodes of one particular activation function, is computed from the net input: the same numbers, exact when the node is
/// saturated.</summary>
/// <typeparam name="TFormula">The mathematics.</typeparam>
public abstract class FusedLoss<TFormula> : Loss<TFormula>, INodeFusedLoss, IFusedFormulaSource
    where TFormula : struct, ILossFormula, IFusedFormula
{
    /// <summary>Creates the loss.</summary>
    /// <param name="name">The name that summaries and files use.</param>
    /// <param name="formula">The mathematics.</param>
    protected FusedLoss(string name, TFormula formula)
        : base(name, formula)
    {
    }

    /// <inheritdoc/>
    public abstract bool FusesWith(IActivation activation);

    double INodeFusedLoss.Term(double netInput, double target) => Mathematics.FusedTerm(new Scalar(netInput), new Scalar(target)).Value;

    double INodeFusedLoss.Delta(double netInput, double target) => Mathematics.FusedDelta(new Scalar(netInput), new Scalar(target)).Value;

    Expression INodeFusedLoss.TermExpression(Expression netInput, Expression target) => Mathematics.FusedTerm(netInput, target);

    Expression INodeFusedLoss.DeltaExpression(Expression netInput, Expression target) => Mathematics.FusedDelta(netInput, target);

    Expression INodeFusedLoss.TaughtDeltaExpression(Expression activation, Expression target) => Mathematics.TaughtDelta(activation, target);

    TResult IFusedFormulaSource.HandTo<TResult>(IFusedFormulaReader<TResult> reader) => reader.Read(Mathematics);
}

/// <summary>A loss that can hand out its mathematics by type, so that loops can be made for it.</summary>
internal interface ILossFormulaSource
{
    /// <summary>Hands the formula to a reader.</summary>
    TResult HandTo<TResult>(ILossFormulaReader<TResult> reader);
}

/// <summary>As <see cref="ILossFormulaSource"/>, for the form in which the loss is computed together with an activation function.</summary>
internal interface IFusedFormulaSource
{
    /// <summary>Hands the formula to a reader.</summary>
    TResult HandTo<TResult>(IFusedFormulaReader<TResult> reader);
}

/// <summary>What makes something of a formula whose type it learns only now.</summary>
internal interface ILossFormulaReader<out TResult>
{
    /// <summary>Makes it.</summary>
    TResult Read<TFormula>(TFormula formula)
        where TFormula : struct, ILossFormula;
}

/// <inheritdoc cref="ILossFormulaReader{TResult}"/>
internal interface IFusedFormulaReader<out TResult>
{
    /// <summary>Makes it.</summary>
    TResult Read<TFormula>(TFormula formula)
        where TFormula : struct, IFusedFormula;
}
