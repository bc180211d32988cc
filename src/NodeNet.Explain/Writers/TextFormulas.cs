using System.Globalization;
using NodeNet.Formulas;

namespace NodeNet.Writers;

/// <summary>Formulas as plain text on one line.</summary>
internal sealed class TextFormulas(int digits, int mostTerms) : LineWriter(digits, mostTerms)
{
    protected override string Half => "½";

    public override string Equation(IReadOnlyList<string> sides) => string.Join(" = ", sides);

    public override string Write(Subject subject) => subject switch
    {
        Symbol symbol => symbol.Letter + (symbol.IsNew ? "⁺" : "") + (symbol.Of is null ? "" : "_" + symbol.Of),
        Code code => code.Text,
        Derivative derivative => $"{(derivative.IsNegative ? "−" : "")}∂{derivative.Loss}/∂{Write(derivative.By)}",
        _ => throw new InvalidOperationException($"No way to write {subject.GetType().Name}."),
    };

    protected override string Number(string mantissa, int exponent) =>
        exponent == 0 ? mantissa : mantissa + "e" + exponent.ToString(CultureInfo.InvariantCulture).Replace('-', '−');

    protected override string Parentheses(string inner) => $"({inner})";

    protected override string Plus(string left, string right) => $"{left} + {right}";

    protected override string Minus(string? left, string right) => left is null ? $"−{right}" : $"{left} − {right}";

    protected override string Omitted(int terms) => string.Create(CultureInfo.InvariantCulture, $"… ({terms} more)");

    protected override string Times(IReadOnlyList<string> factors) => string.Join(" · ", factors);

    protected override string Over(Expression top, Expression bottom) => $"{AboveSlash(top)} / {BelowSlash(bottom)}";

    protected override string Raised(string of, long exponent) => exponent == 2 ? of + "²" : string.Create(CultureInfo.InvariantCulture, $"{of}^{exponent}");

    protected override string EToThe(Expression exponent) => "e^" + AsAtom(exponent);

    protected override string SquareRoot(Expression of) => "√" + AsAtom(of);

    protected override string Bars(string inner) => $"|{inner}|";

    protected override string If(Choice choice) => $"{At(choice.Then, SumLevel)} if {Write(choice.Argument)} > 0, else {At(choice.Otherwise, SumLevel)}";

    protected override string Apply(string function, IReadOnlyList<string> arguments) => $"{function}({string.Join(", ", arguments)})";
}
