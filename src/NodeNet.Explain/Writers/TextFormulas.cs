using System.Globalization;
using NodeNet.Formulas;

namespace NodeNet.Writers;

/// <summary>Formulas as plain text on one line.</summary>
internal sealed class TextFormulas(int digits, int mostTerms) : LineWriter(digits, mostTerms)
{
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

    protected override string Omitted(int terms) => string.Create(CultureInfo.InvariantCulture, $"… ({terms} more)");
}
