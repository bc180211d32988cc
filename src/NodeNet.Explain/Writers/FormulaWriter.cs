namespace NodeNet.Writers;

/// <summary>Writes formulas in some notation. What needs parentheses is decided here; how things look, in the classes below.</summary>
internal abstract class FormulaWriter(int digits, int mostTerms)
{
    // How tightly a formula holds together: what is below the level of its place is put in parentheses.
    private const int SumLevel = 1;
    private const int ProductLevel = 2;
    private const int PowerLevel = 3;
    private const int AtomLevel = 4;

    /// <summary>"subject = formula = value"; the formula is left out where it is nothing but the value.</summary>
    public string Line(Subject subject, Formula? formula, double value) =>
        formula is null or Numeral
            ? Equation([Write(subject), Number(value)])
            : Equation([Write(subject), Write(formula), Number(value)]);

    public string Number(double value)
    {
        (string mantissa, int exponent) = LedgerNumbers.Split(value, digits);
        return Number(mantissa, exponent);
    }

    public abstract string Equation(IReadOnlyList<string> sides);

    public abstract string Write(Subject subject);

    public string Write(Formula formula) => formula switch
    {
        Numeral number => Number(number.Of),
        OneHalf => Half,
        Group group => Parentheses(Write(group.Of)),
        Sum sum => WriteSum(sum.Terms),
        Difference difference => Minus(Write(difference.Left), At(difference.Right, ProductLevel)),
        Negative negative => Minus(null, At(negative.Of, ProductLevel)),
        Product product => WriteProduct(product.Factors, mayStartWithMinus: true),
        Quotient quotient => Over(quotient.Top, quotient.Bottom),
        Power power => Raised(At(power.Base, AtomLevel), power.Exponent),
        Exponential exponential => EToThe(exponential.Exponent),
        Root root => SquareRoot(root.Of),
        Absolute absolute => Bars(Write(absolute.Of)),
        Call call => Apply(call.Function, [.. call.Arguments.Select(Write)]),
        _ => throw new InvalidOperationException($"No way to write {formula.GetType().Name}."),
    };

    protected abstract string Half { get; }

    protected abstract string Number(string mantissa, int exponent);

    protected abstract string Parentheses(string inner);

    protected abstract string Plus(string left, string right);

    protected abstract string Minus(string? left, string right);

    protected abstract string Omitted(int terms);

    protected abstract string Times(IReadOnlyList<string> factors);

    protected abstract string Over(Formula top, Formula bottom);

    protected abstract string Raised(string of, long exponent);

    protected abstract string EToThe(Formula exponent);

    protected abstract string SquareRoot(Formula of);

    protected abstract string Bars(string inner);

    protected abstract string Apply(string function, IReadOnlyList<string> arguments);

    /// <summary>In parentheses where the place asks for it.</summary>
    protected string At(Formula formula, int level) => LevelOf(formula) < level ? Parentheses(Write(formula)) : Write(formula);

    /// <summary>For a quotient on one line: above and below the slash.</summary>
    protected string AboveSlash(Formula formula) => formula is Numeral ? Write(formula) : At(formula, ProductLevel);

    /// <inheritdoc cref="AboveSlash"/>
    protected string BelowSlash(Formula formula) => At(formula, PowerLevel);

    protected string AsAtom(Formula formula) => At(formula, AtomLevel);

    private static int LevelOf(Formula formula) => formula switch
    {
        Numeral number => number.Of < 0.0 ? SumLevel : AtomLevel,
        Sum or Difference or Negative => SumLevel,
        Product or Quotient => ProductLevel,
        Power or Exponential => PowerLevel,
        _ => AtomLevel,
    };

    /// <summary>A minus sign may stand bare in front of a row of factors, but not after a plus.</summary>
    private string WriteProduct(IReadOnlyList<Formula> factors, bool mayStartWithMinus) =>
        Times([.. factors.Select((factor, place) => place == 0 && mayStartWithMinus && factor is (Numeral or Negative) ? Write(factor) : At(factor, factor is Quotient ? ProductLevel : PowerLevel))]);

    private string WriteSum(IReadOnlyList<Formula> terms)
    {
        if (terms.Count == 0) return Number(0.0);
        string text = Write(terms[0]);
        for (int i = 1; i < terms.Count; i++)
        {
            // The first ones and the last one speak for a long sum.
            if (i == mostTerms - 1 && terms.Count > mostTerms)
            {
                text = Plus(text, Omitted(terms.Count - mostTerms));
                i = terms.Count - 1;
            }
            text = terms[i] switch
            {
                Numeral { Of: < 0.0 } negative => Minus(text, Number(-negative.Of)),
                Product product => Plus(text, WriteProduct(product.Factors, mayStartWithMinus: false)),
                _ => Plus(text, At(terms[i], ProductLevel)),
            };
        }
        return text;
    }
}
