using System.Globalization;
using System.Security;
using NodeNet.Formulas;

namespace NodeNet.Writers;

/// <summary>Formulas as presentation MathML.</summary>
internal sealed class MathMLFormulas(int digits, int mostTerms) : LineWriter(digits, mostTerms)
{
    protected override string Half => "<mfrac><mn>1</mn><mn>2</mn></mfrac>";

    /// <summary>Text that is safe inside XML.</summary>
    public static string Text(string words) => SecurityElement.Escape(words);

    public override string Equation(IReadOnlyList<string> sides) => string.Join("<mo>=</mo>", sides);

    public override string Write(Subject subject) => subject switch
    {
        Symbol { IsNew: true, Of: not null } symbol => $"<msubsup>{Letter(symbol.Letter)}{Name(symbol.Of)}<mo>+</mo></msubsup>",
        Symbol { IsNew: true } symbol => $"<msup>{Letter(symbol.Letter)}<mo>+</mo></msup>",
        Symbol { Of: not null } symbol => $"<msub>{Letter(symbol.Letter)}{Name(symbol.Of)}</msub>",
        Symbol symbol => Letter(symbol.Letter),
        Code code => $"<mtext>{Text(code.Text)}</mtext>",
        Derivative derivative =>
            Row(
                (derivative.IsNegative ? "<mo>−</mo>" : "")
                    + $"<mfrac><mrow><mo>∂</mo>{Letter(derivative.Loss)}</mrow><mrow><mo>∂</mo>{Write(derivative.By)}</mrow></mfrac>"),
        _ => throw new InvalidOperationException($"No way to write {subject.GetType().Name}."),
    };

    protected override string Number(string mantissa, int exponent)
    {
        string number = mantissa.StartsWith('−') ? $"<mo form=\"prefix\">−</mo><mn>{mantissa[1..]}</mn>" : $"<mn>{mantissa}</mn>";
        if (exponent == 0) return mantissa.StartsWith('−') ? Row(number) : number;
        string power = exponent.ToString(CultureInfo.InvariantCulture).Replace('-', '−');
        return Row($"{number}<mo>×</mo><msup><mn>10</mn><mn>{power}</mn></msup>");
    }

    protected override string Parentheses(string inner) => Row($"<mo>(</mo>{inner}<mo>)</mo>");

    protected override string Plus(string left, string right) => Row($"{left}<mo>+</mo>{right}");

    protected override string Minus(string? left, string right) => Row(left is null ? $"<mo form=\"prefix\">−</mo>{right}" : $"{left}<mo>−</mo>{right}");

    protected override string Omitted(int terms) => string.Create(CultureInfo.InvariantCulture, $"<munder><mo>…</mo><mtext>{terms} more</mtext></munder>");

    protected override string Times(IReadOnlyList<string> factors) => Row(string.Join("<mo>·</mo>", factors));

    protected override string Over(Expression top, Expression bottom) => $"<mfrac>{Row(Write(top))}{Row(Write(bottom))}</mfrac>";

    protected override string Raised(string of, long exponent) => string.Create(CultureInfo.InvariantCulture, $"<msup>{Row(of)}<mn>{exponent}</mn></msup>");

    protected override string EToThe(Expression exponent) => $"<msup><mi>e</mi>{Row(Write(exponent))}</msup>";

    protected override string SquareRoot(Expression of) => $"<msqrt>{Write(of)}</msqrt>";

    protected override string Bars(string inner) => Row($"<mo>|</mo>{inner}<mo>|</mo>");

    protected override string If(Choice choice) => Row(
        $"{Write(choice.Then)}<mtext> if </mtext>{Write(choice.Argument)}<mo>&gt;</mo><mn>0</mn><mtext>, else </mtext>{Write(choice.Otherwise)}");

    protected override string Apply(string function, IReadOnlyList<string> arguments) =>
        Row($"<mi>{Text(function)}</mi><mo>&#x2061;</mo><mrow><mo>(</mo>{string.Join("<mo>,</mo>", arguments)}<mo>)</mo></mrow>");

    private static string Row(string inner) => $"<mrow>{inner}</mrow>";

    private static string Letter(string letter) => letter.StartsWith('Δ') ? $"<mrow><mi>Δ</mi><mi>{Text(letter[1..])}</mi></mrow>" : $"<mi>{Text(letter)}</mi>";

    private static string Name(string name) =>
        name.Contains('→', StringComparison.Ordinal)
            ? Row(string.Join("<mo>→</mo>", name.Split('→').Select(part => $"<mi>{Text(part)}</mi>")))
            : $"<mi>{Text(name)}</mi>";
}
