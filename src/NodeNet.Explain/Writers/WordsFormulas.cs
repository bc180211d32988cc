using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Writers;

/// <summary>Formulas on one line of a worksheet, for people: functions as they are taught, 1 / (1 + e^(−z)) for a sigmoid, and numbers with all their
/// digits.</summary>
/// <param name="nameOf">How a variable is written.</param>
internal sealed class WordsFormulas(Func<Variable, string> nameOf) : FormulaWriter(int.MaxValue)
{
    /// <summary>The formula, or null where a part of it is known with doubles alone.</summary>
    public string? TryWrite(Expression formula) => OpaqueParts.AreIn(formula, safely: false) ? null : Write(formula);

    public override string Number(double value) => MessageText.Exact(value);

    protected override string Name(Variable variable) => nameOf(variable);

    protected override string Omitted(int terms) => "…";

    protected override string Smaller(Smallest smallest) => $"the smaller of {Write(smallest.Left)} and {Write(smallest.Right)}";

    protected override string Within(Clamped clamped) =>
        clamped is { Least: Numeral least, Most: Numeral most } && least.Number == -most.Number
            ? $"{Write(clamped.Argument)}, within ±{Number(most.Number)}"
            : base.Within(clamped);

    protected override string WriteFunction(Function function) => function.Kind switch
    {
        Elementary.Log => "ln " + AsAtom(function.Argument),
        Elementary.Sign => $"the sign of {Write(function.Argument)}",
        _ => base.WriteFunction(function),
    };

    protected override int LevelOf(Expression formula) => formula switch
    {
        Clamped or Function { Kind: Elementary.Sign } => ChoiceLevel,
        Function { Kind: Elementary.Log or Elementary.LogOnePlus } => PowerLevel,
        _ => base.LevelOf(formula),
    };

    protected override Expression Plain(Expression formula) => formula switch
    {
        Function { Kind: Elementary.Sigmoid, Argument: var x } => 1.0 / ((Expression)1.0 + Expression.Exp(-x)),
        Function { Kind: Elementary.Softplus, Argument: var x } => Expression.Log((Expression)1.0 + Expression.Exp(x)),
        Product { Factors: [var first, Function { Kind: Elementary.Sigmoid, Argument: var x }] } => first / ((Expression)1.0 + Expression.Exp(-x)),
        _ => base.Plain(formula),
    };
}
