using System.Globalization;
using NodeNet.Formulas;

namespace NodeNet.Writers;

/// <summary>Writes formulas in some notation. What needs parentheses is decided here, and how things look on one line of text; other notations say what looks
/// different there.</summary>
internal abstract class FormulaWriter(int mostTerms)
{
    // How tightly a formula holds together: what is below the level of its place is put in parentheses.
    protected const int ChoiceLevel = 0;
    protected const int SumLevel = 1;
    protected const int ProductLevel = 2;
    protected const int PowerLevel = 3;
    protected const int AtomLevel = 4;

    /// <summary>How many terms of a sum are written out.</summary>
    public int MostTerms => mostTerms;

    /// <summary>Writes a formula.</summary>
    public string Write(Expression formula)
    {
        Expression plain = Plain(formula);
        return plain switch
        {
            Numeral number => Number(number.Number),
            OneHalf => Half,
            Variable variable => Name(variable),
            Group group => Parentheses(Write(group.Argument)),
            Sum sum => WriteSum(sum.Terms),
            Difference difference => Minus(Write(difference.Left), AfterMinus(difference.Right)),
            Negative negative => Minus(null, AfterMinus(negative.Argument)),
            Product product => WriteProduct(product.Factors, mayStartWithMinus: true),
            Quotient quotient => Over(quotient.Top, quotient.Bottom),
            Power power => Raised(At(power.Base, AtomLevel), power.Exponent),
            Function function => WriteFunction(function),
            Largest largest => Apply("max", [Write(largest.Left), Write(largest.Right)]),
            Smallest smallest => Smaller(smallest),
            Clamped clamped => Within(clamped),
            Choice choice => If(choice),
            Call call => Apply(call.Name, [.. call.Arguments.Select(Write)]),
            _ => throw new InvalidOperationException($"No way to write {plain.GetType().Name}."),
        };
    }

    public abstract string Number(double value);

    protected virtual string Half => "½";

    protected virtual string Name(Variable variable) => variable.Name;

    protected virtual string Parentheses(string inner) => $"({inner})";

    protected virtual string Plus(string left, string right) => $"{left} + {right}";

    protected virtual string Minus(string? left, string right) => left is null ? $"−{right}" : $"{left} − {right}";

    protected abstract string Omitted(int terms);

    protected virtual string Times(IReadOnlyList<string> factors) => string.Join(" · ", factors);

    protected virtual string Over(Expression top, Expression bottom) => $"{AboveSlash(top)} / {BelowSlash(bottom)}";

    protected virtual string Raised(string of, long exponent) =>
        exponent == 2 ? of + "²" : string.Create(CultureInfo.InvariantCulture, $"{of}^{exponent}");

    protected virtual string EToThe(Expression exponent) => "e^" + AsAtom(exponent);

    protected virtual string SquareRoot(Expression of) => "√" + AsAtom(of);

    protected virtual string Bars(string inner) => $"|{inner}|";

    protected virtual string Apply(string function, IReadOnlyList<string> arguments) => $"{function}({string.Join(", ", arguments)})";

    protected virtual string Smaller(Smallest smallest) => Apply("min", [Write(smallest.Left), Write(smallest.Right)]);

    /// <summary>A formula within two limits.</summary>
    protected virtual string Within(Clamped clamped) => Apply("within", [Write(clamped.Argument), Write(clamped.Least), Write(clamped.Most)]);

    /// <summary>One formula or another.</summary>
    protected virtual string If(Choice choice) => $"{At(choice.Then, SumLevel)} if {Condition(choice, " > ")}, else {At(choice.Otherwise, SumLevel)}";

    /// <summary>When a choice's first formula holds: "x > 1" of x − 1.</summary>
    protected string Condition(Choice choice, string above) => choice.Argument is Difference difference
        ? Write(difference.Left) + above + Write(difference.Right)
        : Write(choice.Argument) + above + Number(0.0);

    /// <summary>A function by its name.</summary>
    protected virtual string WriteFunction(Function function) => function.Kind switch
    {
        Elementary.Exp => EToThe(function.Argument),
        Elementary.Sqrt => SquareRoot(function.Argument),
        Elementary.Abs => Bars(Write(function.Argument)),
        Elementary.Log => Apply("ln", [Write(function.Argument)]),
        Elementary.NormalDistribution => Apply("Φ", [Write(function.Argument)]),
        Elementary.NormalDensity => Apply("φ", [Write(function.Argument)]),
        _ => Apply(function.Kind.ToString().ToLowerInvariant(), [Write(function.Argument)]),
    };

    /// <summary>The same formula without what only computing needs: the forms that save digits, and what they do where they would divide by 0.</summary>
    protected virtual Expression Plain(Expression formula) => formula switch
    {
        Taught taught => Plain(taught.Shown),
        Domain domain => Plain(domain.Inside),
        Reciprocal inverse => new Quotient(1.0, inverse.Argument),
        SafeQuotient quotient => new Quotient(quotient.Top, quotient.Bottom),
        Choice { Otherwise: Numeral { Number: 0.0 } } choice when choice.Then == choice.Argument => new Largest(choice.Otherwise, choice.Then),
        SafeProduct product => Product.Of(product.Factor, product.Logarithm),
        Function { Kind: Elementary.ExpMinusOne } function => Expression.Exp(function.Argument) - 1.0,
        Function { Kind: Elementary.LogOnePlus } function => Expression.Log(OnePlus(function.Argument)),
        _ => formula,
    };

    /// <summary>1 + x, or 1 − … where x has a minus sign.</summary>
    protected static Expression OnePlus(Expression x) => x switch
    {
        Negative negative => 1.0 - negative.Argument,
        Numeral number when double.IsNegative(number.Number) => (Expression)1.0 - -number.Number,
        _ => 1.0 + x,
    };

    /// <summary>In parentheses where the place asks for it.</summary>
    protected string At(Expression formula, int level) => LevelOf(formula) < level ? Parentheses(Write(formula)) : Write(formula);

    /// <summary>For a quotient on one line: above and below the slash.</summary>
    protected string AboveSlash(Expression formula) => formula is Numeral ? Write(formula) : At(formula, ProductLevel);

    /// <inheritdoc cref="AboveSlash"/>
    protected string BelowSlash(Expression formula) => At(formula, PowerLevel);

    protected string AsAtom(Expression formula) => At(formula, AtomLevel);

    /// <summary>How tightly a formula holds together in this notation.</summary>
    protected virtual int LevelOf(Expression formula) => Plain(formula) switch
    {
        Numeral number => number.Number < 0.0 ? SumLevel : AtomLevel,
        Choice => ChoiceLevel,
        Sum or Difference or Negative => SumLevel,
        Product or Quotient => ProductLevel,
        Power or Function { Kind: Elementary.Exp } => PowerLevel,
        _ => AtomLevel,
    };

    private string AfterMinus(Expression formula) =>
        Plain(formula) is Product product ? WriteProduct(product.Factors, mayStartWithMinus: false) : At(formula, ProductLevel);

    /// <summary>A minus sign may stand bare in front of a row of factors, but not after a plus or another minus.</summary>
    private string WriteProduct(IReadOnlyList<Expression> factors, bool mayStartWithMinus) =>
        Times([.. factors.Select((factor, place) => place == 0 && mayStartWithMinus && factor is (Numeral or Negative)
            ? Write(factor)
            : At(factor, factor is Quotient ? ProductLevel : PowerLevel))]);

    private string WriteSum(IReadOnlyList<Expression> terms)
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
            text = Plain(terms[i]) switch
            {
                Numeral { Number: < 0.0 } negative => Minus(text, Number(-negative.Number)),
                Product product => Plus(text, WriteProduct(product.Factors, mayStartWithMinus: false)),
                _ => Plus(text, At(terms[i], ProductLevel)),
            };
        }
        return text;
    }
}
