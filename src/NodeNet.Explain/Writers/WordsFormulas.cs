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

    protected override string Half => "½";

    protected override string Name(Variable variable) => nameOf(variable);

    protected override string Parentheses(string inner) => $"({inner})";

    protected override string Plus(string left, string right) => $"{left} + {right}";

    protected override string Minus(string? left, string right) => left is null ? $"−{right}" : $"{left} − {right}";

    protected override string Omitted(int terms) => "…";

    protected override string Times(IReadOnlyList<string> factors) => string.Join(" · ", factors);

    protected override string Over(Expression top, Expression bottom) => $"{AboveSlash(top)} / {BelowSlash(bottom)}";

    protected override string Raised(string of, long exponent) => exponent == 2 ? of + "²" : $"{of}^{exponent}";

    protected override string EToThe(Expression exponent) => "e^" + AsAtom(exponent);

    protected override string SquareRoot(Expression of) => "√" + AsAtom(of);

    protected override string Bars(string inner) => $"|{inner}|";

    protected override string Apply(string function, IReadOnlyList<string> arguments) => $"{function}({string.Join(", ", arguments)})";

    protected override string Smaller(Smallest smallest) => $"the smaller of {Write(smallest.Left)} and {Write(smallest.Right)}";

    protected override string If(Choice choice)
    {
        string condition = choice.Argument is Difference difference
            ? $"{Write(difference.Left)} > {Write(difference.Right)}"
            : $"{Write(choice.Argument)} > 0";
        return $"{At(choice.Then, SumLevel)} if {condition}, else {At(choice.Otherwise, SumLevel)}";
    }

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
