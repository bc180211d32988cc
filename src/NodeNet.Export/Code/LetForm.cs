using System.Globalization;
using NodeNet.Formulas;

namespace NodeNet.Export.Code;

/// <summary>A step of a formula: a part of it that has a name, because it is used more than once or would nest too deeply.</summary>
/// <param name="Name">The variable that stands for it in later steps.</param>
/// <param name="Formula">The part.</param>
internal sealed record LetStep(Variable Name, Expression Formula);

/// <summary>Formulas in which nothing is written twice: first the parts that are shared, each by a name, then the formulas themselves.</summary>
internal sealed class LetForm
{
    private const int DeepestNesting = 8;

    private readonly Dictionary<Expression, int> _uses = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Expression, (Expression Formula, int Depth)> _done = new(ReferenceEqualityComparer.Instance);
    private readonly List<LetStep> _steps = [];
    private readonly Dictionary<Expression, Expression> _replaced = new(ReferenceEqualityComparer.Instance);
    private readonly Func<Expression, bool> _asksForName;
    private readonly Func<Expression, Expression>? _replace;

    private LetForm(IReadOnlyList<Expression> formulas, Func<Expression, bool> asksForName, Func<Expression, Expression>? replace)
    {
        (_asksForName, _replace) = (asksForName, replace);
        foreach (Expression formula in formulas) Count(formula);
        Results = [.. formulas.Select(formula => Written(formula).Formula)];
    }

    /// <summary>The named parts, in an order in which each uses earlier ones only.</summary>
    public IReadOnlyList<LetStep> Steps => _steps;

    /// <summary>The formulas, of their variables and of the names.</summary>
    public IReadOnlyList<Expression> Results { get; }

    /// <summary>Brings formulas into this form.</summary>
    /// <param name="formulas">The formulas, which may share parts.</param>
    /// <param name="asksForName">Whether the argument of such a part must be a name, because the language writes it twice.</param>
    /// <param name="replace">What a language writes in place of a part that it has not; null where it has all.</param>
    public static LetForm Of(
        IReadOnlyList<Expression> formulas, Func<Expression, bool>? asksForName = null, Func<Expression, Expression>? replace = null) =>
        new(formulas, asksForName ?? (part => part is Power { Exponent: 2 } or SafeQuotient or SafeProduct), replace);

    /// <summary>The formulas' values in some kind of number.</summary>
    public T[] ReadAs<T>(Func<Variable, T> valueOf)
        where T : IReal<T>
    {
        var named = new Dictionary<string, T>(StringComparer.Ordinal);
        T Value(Variable variable) => named.TryGetValue(variable.Name, out T? known) ? known : valueOf(variable);
        foreach (LetStep step in _steps) named[step.Name.Name] = step.Formula.ReadAs(Value);
        return [.. Results.Select(formula => formula.ReadAs(Value))];
    }

    private Expression Replaced(Expression formula)
    {
        if (_replace is null) return formula;
        if (!_replaced.TryGetValue(formula, out Expression? known)) _replaced[formula] = known = _replace(formula);
        return known;
    }

    private void Count(Expression original)
    {
        Expression formula = Replaced(original);
        if (_uses.TryGetValue(formula, out int uses))
        {
            _uses[formula] = uses + 1;
            return;
        }
        _uses[formula] = 1;
        foreach (Expression part in PartsOf(formula)) Count(part);
    }

    private (Expression Formula, int Depth) Written(Expression original)
    {
        Expression formula = Replaced(original);
        if (_done.TryGetValue(formula, out (Expression, int) known)) return known;
        (Expression Formula, int Depth)[] parts = [.. PartsOf(formula).Select(Written)];
        bool mustName = _asksForName(formula);
        Expression[] written = [.. parts.Select(part => mustName && !IsLeaf(part.Formula) ? Named(part.Formula) : part.Formula)];
        Expression result = Rebuilt(formula, written);
        int depth = 1 + parts.Select(part => part.Depth).DefaultIfEmpty(0).Max();
        bool isShared = _uses[formula] > 1 || depth > DeepestNesting;
        if (isShared && !IsLeaf(result)) (result, depth) = (Named(result), 0);
        return _done[formula] = (result, depth);
    }

    private Variable Named(Expression formula)
    {
        var name = new Variable(string.Create(CultureInfo.InvariantCulture, $"t{_steps.Count + 1}"));
        _steps.Add(new LetStep(name, formula));
        return name;
    }

    private static bool IsLeaf(Expression formula) => formula is Numeral or OneHalf or Variable;

    /// <summary>The parts that are computed: of a formula that is taught in another form, the one that is computed.</summary>
    private static IReadOnlyList<Expression> PartsOf(Expression formula) => formula switch
    {
        Taught taught => [taught.Computed],
        _ => formula.Parts,
    };

    private static Expression Rebuilt(Expression formula, Expression[] parts) => formula switch
    {
        Sum => new Sum(parts),
        Difference => new Difference(parts[0], parts[1]),
        Negative => new Negative(parts[0]),
        Product => new Product(parts),
        Quotient => new Quotient(parts[0], parts[1]),
        Reciprocal => new Quotient(1.0, parts[0]),
        SafeQuotient => new Choice(Expression.Abs(parts[0]), new Quotient(parts[0], parts[1]), 0.0),
        SafeProduct => new Choice(Expression.Abs(parts[0]), new Product(parts), 0.0),
        Group or Taught => parts[0],
        Power power => new Power(parts[0], power.Exponent),
        Largest => new Largest(parts[0], parts[1]),
        Smallest => new Smallest(parts[0], parts[1]),
        Clamped => new Clamped(parts[0], parts[1], parts[2]),
        Choice => new Choice(parts[0], parts[1], parts[2]),
        Domain domain => Outside(parts[0] - (Expression)domain.Most, Outside((Expression)domain.Least - parts[0], parts[1])),
        Function function => new Function(function.Kind, parts[0]),
        Call { Name: CodeFormula.Rough } rough => new Call(rough.Name, parts, rough.Compute),
        Call call => throw new NotSupportedException($"{call.Name} is known with doubles alone, so it cannot be written as code."),
        _ => formula,
    };

    private static Choice Outside(Expression beyond, Expression inside) => new(beyond, double.PositiveInfinity, inside);
}
