using NodeNet.Formulas;
using NodeNet.Foundation;

namespace NodeNet.Writers;

/// <summary>Formulas of a spreadsheet's cells. There e^x is an error from x = 709.8 on, and so are ln 0 and 1 / 0: no formula here meets any of them.</summary>
/// <param name="placeOf">The cell of a variable.</param>
internal sealed class CellFormulas(Func<Variable, string> placeOf) : FormulaWriter(int.MaxValue)
{
    /// <summary>The formula, or null where a part of it is known with doubles alone.</summary>
    public string? TryWrite(Expression formula) => OpaqueParts.AreIn(formula, safely: true) ? null : Write(formula);

    public override string Number(double value) => MessageText.Exact(value);

    protected override string Half => "1/2";

    protected override string Name(Variable variable) => placeOf(variable);

    protected override string Parentheses(string inner) => $"({inner})";

    protected override string Plus(string left, string right) => $"{left}+{right}";

    protected override string Minus(string? left, string right) => left is null ? $"-{right}" : $"{left}-{right}";

    protected override string Omitted(int terms) => throw new InvalidOperationException("A cell omits nothing.");

    protected override string Times(IReadOnlyList<string> factors) => string.Join("*", factors);

    protected override string Over(Expression top, Expression bottom) => $"{AboveSlash(top)}/{BelowSlash(bottom)}";

    protected override string Raised(string of, long exponent) => exponent == 2 ? $"{of}*{of}" : $"{of}^{exponent}";

    protected override string EToThe(Expression exponent) => $"EXP({Write(exponent)})";

    protected override string SquareRoot(Expression of) => $"SQRT({Write(of)})";

    protected override string Bars(string inner) => $"ABS({inner})";

    protected override string Apply(string function, IReadOnlyList<string> arguments) => $"{function.ToUpperInvariant()}({string.Join(",", arguments)})";

    protected override string If(Choice choice) => $"IF({Condition(choice, ">")},{Write(choice.Then)},{Write(choice.Otherwise)})";

    protected override string Within(Clamped clamped) => $"MAX({Write(clamped.Least)},MIN({Write(clamped.Most)},{Write(clamped.Argument)}))";

    protected override string WriteFunction(Function function)
    {
        string x = Write(function.Argument);
        return function.Kind switch
        {
            Elementary.Log => $"LN({x})",
            Elementary.Sigmoid => $"IF({x}>0,1/(1+{Exp(-function.Argument)}),{Exp(function.Argument)}/(1+{Exp(function.Argument)}))",
            Elementary.Softplus => $"(MAX({x},0)+LN(1+EXP(-ABS({x}))))",
            Elementary.NormalDistribution => $"NORMSDIST({x})",
            Elementary.NormalDensity => $"IF(ABS({x})>38,0,EXP(-({x})*({x})/2)/SQRT(2*PI()))",
            _ => base.WriteFunction(function),
        };

        string Exp(Expression exponent) => $"EXP({Write(exponent)})";
    }

    protected override int LevelOf(Expression formula) => Plain(formula) switch
    {
        OneHalf or Power { Exponent: 2 } => ProductLevel,
        Choice or SafeProduct or SafeQuotient or Function { Kind: Elementary.Exp } => AtomLevel,
        _ => base.LevelOf(formula),
    };

    protected override Expression Plain(Expression formula) => formula switch
    {
        Taught taught => Plain(taught.Safe ?? taught.Shown),
        SafeProduct product => new Choice(Expression.Abs(product.Factor), Product.Of(product.Factor, Plain(product.Logarithm)), 0.0),
        SafeQuotient quotient => new Choice(Expression.Abs(quotient.Top), new Quotient(quotient.Top, quotient.Bottom), 0.0),
        _ => base.Plain(formula),
    };
}
