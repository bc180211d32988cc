using System.Globalization;
using NodeNet.Formulas;

namespace NodeNet.Export.Code;

/// <summary>Writes a formula in a programming language. How C writes it, other languages say where they differ. What is computed is exactly the formula, in its
/// order: nothing is rearranged.</summary>
/// <param name="nameOf">How a variable is written.</param>
internal abstract class FormulaSyntax(Func<Variable, string> nameOf)
{
    // How tightly a text holds together.
    protected const int ChoiceLevel = 0;
    protected const int SumLevel = 1;
    protected const int ProductLevel = 2;
    protected const int SignLevel = 3;
    protected const int AtomLevel = 4;

    /// <summary>The functions beyond the language's own that are used.</summary>
    public SortedSet<string> Helpers { get; } = new(StringComparer.Ordinal);

    /// <summary>A formula in the form of <see cref="LetForm"/>.</summary>
    public string Write(Expression formula) => At(formula, ChoiceLevel);

    /// <summary>A number.</summary>
    public virtual string Number(double value) =>
        double.IsNaN(value) ? NotANumber : double.IsInfinity(value) ? (value > 0.0 ? Infinity : "-" + Infinity) : Finite(value);

    /// <summary>A finite number.</summary>
    protected virtual string Finite(double value) => IsSingle ? Texts.Single(value) + "f" : Texts.Number(value);

    /// <summary>Whether numbers are floats.</summary>
    public bool IsSingle { get; init; }

    /// <summary>What an operation gives, for languages in which its result has to be rounded to a float.</summary>
    protected virtual (string Text, int Level) Rounded(string text, int level) => (text, level);

    protected abstract string Infinity { get; }

    protected abstract string NotANumber { get; }

    /// <summary>The language's name of a function, or of a helper that is then added to <see cref="Helpers"/>.</summary>
    protected abstract string FunctionName(Elementary kind);

    /// <summary>A function of something; that is a single name or number where <see cref="RepeatsArgument"/> says so.</summary>
    protected virtual string Apply(Elementary kind, Expression argument) => $"{FunctionName(kind)}({Write(argument)})";

    protected abstract string Largest(string left, string right);

    protected abstract string Smallest(string left, string right);

    protected virtual string RaisedTo(Expression of, long exponent) => Helper("power", $"{Write(of)}, {exponent.ToString(CultureInfo.InvariantCulture)}");

    protected virtual string If(string condition, string then, string otherwise) => $"{condition} ? {then} : {otherwise}";

    protected virtual int IfLevel => ChoiceLevel;

    protected virtual string Divided(Expression top, Expression bottom) => $"{At(top, ProductLevel)} / {At(bottom, SignLevel)}";

    /// <summary>Whether a part's arguments are written twice, so that each must be a name or number.</summary>
    public virtual bool RepeatsArgument(Expression part) => part is Power { Exponent: 2 } or SafeQuotient or SafeProduct;

    /// <summary>|x| rounded to sixteenths.</summary>
    protected virtual string RoughOf(string x) => throw new InvalidOperationException("The language has functions.");

    /// <summary>Notes that a helper is used.</summary>
    protected string Helper(string name, string arguments)
    {
        Helpers.Add(name);
        return $"{HelperName(name)}({arguments})";
    }

    /// <summary>How a helper is called in the language.</summary>
    protected virtual string HelperName(string name) => name;

    protected string At(Expression formula, int level)
    {
        (string text, int own) = Text(formula);
        return own < level ? $"({text})" : text;
    }

    private (string Text, int Level) Text(Expression formula) => formula switch
    {
        Numeral number => (Number(number.Number), double.IsNegative(number.Number) ? SignLevel - 1 : AtomLevel),
        OneHalf => (Number(0.5), AtomLevel),
        Variable variable => (nameOf(variable), AtomLevel),
        Sum sum => SumOf(sum.Terms),
        Difference difference => Rounded($"{At(difference.Left, SumLevel)} - {At(difference.Right, ProductLevel)}", SumLevel),
        Negative negative => ("-" + At(negative.Argument, AtomLevel), SignLevel - 1),
        Product product => ProductOf(product.Factors),
        Quotient quotient => Rounded(Divided(quotient.Top, quotient.Bottom), ProductLevel),
        Power { Exponent: 2 } square => Rounded($"{At(square.Base, AtomLevel)} * {At(square.Base, AtomLevel)}", ProductLevel),
        Power power => Rounded(RaisedTo(power.Base, power.Exponent), AtomLevel),
        Largest largest => (Largest(Write(largest.Left), Write(largest.Right)), AtomLevel),
        Smallest smallest => (Smallest(Write(smallest.Left), Write(smallest.Right)), AtomLevel),
        Clamped clamped => (Smallest(Largest(Write(clamped.Argument), Write(clamped.Least)), Write(clamped.Most)), AtomLevel),
        Choice choice => (If(Condition(choice.Argument), At(choice.Then, SumLevel), At(choice.Otherwise, IfLevel == AtomLevel ? ChoiceLevel : SumLevel)),
            IfLevel),
        Call { Name: CodeFormula.Rough } rough => (RoughOf(Write(rough.Arguments[0])), ProductLevel),
        Function { Kind: Elementary.Abs or Elementary.Sign } function => (Apply(function.Kind, function.Argument), AtomLevel),
        Function function => Rounded(Apply(function.Kind, function.Argument), AtomLevel),
        _ => throw new InvalidOperationException($"No way to write {formula.GetType().Name}."),
    };

    private string Condition(Expression argument) => $"{At(argument, SumLevel)} > {Number(0.0)}";

    private (string Text, int Level) SumOf(IReadOnlyList<Expression> terms)
    {
        if (terms.Count == 0) return (Number(0.0), AtomLevel);
        if (terms.Count == 1) return (At(terms[0], SumLevel), ChoiceLevel);
        string text = At(terms[0], SumLevel);
        int level = SumLevel;
        foreach (Expression term in terms.Skip(1))
        {
            string added = term is Numeral { Number: < 0.0 } negative ? $" - {Number(-negative.Number)}" : $" + {At(term, ProductLevel)}";
            (text, level) = Rounded(text + added, SumLevel);
        }
        return (text, level);
    }

    private (string Text, int Level) ProductOf(IReadOnlyList<Expression> factors)
    {
        (string text, int level) = (At(factors[0], ProductLevel), ProductLevel);
        foreach (Expression factor in factors.Skip(1)) (text, level) = Rounded($"{text} * {At(factor, SignLevel)}", ProductLevel);
        return (text, level);
    }
}
